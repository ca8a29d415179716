"""What lies near a query by its meaning, as the ranking takes it: nothing here is heavy."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from tacit.advise.entry import Entry


class Near(Protocol):
    """A query's place among the skills, by an encoder; None of it is needed to find anything."""

    @property
    def ids(self) -> Sequence[int]:
        """Skills nearest to it, the nearest first; some may be gone from the index."""

    def likeness(self, entries: Collection[Entry]) -> Mapping[int, float]:
        """Id → how near it is, 0 for the mean of all skills, in standard deviations.

        Only of those that have a vector. One encoder's cosines lie between 0 and 0.6, another's
        between 0.7 and 0.9; counted so, a weight means the same for both.
        """


# Of a standard deviation, against a lexical score whose best is 1. A sum of scores, not of ranks,
# which forget by how much exact words are ahead. `bench/semantic.py` says what a weight is worth.
WEIGHT = 0.3


def blended(
    scores: Mapping[int, float], likeness: Mapping[int, float], weight: float = WEIGHT
) -> dict[int, float]:
    """Id → score: the lexical one over the best of them, and the likeness by its weight.

    A skill without a vector, which was written a minute ago, counts as one of mean likeness; so
    does one that is less like it.
    """
    best = max(scores.values(), default=0.0) or 1.0
    return {
        id_: score / best + weight * max(0.0, likeness.get(id_, 0.0))
        for id_, score in scores.items()
    }
