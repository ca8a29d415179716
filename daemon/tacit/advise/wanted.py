"""What a query asks for, word by word, and how much of it a text has."""

from collections.abc import Iterable, Mapping

from tacit.advise.query import Term
from tacit.advise.terms import analyse

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
    """What the words of the query that the text has weigh together."""
    return sum(asked[word] for word in asked.keys() & set(analyse(text)))
