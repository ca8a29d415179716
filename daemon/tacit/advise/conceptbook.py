"""The book of concepts: how people say a thing, and how skills are likely to call it.

`book/` has a file a field and a line a concept; what is read here is how much each stem tells of
each concept, as BM25 has it.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path

from tacit.advise.inflection import stem
from tacit.advise.plain import COMMON
from tacit.advise.terms import analyse

_BOOK = Path(__file__).with_name("book")
_COMMON = 0.7  # of a word that tells nothing about a subject, against one that does
_FUNCTION_WORDS = """
a about after all an and any are as at be but by can could do does doesn don each for from get go
got had has have he how i if in into is isn it its just let m made make me more my need no not now
of on one only or other our own s she should so some t than that the their them then there these
they this to too up us use ve want was we were what when where which while who why will with would
you your
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Book:
    """The names of each concept, and which concepts a stem tells of."""

    names: tuple[tuple[str, ...], ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]  # of a stem in each concept that has it


@lru_cache(maxsize=1)
def book() -> Book:
    """The book of concepts, read when a session first asks."""
    listed = [(_split(names), _split(said)) for names, said in entries()]
    stems = [
        ([frozenset(stems_of(name)) for name in names], [frozenset(stems_of(one)) for one in said])
        for names, said in listed
    ]
    counts = [_counts(names, said) for names, said in stems]
    common = frozenset(map(stem, COMMON))
    held = Counter(one for count in counts for one in count)
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for concept, count in enumerate(counts):
        for one, times in count.items():
            rarity = log(1 + (len(counts) - held[one] + 0.5) / (held[one] + 0.5))
            rarity *= _COMMON if one in common else 1.0
            weights[one].append((concept, rarity * 2 * times / (times + 1)))
    return Book(
        tuple(tuple(names) for names, _ in listed),
        {one: tuple(found) for one, found in weights.items()},
    )


def entries() -> Iterator[tuple[str, str]]:
    """The lines of the book: names and phrases, both separated by commas, field by field."""
    for field in sorted(_BOOK.glob("*.toml")):
        for group in tomllib.loads(field.read_text(encoding="utf-8")).values():
            yield from group.items()


def _counts(names: list[frozenset[str]], said: list[frozenset[str]]) -> Mapping[str, float]:
    """In how many phrases each stem comes; the names count as one and a half."""
    count: dict[str, float] = defaultdict(float)
    for one in chain.from_iterable(said):
        count[one] += 1
    for one in frozenset(chain.from_iterable(names)):
        count[one] = max(count[one], 1.0) + 0.5
    return count


def stems_of(text: str) -> Iterator[str]:
    """The stems of a text's words, without those that only join others."""
    return (stem(word) for word in analyse(text) if word not in _FUNCTION)


def _split(listed: str) -> list[str]:
    return [one for one in re.split(r",\s*", listed.strip()) if one]
