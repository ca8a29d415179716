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
from tacit.registry.skill import TroubleEntry
from tacit.registry.tree import read
from tacit.registry.troubles import troubles

NAME = "references/troubleshooting.md"
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


def same(ours: Sequence[TroubleEntry], files: Iterable[tuple[str, str]]) -> Same | None:
    """The first entry that tells what one of ours tells, an equal signature before like words.

    `files`: path and text of troubleshooting files.
    """
    known = [(own, stable(own), _pairs(_told(own))) for own in ours]
    near: Same | None = None
    for path, text in files:
        low = text.lower()
        likely = [one for one in known if _possible(one[1], low)]
        there = troubles(text) if likely else ()
        for own, sign, pairs in likely:
            for other in there:
                if _equal(sign, stable(other)):
                    return Same(path, own, other, exact=True)
                if near is None and _named(sign) == _named(stable(other)) and _near(pairs, other):
                    near = Same(path, own, other, exact=False)
    return near


def _near(pairs: frozenset[str], other: TroubleEntry) -> bool:
    return len(pairs) >= _LEAST and jaccard(pairs, _pairs(_told(other))) >= ALIKE


def troubleshooting(root: Path) -> Iterator[tuple[str, str]]:
    """Path and text of the troubleshooting files of a registry in its own layout, sorted."""
    for plugin in sorted(root.glob("plugins/*/*")):
        inside = f"skills/{plugin.name}/{NAME}"
        if text := read(plugin / inside):
            yield f"{plugin.relative_to(root)}/{inside}", text


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


def _possible(sign: str, low: str) -> bool:
    """Most of the error's words occur in the file: a look at it that costs next to nothing."""
    words = set(_telling(sign))
    absent = 0
    for word in words:
        absent += word not in low
        if 2 * absent > len(words):
            return False
    return bool(words)
