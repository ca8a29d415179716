"""A question as one index can be asked it: what is rare there, and what is worth asking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tacit.advise.index import Index
from tacit.advise.query import Query
from tacit.advise.rarity import Rarity, rarities_of
from tacit.advise.term import Term
from tacit.advise.terms import hash_of

# Phrases asked of the engine, and those that widen a query.
_ASKED = 64
_WIDER = 32
# A term in more than a fifth of the skills costs much and orders little (measured on 2,658 skills;
# a cut at a twentieth loses seven points on errors), and what only widens must be rarer.
_FREQUENT = 0.2
_FREQUENT_WIDER = 0.1
_SMALL = 50  # skills; below, shares of the registry say nothing


@dataclass(frozen=True, slots=True)
class Asking:
    """A query as it is put to one index.

    `wider`: what widens it there; `holding`: who has its phrases; `named`: how much each of its
    words says, 0 to 1; `asked`: what the engine is
    asked, and with what weight; `hashes`: those of all words that are looked for in a skill.
    """

    query: Query
    wider: tuple[Term, ...]
    rarity: Rarity
    holding: Mapping[tuple[str, ...], set[int]]
    named: Mapping[str, float]
    asked: Mapping[tuple[str, ...], float]
    hashes: Mapping[tuple[str, ...], frozenset[int]]


def asking_of(index: Index, query: Query) -> Asking:
    """The query as it is put to the index. Raises RegistryError where that is broken."""
    terms = (*query.terms, *query.wider, *query.order, *query.prior)
    known = index.frequencies({word for term in terms for word in term.words})
    rarity = rarities_of(index.skills, known, terms)
    wider = _widening(index.skills, known, query, rarity)
    asked = _asked(index.skills, known, query, wider, rarity)
    sought = {term.words for term in (*query.terms, *wider, *query.prior)}
    sought.update(words for words in asked if len(words) == 1)
    return Asking(
        query,
        wider,
        rarity,
        {t.words: index.holding(t.words) for t in query.terms if len(t.words) > 1},
        {word: min(1.0, t.weight) * rarity[t.words] for t in query.terms for word in t.words},
        asked,
        {words: frozenset(map(hash_of, words)) for words in sought},
    )


def _widening(
    skills: int, known: Mapping[str, int], query: Query, rarity: Rarity
) -> tuple[Term, ...]:
    """What widens the query and is in a few of the skills, the most telling first."""
    limit = max(_SMALL, _FREQUENT_WIDER * skills)
    rare = [term for term in query.wider if 0 < known.get(term.words[0], 0) <= limit]
    return heaviest(rare, rarity)[:_WIDER]


def heaviest(terms: Iterable[Term], rarity: Rarity) -> tuple[Term, ...]:
    """The terms, the most telling first."""
    return tuple(sorted(terms, key=lambda term: -term.weight * rarity[term.words]))


def _asked(
    skills: int, known: Mapping[str, int], query: Query, wider: Iterable[Term], rarity: Rarity
) -> dict[tuple[str, ...], float]:
    """What the engine is asked, and with what weight."""
    terms = (*query.order, *query.terms)
    limit = max(_SMALL, _FREQUENT * skills)
    few = [t for t in terms if len(t.words) > 1 or known.get(t.words[0], 0) <= limit] or terms
    asked = heaviest(few, rarity)[:_ASKED]
    # Where a word is asked for more than once, the last counts, which is the heaviest.
    return {term.words: term.weight for term in (*wider, *reversed(asked))}
