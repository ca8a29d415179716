"""Are two errors one, or nearly, by their signatures and by what is told of them?

Equal signatures are one error where they say enough: `exit code 1` is nobody's in particular. Else
Jaccard's index of the pairs of neighbouring words decides; errors of another type, or that name
another thing, are never alike.
"""

import re
from itertools import pairwise

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
# What stands in a signature for what varies, `<path>` and its like, is in no text.
_PLACES = frozenset({"path", "url", "time", "id", "address"})
_VARIED = re.compile(r"[<#]")


class Sought:
    """An error of ours, made ready to be looked for in thousands of texts.

    `sign`: its signature; `told`: that and what mends it.
    """

    def __init__(self, sign: str, told: str) -> None:
        self._sign = sign
        self._words = _telling(sign)
        self._names = named(sign)
        self._pairs = word_pairs(told)
        # In a text, as against a signature, stands what varies.
        self._low_names = [name.lower() for name in self._names if not _VARIED.search(name)]
        self._low_words = sorted(map(_kept, self._words), key=len, reverse=True)
        self._low_pairs = [tuple(map(_kept, pair.split(" "))) for pair in self._pairs]

    def possible(self, low: str) -> bool:
        """May the text, in lower case, tell the same error? Costs next to nothing.

        What `near` asks for, half of the pairs, cannot be there without their words.
        """
        if not self._words or not all(name in low for name in self._low_names):
            return False
        if all(word in low for word in self._low_words):
            return True
        absent = 0
        for one, other in self._low_pairs:
            absent += one not in low or other not in low
            if absent > (1 - ALIKE) * len(self._pairs):
                return False
        return len(self._pairs) >= _LEAST

    def equals(self, sign: str) -> bool:
        """Is this its signature, and says enough?"""
        return self._sign == sign and len(self._words) >= _TELLING

    def akin(self, sign: str) -> bool:
        """Is an error of that signature of the same type, and about the same names?"""
        return bool(self._words) and self._names == named(sign)

    def near(self, told: str) -> bool:
        """Are nearly the same words told?"""
        return len(self._pairs) >= _LEAST and jaccard(self._pairs, word_pairs(told)) >= ALIKE


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what both hold in what either holds; 0 where both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _telling(text: str) -> list[str]:
    return [w for w in _words(text) if len(w) > 2 and not _PLAIN.match(w)]


def _words(text: str) -> list[str]:
    return [word.rstrip(".-") for word in _WORD.findall(text[:4000].lower())]


def _kept(word: str) -> str:
    """What of a signature's word stands in any text that tells it: of a class, its last part."""
    return "" if word in _PLACES else word.rsplit(".", 1)[-1]


def named(sign: str) -> frozenset[str]:
    """What an error is of and about: its type, names in quotes, words with a digit or `_`."""
    return frozenset(a or b or c for a, b, c in _NAME.findall(sign))


def word_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring words of a text's first 4,000 characters."""
    words = _words(text)
    return frozenset(f"{a} {b}" for a, b in pairwise(words))
