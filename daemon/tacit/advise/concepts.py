"""What a request is about in the words of the field, where it says so in plain ones.

Who asks how to "fit it on one card" means quantization, and no skill on that says "fit". A book of
concepts (`concepts.toml`) holds how people say a thing and how skills are likely to call it. The
request is matched with the book as with any documents, by BM25 over stems, so that a phrase of the
book need not stand in the request whole.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path

from tacit.advise.inflection import stem
from tacit.advise.terms import analyse

_BOOK = Path(__file__).with_suffix(".toml")
_MOST = 3  # concepts that a request can be about
_STEMS = 40  # of a request; a longer one has all words of some phrase by chance
# A concept is meant from two words in common that are not in many others, about 2.5 nats each.
_LEAST = 5.0
_WHOLE = 3.0  # for a phrase that the request has whole
_CERTAIN = 12.0  # strength from which a concept is not doubted any more
_FUNCTION_WORDS = """
a about after all an and any are as at be but by can could do does doesn don each for from get go
got had has have he how i if in into is isn it its just let m made make me more my need no not of
on one only or other our own s she should so some t than that the their them then there these they
this to too up us use ve want was we were what when where which while who why will with would you
your
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the field: the words skills have for it, the usual first, and how much is said."""

    names: tuple[str, ...]
    certain: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class _Book:
    names: tuple[tuple[str, ...], ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]  # of a stem in each concept that has it
    phrases: Mapping[str, tuple[tuple[frozenset[str], int], ...]]  # by one of its stems


def prepare() -> None:
    """Read the book now, so that the first request need not wait for it."""
    _book()


def concepts(text: str) -> tuple[Concept, ...]:
    """What the text could be about, the surest first, at most three."""
    book = _book()
    said = list(dict.fromkeys(_stems(text)))[:_STEMS]
    strength: dict[int, float] = defaultdict(float)
    words: Counter[int] = Counter()
    for one in said:
        for concept, weight in book.weights.get(one, ()):
            strength[concept] += weight
            words[concept] += 1
    for concept in _whole(book, said):
        strength[concept] += _WHOLE
    meant = [c for c in strength if words[c] > 1 and strength[c] >= _LEAST]
    meant.sort(key=lambda concept: (-strength[concept], concept))
    return tuple(
        Concept(book.names[concept], min(1.0, strength[concept] / _CERTAIN))
        for concept in meant[:_MOST]
    )


def _whole(book: _Book, said: Iterable[str]) -> set[int]:
    """The concepts of which the request has a phrase of several words."""
    have = frozenset(said)
    return {
        concept for one in have for phrase, concept in book.phrases.get(one, ()) if phrase <= have
    }


@lru_cache(maxsize=1)
def _book() -> _Book:
    """The book of concepts, read when a session first asks."""
    groups = tomllib.loads(_BOOK.read_text(encoding="utf-8")).values()
    listed = [(_split(names), _split(said)) for group in groups for names, said in group.items()]
    stems = [
        ([frozenset(_stems(name)) for name in names], [frozenset(_stems(one)) for one in said])
        for names, said in listed
    ]
    counts = [_counts(names, said) for names, said in stems]
    held = Counter(one for count in counts for one in count)
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    phrases: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
    for concept, count in enumerate(counts):
        for one, times in count.items():
            rarity = log(1 + (len(counts) - held[one] + 0.5) / (held[one] + 0.5))
            weights[one].append((concept, rarity * 2 * times / (times + 1)))
        for phrase in (*stems[concept][0], *stems[concept][1]):
            if len(phrase) > 1:
                phrases[min(phrase)].append((phrase, concept))
    return _Book(
        tuple(tuple(names) for names, _ in listed),
        {one: tuple(found) for one, found in weights.items()},
        {one: tuple(found) for one, found in phrases.items()},
    )


def _counts(names: list[frozenset[str]], said: list[frozenset[str]]) -> Mapping[str, float]:
    """In how many phrases each stem comes; the names count as one and a half."""
    count: dict[str, float] = defaultdict(float)
    for one in chain.from_iterable(said):
        count[one] += 1
    for one in frozenset(chain.from_iterable(names)):
        count[one] = max(count[one], 1.0) + 0.5
    return count


def _stems(text: str) -> Iterator[str]:
    return (stem(word) for word in analyse(text) if word not in _FUNCTION)


def _split(listed: str) -> list[str]:
    return [one for one in re.split(r",\s*", listed.strip()) if one]
