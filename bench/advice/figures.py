"""Figures of retrieval: what was asked, what came back, and how both are counted.

`success`, `kept` and `spoke` are what docs/retrieval.md says under these names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

LET_THROUGH = 0.05  # of each moment's unanswerable queries, where a threshold is chosen for `kept`
FIRST = 3  # skills that a session may see


@dataclass(frozen=True, slots=True)
class Query:
    """A labelled query; none is `relevant` where silence is the answer."""

    id: str
    group: str
    moment: str
    text: str
    relevant: frozenset[str]
    neutral: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool said: `ranked` are skills, the best first; `ms` is what it took."""

    silent: bool = True
    confidence: float = 0.0
    ranked: tuple[str, ...] = ()
    ms: float = 0.0


Asked = tuple[Query, Answer]


def right(asked: Asked, first: int) -> bool:
    """Is a right skill among the first ones, the neutral ones taken out and each counted once?"""
    query, answer = asked
    ranked = [one for one in dict.fromkeys(answer.ranked) if one not in query.neutral]
    return not query.relevant.isdisjoint(ranked[:first])


def success(asked: Iterable[Asked], first: int) -> float | None:
    """The share of the answerable queries with a right skill among the first ones."""
    return mean(right(one, first) for one in asked if one[0].relevant)


def thresholds(asked: Iterable[Asked]) -> Mapping[str, float]:
    """By moment: at most LET_THROUGH of its unanswerable queries have a confidence above this."""
    levels: dict[str, list[float]] = {}
    for query, answer in asked:
        if not query.relevant:
            levels.setdefault(query.moment, []).append(answer.confidence)
    return {
        moment: sorted(several, reverse=True)[floor(LET_THROUGH * len(several))]
        for moment, several in levels.items()
    }


def kept(asked: Sequence[Asked], group: str) -> float | None:
    """The share of a group above its moment's threshold, with a right skill among the first."""
    least = thresholds(asked)
    return mean(
        one[1].confidence > least[one[0].moment] and right(one, FIRST)
        for one in asked
        if one[0].relevant and one[0].group == group and one[0].moment in least
    )


def spoke(asked: Iterable[Asked], moment: str) -> float | None:
    """The share of a moment's unanswerable queries that were given advice."""
    return mean(
        not answer.silent
        for query, answer in asked
        if not query.relevant and query.moment == moment
    )


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value that this share of the values lies below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def mean(found: Iterable[bool]) -> float | None:
    """The share of what is true; None of nothing."""
    values = list(found)
    return sum(values) / len(values) if values else None
