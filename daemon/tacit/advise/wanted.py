"""What a query asks for, word by word, and how much of it a text has."""

from collections.abc import Iterable, Mapping

from tacit.advise.term import Term
from tacit.advise.terms import folded

# How much each word counts: its weight in the query times its rarity in the registries.
Wanted = Mapping[str, float]


def wanted(terms: Iterable[tuple[Term, float]]) -> Wanted:
    """The words of terms, each with the largest weight times rarity that it is asked with."""
    found: dict[str, float] = {}
    for term, rarity in terms:
        for word in term.words:
            found[word] = max(found.get(word, 0.0), term.weight * rarity)
    return found


def weight(text: str, asked: Wanted) -> float:
    """What the words of the query that the text has weigh together.

    Looked up where words begin, not by analysing the text: a hook waits, and some skills have
    hundreds of parts. `y` may have become `ies`.
    """
    low = folded(text)
    return sum(value for word, value in asked.items() if _begins(word, low))


def _begins(word: str, low: str) -> bool:
    stem = word[:-1] if len(word) > 4 and word.endswith("y") else word
    at = low.find(stem)
    while at > 0 and (low[at - 1] == "_" or low[at - 1].isalnum()):
        at = low.find(stem, at + 1)
    return at >= 0
