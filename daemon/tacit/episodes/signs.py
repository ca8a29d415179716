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
_CLASS = 8  # characters of a class that are told one by one


def signs(pattern: str) -> tuple[str, ...]:
    """The literals, one of which any match holds; in lower case, and () where there are none."""
    found = _of(_PARSER.parse(pattern))
    return tuple(sorted(one for one in found if not any(o in one for o in found - {one})))


def _of(parts: Iterable[Any]) -> frozenset[str]:
    """The most telling of the sets that a sequence cannot do without."""
    best: frozenset[str] = frozenset()
    run = ""
    for name, value in [(str(part[0]), part[1]) for part in parts] + [("END", None)]:
        if name == "LITERAL":
            run += chr(value)
            continue
        if name in _REPEATS and value[0] and (only := _letter(value[2])):
            best = max(best, _set(run + only * min(value[0], 8)), key=_worth)
        best = max(best, _set(run), _inner(name, value), key=_worth)
        run = ""
    return best


def _inner(name: str, value: Any) -> frozenset[str]:
    """What a part that is no literal cannot do without."""
    if name == "SUBPATTERN":
        return _of(value[3])
    if name == "ATOMIC_GROUP" or (name in _REPEATS and value[0]):
        return _of(value if name == "ATOMIC_GROUP" else value[2])
    if name == "BRANCH":
        ways = [_of(way) for way in value[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    if name == "IN" and len(value) <= _CLASS and all(str(kind) == "LITERAL" for kind, _ in value):
        return frozenset(chr(code).lower() for _, code in value)
    return frozenset()


def _letter(parts: Any) -> str:
    """The character of which a repeat is made; "" where it is made of more."""
    one = list(parts)
    return chr(one[0][1]) if len(one) == 1 and str(one[0][0]) == "LITERAL" else ""


def _set(run: str) -> frozenset[str]:
    return frozenset((run.lower(),)) if run else frozenset()


def _worth(found: frozenset[str]) -> tuple[int, int]:
    """The length of the shortest, for that one is met most often, up to three letters; then few."""
    return min(3, *(len(sign.strip()) for sign in found), 3) if found else -1, -len(found)
