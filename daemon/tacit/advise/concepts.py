"""What a request is about in the words of the field, where it says so in plain ones.

Who asks how to "fit it on one card" means quantization, and no skill on that says "fit". A book of
concepts (`book/`, a file a field) holds how people say a thing and how skills are likely to call
it. The request is matched with the book as with any documents, by BM25 over stems and everyday
synonyms, so that no phrase of the book need stand in the request.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log
from pathlib import Path

from tacit.advise.inflection import stem
from tacit.advise.plain import COMMON
from tacit.advise.synonyms import synonyms
from tacit.advise.terms import analyse

_BOOK = Path(__file__).with_name("book")
_MOST = 3  # concepts that a request can be about
_STEMS = 40  # of a request; a longer one has all words of some phrase by chance
_LEAST = 5.0  # nats of two words in common, each of which few concepts have
_COMMON = 0.7  # of a word that tells nothing about a subject, against one that does
_ALIKE = 0.3  # of a word that only stands for one of the concept's
_CERTAIN = 16.0  # strength from which a concept is not doubted any more
_NEXT = 0.6  # of each concept against the one before; the first is right three times as often
# Strength from which chat, too, would hardly have it by chance: of three words, one of which
# tells something, and of two that both do.
_BY_THREE, _BY_TWO = 9.0, 12.0
_FUNCTION_WORDS = """
a about after all an and any are as at be but by can could do does doesn don each for from get go
got had has have he how i if in into is isn it its just let m made make me more my need no not now
of on one only or other our own s she should so some t than that the their them then there these
they this to too up us use ve want was we were what when where which while who why will with would
you your
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the field that a request could be about.

    `names`: the words skills have for it, the usual first. `certain`: how much of it the request
    says, 0 to 1. `subject`: the same where chat would hardly say as much of anything, else 0.
    """

    names: tuple[str, ...]
    certain: float
    subject: float


@dataclass(frozen=True, slots=True)
class _Book:
    names: tuple[tuple[str, ...], ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]  # of a stem in each concept that has it
    common: frozenset[str]  # the stems that tell nothing about a subject


def prepare() -> None:
    """Read the book now, so that the first request need not wait for it."""
    _book()
    synonyms()


def concepts(text: str) -> tuple[Concept, ...]:
    """What the text could be about, the surest first, at most three."""
    book = _book()
    said = list(dict.fromkeys(_stems(text)))[:_STEMS]
    strength: dict[int, float] = defaultdict(float)
    words: Counter[int] = Counter()
    telling: Counter[int] = Counter()
    for one in said:
        for concept, weight in _spoken_of(book, one, said).items():
            strength[concept] += weight
            words[concept] += 1
            telling[concept] += one not in book.common
    meant = [c for c in strength if words[c] > 1 and strength[c] > _LEAST]
    meant.sort(key=lambda concept: (-strength[concept], concept))
    found = []
    for rank, best in enumerate(meant[:_MOST]):
        certain = _NEXT**rank * min(1.0, (strength[best] - _LEAST) / (_CERTAIN - _LEAST))
        told = _told(strength[best], words[best], telling[best])
        found.append(Concept(book.names[best], certain, certain if told else 0.0))
    return tuple(found)


def _told(strength: float, words: int, telling: int) -> bool:
    """Would chat hardly say as much of a concept?"""
    by_three = words > 2 and telling > 0 and strength >= _BY_THREE
    return by_three or (telling > 1 and strength >= _BY_TWO)


def _spoken_of(book: _Book, one: str, said: Collection[str]) -> Mapping[int, float]:
    """The concepts that have the word, or one like it that the request does not have itself."""
    found = dict(book.weights.get(one, ()))
    for other in synonyms().get(one, ()):
        if other not in said:
            for concept, weight in book.weights.get(other, ()):
                found[concept] = max(found.get(concept, 0.0), _ALIKE * weight)
    return found


@lru_cache(maxsize=1)
def _book() -> _Book:
    """The book of concepts, read when a session first asks."""
    listed = [(_split(names), _split(said)) for names, said in entries()]
    stems = [
        ([frozenset(_stems(name)) for name in names], [frozenset(_stems(one)) for one in said])
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
    return _Book(
        tuple(tuple(names) for names, _ in listed),
        {one: tuple(found) for one, found in weights.items()},
        common,
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


def _stems(text: str) -> Iterator[str]:
    return (stem(word) for word in analyse(text) if word not in _FUNCTION)


def _split(listed: str) -> list[str]:
    return [one for one in re.split(r",\s*", listed.strip()) if one]
