"""Words that stand side by side and how much they count: what every question is made of."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from tacit.advise.plain import COMMON
from tacit.advise.terms import analyse

_TYPE = 0.5  # of an exception's name, which every error of its kind has


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side, how much they count, and where they were met."""

    words: tuple[str, ...]
    weight: float
    source: str
    shown: str


def of_text(
    text: str, weight: float, source: str, plain: frozenset[str] = frozenset()
) -> Iterator[Term]:
    """The informative words; one that comes again counts more, with the logarithm."""
    counts = Counter(word for word in analyse(text) if informative(word) and word not in plain)
    for word, count in counts.items():
        kind = _TYPE if source == "error" and word.endswith(("error", "exception")) else 1.0
        yield Term((word,), weight * kind * (1 + log(count)), source, word)


def informative(word: str) -> bool:
    """Can the word tell one subject from another?"""
    return len(word) > 1 and word not in COMMON and not word.isdecimal()


def merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each words once, with the largest weight, heaviest first."""
    best: dict[tuple[str, ...], Term] = {}
    for term in terms:
        if term.words not in best or best[term.words].weight < term.weight:
            best[term.words] = term
    return tuple(sorted(best.values(), key=lambda term: -term.weight))
