"""Text to terms: one analysis for what is indexed and for what is asked.

The index receives the analysed terms joined by blanks, so the engine's own tokenizer only splits
at them and a query can never disagree with the index about where a word ends.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

# Letters and digits only: `_`, `.` and `-` split, so that an identifier is found by its parts, and
# whole as a phrase of them.
_WORD = re.compile(r"[^\W_]+")
# A word with a capital inside, and its parts.
_MIXED = re.compile(r"\b[A-Za-z0-9]{0,60}(?:[a-z0-9][A-Z]|[A-Z]{2}[a-z])[A-Za-z0-9]{0,60}\b")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]{2,}|\d+")
# A longer run of letters is a blob (base64, a hash, a minified file), not a word.
_LONGEST = 64


def analyse(text: str) -> list[str]:
    """The terms of a text, in order: case folded, accents removed, plural endings cut."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return [_stem(word) for word in _WORD.findall(text.casefold()) if len(word) <= _LONGEST]


def pieces(text: str) -> list[str]:
    """The parts of the camel-cased identifiers in a text: `ProcessGroupNCCL` gives three."""
    parts = (part for word in _MIXED.findall(text) for part in _CAMEL.findall(word))
    return [_stem(part.casefold()) for part in parts if len(part) > 1]


def hashed(terms: Iterable[str]) -> set[int]:
    """The set of 32-bit hashes that the index keeps of a skill's terms."""
    return {crc32(term.encode("utf-8", "replace")) for term in terms}


def hash_of(term: str) -> int:
    """The hash of one term, as in `hashed`."""
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
