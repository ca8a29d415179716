"""Which skills could be meant: the engine's ranking, and what part of the query each covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tacit.advise.asking import Asking, asking_of, heaviest
from tacit.advise.entry import Entry
from tacit.advise.index import Index
from tacit.advise.naming import called, headline
from tacit.advise.near import Near, blended
from tacit.advise.query import Query
from tacit.advise.rarity import Rarity, mass
from tacit.advise.term import Term
from tacit.advise.terms import hash_of

# Skills looked at more closely.
_CANDIDATES = {"start": 16, "prompt": 32, "error": 16}
_PRIOR = 0.2  # how far the project's own subject can lift a skill, against the prompt's words
_CALLED = 0.3  # how far its own name in the query can lift a skill

# What counts again where a skill's name or description has it: the words of a prompt a little, the
# names of what it means in other words much.
_HEADED = {"prompt": 0.1, "concept": 0.6}

# Where a skill's tenth mention of a word still counts: description and name are counted six times.
_SATURATION = 3.0
_LENGTH = 1900  # of a skill, in terms; the mean of 2,658, for what must not depend on the registry


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one skill explains of a query.

    `covered` holds the terms that it has, with their rarity, the most telling first. `whole` is
    what the query's own terms weigh, each its weight times its rarity, `share` the part of that
    which is covered, 0 to 1, and `explained` what the covered terms weigh, those that widen the
    query too, each by how much the skill is about it. `wording`: what the pairs of an error's words
    weigh that a passage has, 0 where no passage was looked at. `headline`: what its
    name and description have of a prompt, above all of the concepts that are meant.
    """

    entry: Entry
    score: float
    covered: tuple[tuple[Term, float], ...]
    explained: float
    share: float
    whole: float
    wording: float = 0.0
    headline: float = 0.0


# Hashes of a query's words that a skill has, and how often.
Had = Mapping[int, int]


def evidence(index: Index, query: Query, near: Near | None = None) -> list[Evidence]:
    """The skills that could be meant, best first; none where the query says nothing.

    `near`: what lies near the query by meaning, where there is a model to say so.
    """
    if not query.terms:
        return []
    asking = asking_of(index, query)
    ranked = dict(index.search(asking.asked, _CANDIDATES[query.moment]))
    entries = index.entries(ranked)
    hashes = frozenset().union(*asking.hashes.values())
    had: dict[int, Had] = {id_: entry.terms.among(hashes) for id_, entry in entries.items()}
    if query.moment != "error":  # whose exact wording the engine sees, and the words alone do not
        ranked = _ranked_again(index, ranked, entries, had, asking)
    if near:
        entries, ranked = _nearer(index, ranked, near)
        had |= {id_: e.terms.among(hashes) for id_, e in entries.items() if id_ not in had}
    found = [_evidence(entry, ranked[id_], had[id_], asking) for id_, entry in entries.items()]
    if query.moment == "prompt":
        found = _by_headline(found)
    return sorted(found, key=lambda one: (-one.score, one.entry.id))


def _by_headline(found: Sequence[Evidence]) -> list[Evidence]:
    """A skill that says of itself what is meant comes before one that mentions it."""
    best = max((one.score for one in found), default=0.0)
    most = max((one.explained for one in found), default=0.0) or 1.0
    return [replace(one, score=one.score + best * one.headline / most) for one in found]


def _nearer(
    index: Index, scores: Mapping[int, float], near: Near
) -> tuple[dict[int, Entry], dict[int, float]]:
    """The skills that the words bring in and those that the meaning does."""
    entries = index.entries([*scores, *(id_ for id_ in near.ids if id_ not in scores)])
    scores = {id_: scores.get(id_, 0.0) for id_ in entries}
    return entries, blended(scores, near.likeness(entries.values()))


def _ranked_again(
    index: Index,
    ranked: Mapping[int, float],
    entries: Mapping[int, Entry],
    had: Mapping[int, Had],
    asking: Asking,
) -> dict[int, float]:
    """Half the engine's scores, half BM25 of the single words with a later saturation."""
    words = [
        (hash_of(words[0]), weight * asking.rarity[words])
        for words, weight in asking.asked.items()
        if len(words) == 1
    ]

    def fit(entry: Entry) -> float:
        half = _half(entry.length / (index.length or 1))
        counts = had[entry.id]
        own = ((counts[hash_], weight) for hash_, weight in words if hash_ in counts)
        return sum(weight * count / (count + half) for count, weight in own)

    fits = {id_: fit(entry) for id_, entry in entries.items()}
    scale = max(ranked.values(), default=0.0) / (max(fits.values(), default=0.0) or 1.0)
    return {id_: (ranked[id_] + scale * one) / 2 for id_, one in fits.items()}


def _half(length: float) -> float:
    """How often a skill has a word that it is half about; `length`: against the mean (BM25)."""
    return _SATURATION * (0.25 + 0.75 * length)


def _evidence(entry: Entry, score: float, had: Had, asking: Asking) -> Evidence:
    query, rarity = asking.query, asking.rarity
    has = {words for words, hashes in asking.hashes.items() if had.keys() >= hashes}
    has -= asking.holding.keys()
    has |= {words for words, ids in asking.holding.items() if entry.id in ids}
    half = _half(entry.length / _LENGTH)

    def explained(term: Term) -> float:
        count = min(had.get(hash_, 1) for hash_ in asking.hashes[term.words])
        return term.weight * rarity[term.words] * count / (count + half)

    own = [term for term in query.terms if term.words in has]
    others = [term for term in asking.wider if term.words in has]
    covered = heaviest((*own, *others), rarity)
    whole = mass(query.terms, rarity)
    prior = mass((term for term in query.prior if term.words in has), rarity)
    lift = 1 + _PRIOR * prior / (mass(query.prior, rarity) or 1.0)
    return Evidence(
        entry,
        score * lift * (1 + _CALLED * called(entry.name, asking.named)),
        tuple((term, rarity[term.words]) for term in covered),
        sum(map(explained, covered)),
        mass(own, rarity) / whole,
        whole,
        headline=_headed(entry, covered, rarity) if query.moment == "prompt" else 0.0,
    )


def _headed(entry: Entry, covered: Sequence[Term], rarity: Rarity) -> float:
    said = headline(entry.name, entry.description)
    return sum(
        _HEADED[term.source] * term.weight * rarity[term.words]
        for term in covered
        if term.source in _HEADED and said.issuperset(term.words)
    )
