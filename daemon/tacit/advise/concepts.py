"""What a request is about in the words of the field, where it says so in plain ones.

Who asks how to "fit it on one card" means quantization, and no skill on that says "fit". A book of
concepts (`book/`, a file a field) holds how people say a thing and how skills are likely to call
it. The request is matched with the book as with any documents, by BM25 over stems and everyday
synonyms, so that no phrase of the book need stand in the request.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tacit.advise.conceptbook import Book, book, stems_of
from tacit.advise.synonyms import synonyms

_MOST = 3  # concepts that a request can be about
_STEMS = 40  # of a request; a longer one has all words of some phrase by chance
_LEAST = 5.0  # nats of two words in common, each of which few concepts have
_ALIKE = 0.3  # of a word that only stands for one of the concept's
_CERTAIN = 16.0  # strength from which a concept is not doubted any more
_NEXT = 0.6  # of each concept against the one before; the first is right three times as often


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the field that a request could be about.

    `names`: the words skills have for it, the usual first. `certain`: how much of it the request
    says, 0 to 1.
    """

    names: tuple[str, ...]
    certain: float


def prepare() -> None:
    """Read the book now, so that the first request need not wait for it."""
    book()
    synonyms()


def concepts(text: str) -> tuple[Concept, ...]:
    """What the text could be about, the surest first, at most three."""
    known = book()
    said = list(dict.fromkeys(stems_of(text)))[:_STEMS]
    strength: dict[int, float] = defaultdict(float)
    words: Counter[int] = Counter()
    for one in said:
        for concept, weight in _spoken_of(known, one, said).items():
            strength[concept] += weight
            words[concept] += 1
    meant = [c for c in strength if words[c] > 1 and strength[c] > _LEAST]
    meant.sort(key=lambda concept: (-strength[concept], concept))
    found = []
    for rank, best in enumerate(meant[:_MOST]):
        certain = _NEXT**rank * min(1.0, (strength[best] - _LEAST) / (_CERTAIN - _LEAST))
        found.append(Concept(known.names[best], certain))
    return tuple(found)


def _spoken_of(known: Book, one: str, said: Collection[str]) -> Mapping[int, float]:
    """The concepts that have the word, or one like it that the request does not have itself."""
    found = dict(known.weights.get(one, ()))
    for other in synonyms().get(one, ()):
        if other not in said:
            for concept, weight in known.weights.get(other, ()):
                found[concept] = max(found.get(concept, 0.0), _ALIKE * weight)
    return found
