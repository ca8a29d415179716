"""Which skills could be meant: the engine's ranking, and what part of the query each covers."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from tacit.advise.entry import Entry
from tacit.advise.index import Index
from tacit.advise.near import Near, blended
from tacit.advise.query import Query, Term
from tacit.advise.terms import hash_of

# Terms asked of the engine, and skills looked at more closely.
_TERMS = 64
_CANDIDATES = 30
# A term in more than a fifth of the skills costs much and orders little (measured on 2,658 skills;
# a cut at a twentieth loses nine points on errors).
_FREQUENT = 0.2
_SMALL = 50  # skills; below, shares of the registry say nothing
# Stands for the skills that are not in the registry yet: in a registry of one, every word would
# else be either in all skills or in none.
_PSEUDO = 200
_PRIOR = 0.2  # how far the project's own subject can lift a skill, against the prompt's words

Rarity = Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one skill explains of a query.

    `mass`: the weights times rarities of the terms it covers; `share`: that part of the whole
    query's, 0 to 1. `covered` holds the terms with their rarity, the most telling first.
    """

    entry: Entry
    score: float
    covered: tuple[tuple[Term, float], ...]
    mass: float
    share: float


def evidence(index: Index, query: Query, near: Near | None = None) -> list[Evidence]:
    """The skills that could be meant, best first; none where the query says nothing.

    `near`: what lies near the query by meaning, where there is a model to say so.
    """
    if not query.terms:
        return []
    rarity = rarities(index, (*query.terms, *query.order, *query.prior))
    ranked = index.search(_phrases(index, query, rarity), _CANDIDATES)
    entries, scores = _candidates(index, dict(ranked), near)
    phrases = {t.words: index.holding(t.words) for t in query.terms if len(t.words) > 1}
    found = [_evidence(entries[id_], scores[id_], query, rarity, phrases) for id_ in scores]
    return sorted(found, key=lambda one: (-one.score, one.entry.id))


def _candidates(
    index: Index, scores: dict[int, float], near: Near | None
) -> tuple[dict[int, Entry], dict[int, float]]:
    """The skills that the words bring in and, where there is a model, the meaning."""
    if near is None:
        return index.entries(scores), scores
    entries = index.entries([*scores, *(id_ for id_ in near.ids if id_ not in scores)])
    scores = {id_: scores.get(id_, 0.0) for id_ in entries}
    return entries, blended(scores, near.likeness(entries.values()))


def rarities(index: Index, terms: Iterable[Term]) -> Rarity:
    """How rare each term is, 0 to 1; one that no skill has is 1."""
    groups = {term.words for term in terms}
    known = index.frequencies({word for words in groups for word in words})
    most = log(1 + index.skills + _PSEUDO)

    def rarity(word: str) -> float:
        return log(1 + (index.skills + _PSEUDO) / (known.get(word, 0) + 1)) / most

    return {words: max(map(rarity, words)) for words in groups}


def covers(term: Term, hashes: Container[int]) -> bool:
    """Are all words of the term among the hashes?"""
    return all(hash_of(word) in hashes for word in term.words)


def _phrases(index: Index, query: Query, rarity: Rarity) -> list[Sequence[str]]:
    """What the engine is asked; a term of double weight is asked twice, which counts it twice."""
    terms = (*query.terms, *query.order)
    known = index.frequencies({term.words[0] for term in terms if len(term.words) == 1})
    limit = max(_SMALL, _FREQUENT * index.skills)
    asked = [term for term in terms if known.get(term.words[0], 0) <= limit] or terms
    asked = sorted(asked, key=lambda term: -term.weight * rarity[term.words])[:_TERMS]
    return [term.words for term in asked for _ in range(max(1, min(3, round(term.weight))))]


def _evidence(
    entry: Entry,
    score: float,
    query: Query,
    rarity: Rarity,
    phrases: Mapping[tuple[str, ...], set[int]],
) -> Evidence:
    def mass(terms: Iterable[Term]) -> float:
        return sum(term.weight * rarity[term.words] for term in terms)

    def has(term: Term) -> bool:
        if term.words in phrases:
            return entry.id in phrases[term.words]
        return covers(term, entry.terms)

    covered = [term for term in query.terms if has(term)]
    told = sorted(
        ((term, rarity[term.words]) for term in covered), key=lambda c: -c[0].weight * c[1]
    )
    prior = mass(term for term in query.prior if covers(term, entry.terms))
    lift = 1 + _PRIOR * prior / (mass(query.prior) or 1.0)
    found = mass(covered)
    return Evidence(entry, score * lift, tuple(told), found, found / mass(query.terms))
