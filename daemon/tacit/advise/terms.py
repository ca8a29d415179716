"""Text to terms: one analysis for what is indexed and for what is asked.

The index receives the analysed terms joined by blanks, so the engine's own tokenizer only splits
at them and a query can never disagree with the index about where a word ends.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

# Letters and digits only: `_`, `.` and `-` split, so that an identifier is found by its parts, and
# whole as a phrase of them.
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile(r"[^\W\x00-\x7f]")
_ASCII = bytes(range(128))
_BLANKED = _ASCII + b" " * 128
# What is no part of a word, or of an identifier, is a blank.
_RUNS = (
    bytes(byte if chr(byte).isalnum() or byte == ord("_") else 32 for byte in _ASCII) + b" " * 128
)
_LETTERS = _RUNS.lower().replace(b"_", b" ")
# A word with a capital inside, and its parts.
_RUN = re.compile(r"\b[A-Za-z0-9]{2,123}\b")
_INSIDE = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}[a-z]")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]{2,}|\d+")
# A longer run of letters is a blob (base64, a hash, a minified file), not a word.
_LONGEST = 64


def analyse(text: str) -> list[str]:
    """The terms of a text, in order: case folded, accents removed, plural endings cut."""
    coded = _coded(text)
    found = coded.translate(_LETTERS).decode().split() if coded else _WORD.findall(folded(text))
    if max(map(len, found), default=0) > _LONGEST:
        found = [word for word in found if len(word) <= _LONGEST]
    if coded:  # only what ends in s changes then
        return [_stem(word) if word[-1] == "s" else word for word in found]
    return list(map(_stem, found))


def forms(terms: Iterable[str]) -> dict[str, str]:
    """The words in plain letters that analyse to one of these terms, each with its term."""
    ending = ((term, (term, f"{term}s", f"{term}es", f"{term[:-1]}ies")) for term in terms)
    known = ((word, term) for term, words in ending for word in words if len(word) <= _LONGEST)
    return {word: term for word, term in known if _stem(word) == term}


def said(text: str, wanted: Mapping[str, str]) -> set[str]:
    """Which of the terms that `wanted` (see `forms`) is of are in the text.

    Not by analysing it: that takes several times as long where few words are wanted.
    """
    low = folded(text)
    found = {term for word, term in wanted.items() if word in low and _whole(word, low)}
    if not low.isascii() and _ACCENT.search(low):
        accented = (word for word in _WORD.findall(low) if not word.isascii())
        stems = {_stem(word) for word in accented if len(word) <= _LONGEST}
        found |= stems.intersection(wanted.values())
    return found


def _whole(word: str, text: str) -> bool:
    """Does the word stand in the text by itself, with no letter or digit beside it?"""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def pieces(text: str) -> list[str]:
    """The parts of the camel-cased identifiers in a text: `ProcessGroupNCCL` gives three."""
    coded = _coded(text)
    found = coded.translate(_RUNS).decode().split() if coded else _RUN.findall(text)
    unlike = (word for word in found if not word[1:].islower())
    mixed = (word for word in unlike if _INSIDE.search(word) and _RUN.fullmatch(word))
    parts = (part for word in mixed for part in _CAMEL.findall(word))
    return [_stem(part.casefold()) for part in parts if len(part) > 1]


def folded(text: str) -> str:
    """The text in one case and one form of each character; what no word has may become a blank."""
    if text.isascii():
        return text.lower()
    coded = _coded(text)
    if coded:
        return coded.translate(_BLANKED).decode().lower()
    return unicodedata.normalize("NFKC", text).casefold()


def _coded(text: str) -> bytes:
    """The text in UTF-8 if no word has anything that is not ASCII, as of dashes and arrows.

    Else b"". Byte by byte it is looked at several times as fast.
    """
    coded = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        odd = set(coded.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
        return coded if all(map(_mute, odd)) else b""
    return coded


@lru_cache(maxsize=4096)
def _mute(char: str) -> bool:
    """Is the character neither a part of words, however it is spelt, nor of the one before it?"""
    spelt = unicodedata.normalize("NFKC", char).casefold()
    return not (unicodedata.combining(char) or any(map(str.isalnum, char + spelt)))


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a skill: 24 bits of each one's hash, sorted, and how often it has it.

    One number a term, so that a candidate's are read from one row without being unpacked.
    """

    cells: "array[int]" = field(default_factory=lambda: array("I"))

    def among(self, hashes: Iterable[int]) -> dict[int, int]:
        """Those of the hashes (`hash_of`) whose terms the skill has, and how often.

        By its fields' weights, at most 255.
        """
        cells, most = self.cells, len(self.cells)
        found: dict[int, int] = {}
        for hash_ in hashes:
            key = hash_ & 0xFFFFFF00
            place = bisect_left(cells, key)
            if place < most and (cell := cells[place]) & 0xFFFFFF00 == key:
                found[hash_] = cell & 0xFF
        return found


def packed(terms: Iterable[str]) -> bytes:
    """The cells of `Terms` for terms that come as often as they count."""
    counted = Counter(terms)
    counts: dict[int, int] = {}
    for hash_, count in zip(map(_hash, counted), counted.values(), strict=True):
        key = hash_ & 0xFFFFFF00
        counts[key] = counts.get(key, 0) + count
    return array("I", sorted([key | min(count, 255) for key, count in counts.items()])).tobytes()


def unpacked(cells: bytes) -> Terms:
    """What `packed` packed."""
    found = array("I")
    found.frombytes(cells)
    return Terms(found)


@lru_cache(maxsize=65_536)
def hash_of(term: str) -> int:
    """The hash of one term, 32 bits."""
    return _hash(term)


def _hash(term: str) -> int:
    return crc32(term.encode("utf-8", "replace"))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """Harman's S-stemmer (JASIS 42(1), 1991), with `-ches` and the like as one ending more.

    Only plural endings go, so that names stay names.
    """
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in decomposed if not unicodedata.combining(char))
    if len(word) < 4 or not word.endswith("s") or not word.isalpha():
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    if word[-2] not in "us":
        return word[:-1]
    return word
