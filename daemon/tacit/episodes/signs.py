"""Which literals a pattern cannot do without: one of its signs stands in whatever it matches.

A literal is found a hundred times as fast as a pattern, and nearly all lines hold none of a
pattern's. Read off the library's own parse of the pattern, so that a rule that is added or changed
brings its signs along; the prefilter of RE2 works alike.
"""

import importlib
from collections.abc import Iterable
from typing import Any

# What `re` itself compiles from. Without a stub, because it is the library's own; a pattern that
# it makes something unknown of has no signs, and is then tried on every line.
_PARSER: Any = importlib.import_module("re._parser")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_MOST = 40  # strings that are told one by one
_CLASS = 4  # characters of a class; of more, hardly one tells anything
_EMPTY = frozenset(("",))

Strings = frozenset[str]


def signs(pattern: str) -> tuple[str, ...]:
    """The literals, one of which any match holds; in lower case, and () where there are none."""
    found = _needed(_PARSER.parse(pattern))
    return tuple(sorted(one for one in found if not any(o in one for o in found - {one})))


def _needed(parts: Iterable[Any]) -> Strings:
    """The most telling of the sets of strings that a sequence cannot do without."""
    best, run = frozenset[str](), _EMPTY
    for part in parts:
        exact, ends = _exact(part)
        joined = frozenset(a + b for a in run for b in exact)
        if not exact or len(joined) > _MOST:
            best = max(best, run, _inside(part), key=_worth)
            joined = exact or _EMPTY
        run = joined
        if ends:
            best, run = max(best, run, key=_worth), _EMPTY
    best = max(best, run, key=_worth)
    return best if all(best) else frozenset()


def _exact(part: Any) -> tuple[Strings, bool]:
    """All that a part matches, where that is few strings; and may it match more after them?"""
    name, value = str(part[0]), part[1]
    if name in _WIDTHLESS:
        return _EMPTY, False
    if name in ("LITERAL", "IN"):
        codes = value if name == "IN" else [part]
        few = len(codes) <= _CLASS and all(str(kind) == "LITERAL" for kind, _ in codes)
        return frozenset(chr(code).lower() for _, code in codes if few), False
    if name == "SUBPATTERN":
        return _all(value[3]), False
    if name == "BRANCH":
        ways = [_all(way) for way in value[1]]
        return frozenset[str]().union(*ways) if all(ways) else frozenset(), False
    if name in _REPEATS and value[0] and len(once := _all(value[2])) == 1:
        return frozenset(one * min(value[0], 8) for one in once), True
    return frozenset(), False


def _all(parts: Iterable[Any]) -> Strings:
    """All that a sequence matches, none where that is no few strings."""
    run = _EMPTY
    for part in parts:
        exact, ends = _exact(part)
        run = frozenset(a + b for a in run for b in exact)
        if ends or not 0 < len(run) <= _MOST:
            return frozenset()
    return run


def _inside(part: Any) -> Strings:
    """What a part that may match anything cannot do without."""
    name, value = str(part[0]), part[1]
    if name == "SUBPATTERN":
        return _needed(value[3])
    if name == "ATOMIC_GROUP":
        return _needed(value)
    if name in _REPEATS and value[0]:
        return _needed(value[2])
    if name == "BRANCH":
        ways = [_needed(way) for way in value[1]]
        return frozenset[str]().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _worth(found: Strings) -> tuple[int, int]:
    """The length of the shortest, for that one is met most often, up to three letters; then few."""
    shortest = min((len(sign.strip()) for sign in found), default=0)
    return min(3, shortest) if "" not in found else 0, -len(found)
