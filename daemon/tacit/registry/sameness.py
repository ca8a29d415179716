"""Is a lesson told already? The same error by its signature, or nearly the same error and fix.

What is compared are entries of troubleshooting files: an error and what mends it. A signature alone
decides where it says enough: `exit code 1` is nobody's in particular. Otherwise the words decide:
Jaccard's index of the pairs of neighbouring words of error and fix, after what varies was taken
out of the error; errors of another type, or that name another thing, are never alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tacit.episodes.signature import signature
from tacit.registry.layouts import is_skill
from tacit.registry.skill import TroubleEntry
from tacit.registry.tree import files, read
from tacit.registry.troubles import troubles

NAME = "references/troubleshooting.md"
# `plugins/` is read apart; what is made from a template is read where it lies.
_OWN_FOLDERS = frozenset({"plugins", "templates"})
# Share of word pairs that error and fix of two entries must have in common. The bodies of 2,658
# public skills hold 128 entries with an error; of their 8,128 pairs 3 reach it, each of two
# siblings or copies.
ALIKE = 0.5
# Pairs of words below which likeness says nothing.
_LEAST = 6
# Words that a signature needs beside the exception's type to stand for one error.
_TELLING = 2
_WORD = re.compile(r"[a-z0-9_][\w.+-]*", re.I)
_PLAIN = re.compile(
    r"(?i)(?:error|errors|exit|code|status|failed|failure|fatal|the|and|for|not|with|was|line|file"
    r"|path|exception|command|process|traceback|returned|test|tests|warning|non|zero|number|time"
    r"|url|\w*(?:error|exception|warning))\Z"
)
_NAME = re.compile(
    r"(\b[A-Z]\w*(?:Error|Exception|Warning)\b)|['\"`]([^'\"`\n]{1,100})['\"`]"
    r"|(\b[a-zA-Z]\w*[\d_]\w*\b)"
)
_FIX = re.compile(r"\*\*(?:Fix|Solution)[.:]?\*\*[.:]?\s*(.{1,4000}?)(?=\n\*\*|\n#|\Z)", re.S)
_VARIED = re.compile(r"[<#]")
_FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Same:
    """An entry of ours, the one elsewhere that tells the same, and the file that it is in.

    `exact`: by the signature, not by the words alone.
    """

    path: str
    own: TroubleEntry
    other: TroubleEntry
    exact: bool


def matches(ours: Sequence[TroubleEntry], texts: Iterable[tuple[str, str]]) -> list[Same]:
    """Entries that tell what one of ours tells, equal signatures before like words.

    `texts`: path and text of what holds entries.
    """
    known = [_Own(own, stable(own)) for own in ours]
    exact: list[Same] = []
    near: list[Same] = []
    for path, text in texts:
        low = text.lower()
        likely = [one for one in known if one.possible(low)]
        there = troubles(text) if likely else ()
        for one in likely:
            for other in there:
                if _equal(one.sign, stable(other)):
                    exact.append(Same(path, one.entry, other, exact=True))
                elif one.near(other):
                    near.append(Same(path, one.entry, other, exact=False))
    return exact + near


def same(ours: Sequence[TroubleEntry], texts: Iterable[tuple[str, str]]) -> Same | None:
    """The first of `matches`, if any."""
    return next(iter(matches(ours, texts)), None)


class _Own:
    """An entry of ours, made ready to be looked for in thousands of files."""

    def __init__(self, entry: TroubleEntry, sign: str) -> None:
        self.entry, self.sign = entry, sign
        self._words = sorted(set(_telling(sign)), key=len, reverse=True)
        self._names = _named(sign)
        # What varies is `<path>` or `#` in a signature, and itself in a text.
        self._low = [name.lower() for name in self._names if not _VARIED.search(name)]
        self._pairs = _pairs(_told(entry))
        self._halves = [pair.split(" ") for pair in self._pairs]

    def possible(self, low: str) -> bool:
        """May the text hold an entry that tells the same? Costs next to nothing.

        What `near` asks for, half of the pairs, cannot be there without their words.
        """
        if not all(name in low for name in self._low):
            return False
        if all(word in low for word in self._words):
            return bool(self._words)
        if len(self._pairs) < _LEAST:
            return False
        absent = 0
        for one, other in self._halves:
            absent += one not in low or other not in low
            if absent > (1 - ALIKE) * len(self._pairs):
                return False
        return True

    def near(self, other: TroubleEntry) -> bool:
        """Are error and fix of both nearly the same words, about the same names?"""
        if len(self._pairs) < _LEAST or self._names != _named(stable(other)):
            return False
        return jaccard(self._pairs, _pairs(_told(other))) >= ALIKE


def troubleshooting(root: Path) -> Iterator[tuple[str, str]]:
    """Path and text of what tells errors in a registry's skills, one file a skill, sorted.

    That is its troubleshooting file, and where it has none the skill itself.
    """
    for plugin in sorted(map(str, root.glob("plugins/*/*"))):
        top = "/".join(plugin.rsplit("/", 3)[1:])
        inside = f"skills/{top.rsplit('/', 1)[1]}"
        for name in (f"{inside}/{NAME}", NAME, f"{inside}/SKILL.md"):
            if text := read(Path(f"{plugin}/{name}")):
                yield f"{top}/{name}", text
                break
    for other in sorted(root.glob("[!.]*/")):
        if other.name not in _OWN_FOLDERS and not other.is_symlink():
            paths = (f"{other.name}/{path}" for path in files(other))
            told = (path for path in paths if path.endswith(f"/{NAME}") or is_skill(path))
            yield from ((path, text) for path in told if (text := read(root / path)))


def stable(entry: TroubleEntry) -> str:
    """The entry's signature: the one that it carries, else its error's; "" without one."""
    return entry.signature or _signature(entry.error)


def fix(entry: TroubleEntry) -> str:
    """What the entry says mends it: its "Fix", else all of it but the quoted output."""
    found = _FIX.search(entry.text)
    return found[1].strip() if found else _FENCED.sub("", entry.text).strip()


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what both hold in what either holds; 0 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


@lru_cache(maxsize=4096)
def _signature(error: str) -> str:
    return signature(error)


def _equal(one: str, other: str) -> bool:
    return one == other and len(_telling(one)) >= _TELLING


def _telling(text: str) -> list[str]:
    return [w for w in _words(text) if len(w) > 2 and not _PLAIN.match(w)]


def _words(text: str) -> list[str]:
    return [word.rstrip(".-") for word in _WORD.findall(text[:4000].lower())]


def _told(entry: TroubleEntry) -> str:
    return f"{stable(entry)} . {fix(entry)}"


def _named(sign: str) -> frozenset[str]:
    """What an error is of and about: its type, names in quotes, words with a digit or `_`."""
    return frozenset(a or b or c for a, b, c in _NAME.findall(sign))


def _pairs(text: str) -> frozenset[str]:
    words = _words(text)
    return frozenset(f"{a} {b}" for a, b in pairwise(words))
