"""The one entry for the error that was met: by its signature, else by its telling words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from tacit.advise.entry import Trouble
from tacit.advise.index import Index
from tacit.advise.match import Evidence
from tacit.advise.plain import COMMON, ERROR_WORDS
from tacit.advise.query import Query
from tacit.advise.rarity import Rarity, mass, rarities
from tacit.advise.silence import SURE
from tacit.advise.term import Term
from tacit.advise.terms import analyse, forms, hash_of, said

# What some errors are about, beside the words that all of their kind have.
_ABOUT = re.compile(
    r"(?:KeyError:|\b(?:argument|attribute|class|column|command|field|flag|function|key|method|module"
    r"|named?|option|package|parameter|symbol|table|variable)s?)[ :]{1,3}['\"`]([\w.-]{1,80})['\"`]"
    r"|\bNo module named ([\w.-]{1,80})",
    re.I,
)
_LOOKED_AT = 12
# Of the met error's telling words: in the whole entry, and in the error that it is for. One error
# of two that differ in the missing module's name shares less.
_SHARE = 0.6
_SHARE_OF_ERROR = 0.5
_EXCERPTS = 3  # skills whose text is searched for a passage about the error
_PASSAGE = 1_500  # characters of a passage cut out of a skill

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fit:
    """An entry that fits a met error, how sure that is (0 to 1), and why."""

    trouble: Trouble
    confidence: float
    why: str


def telling(signature: str) -> bool:
    """Does a signature say more than what kind of error it is, as `AssertionError` does not?"""
    words = [word for word in analyse(signature) if not word.endswith(("error", "exception"))]
    known = COMMON | ERROR_WORDS
    rare = [word for word in words if word not in known and not word.isdecimal()]
    return bool(rare) or len({word for word in words if len(word) > 2}) >= 4


def fitting(index: Index, query: Query) -> Fit | None:
    """The entry that fits the met error best, None where none does."""
    if query.signature and telling(query.signature):
        same = index.troubles(signature=query.signature)
        if same:
            return Fit(same[0], SURE, "the same error")
    if not query.terms:
        return None
    rarity = rarities(index, query.terms)
    phrases = [term.words for term in (*query.terms, *query.order)][:64]
    ids = [id_ for id_, _ in index.search_troubles(phrases, _LOOKED_AT)]
    order = {id_: place for place, id_ in enumerate(ids)}
    looked_at = (trouble for trouble in index.troubles(ids) if trouble.id in order)
    needed = _named(query.core)
    wanted = forms({word for term in query.terms for word in term.words} | needed)
    found = (_fit(trouble, query, needed, wanted, rarity) for trouble in looked_at)
    fits = [fit for fit in found if fit]
    return min(fits, key=lambda fit: (-fit.confidence, order[fit.trouble.id]), default=None)


def _fit(
    trouble: Trouble, query: Query, needed: Set[str], wanted: Mapping[str, str], rarity: Rarity
) -> Fit | None:
    of_error = said(trouble.error, wanted)
    words = of_error | said(trouble.text, wanted)
    whole = covered(query.terms, words, rarity)
    if len(whole) < 2 or not needed <= words or share(whole, query.terms, rarity) < _SHARE:
        return None
    error = covered(query.terms, of_error, rarity)
    if share(error, query.terms, rarity) < _SHARE_OF_ERROR:
        return None
    sure = 0.5 + 0.4 * share(error, query.terms, rarity)
    return Fit(trouble, sure, "the error has " + ", ".join(term.shown for term in whole[:6]))


def _named(error: str) -> Set[str]:
    """The words of the names that the error is about: a text without them is about another."""
    return {word for found in _ABOUT.findall(error) for word in analyse(" ".join(found))}


def covered(terms: Sequence[Term], words: set[str], rarity: Rarity) -> list[Term]:
    """The terms that are among the words, the most telling first."""
    found = [term for term in terms if words.issuperset(term.words)]
    return sorted(found, key=lambda term: -term.weight * rarity[term.words])


def share(part: Sequence[Term], terms: Sequence[Term], rarity: Rarity) -> float:
    """The part's share of the terms' weights times rarities, 0 to 1."""
    whole = mass(terms, rarity)
    return mass(part, rarity) / whole if whole else 0.0


def told_in(
    index: Index,
    query: Query,
    found: Sequence[Evidence],
    rarity: Rarity,
    worth: Callable[[Evidence], bool] = lambda _: True,
) -> Iterator[tuple[Evidence, str, str]]:
    """What a passage of each of the first skills explains of the error, it, and the whole body.

    `worth`: is a skill to be read at all, if a passage had as much of the error as the skill has?
    """
    needed, pairs = _named(query.core), _weighed(index, query.wording)
    for one in found[:_EXCERPTS]:
        has = {term.words for term, _ in one.covered}
        most = replace(one, explained=one.share * one.whole, wording=_possible(pairs, one))
        if not worth(most):
            continue
        body = index.body(one.entry.id)
        text, terms = excerpt(body, [term for term in query.terms if term.words in has], rarity)
        words = analyse(text)
        if needed <= set(words):
            told = tuple((term, rarity[term.words]) for term in terms)
            yield (
                replace(
                    one,
                    covered=told,
                    explained=mass(terms, rarity),
                    share=share(terms, query.terms, rarity),
                    wording=sum(pairs[pair] for pair in pairs.keys() & set(pairwise(words))),
                ),
                text,
                body,
            )


def _weighed(index: Index, wording: Iterable[Pair]) -> Mapping[Pair, float]:
    """The error's pairs of words by how rare the rarer one is: its exact wording."""
    rarity = rarities(index, (Term(pair, 1.0, "wording", "") for pair in wording))
    return {pair: rarity[pair] for pair in wording}


def _possible(pairs: Mapping[Pair, float], one: Evidence) -> float:
    """What all pairs weigh that the skill could have, for it has their words."""
    hashes = {word: hash_of(word) for pair in pairs for word in pair}
    had = one.entry.terms.among(hashes.values())
    return sum(rare for pair, rare in pairs.items() if all(hashes[word] in had for word in pair))


def excerpt(body: str, terms: Sequence[Term], rarity: Rarity) -> tuple[str, list[Term]]:
    """The passage of a skill that has most of the terms, and those that it has."""
    terms = covered(terms, {word for term in terms for word in term.words}, rarity)
    wanted = forms({word for term in terms for word in term.words})
    pieces = [(text, said(text, wanted)) for text in _pieces(body)]
    best: tuple[str, list[Term]] = ("", [])
    most = 0.0
    for (first, words), (second, more) in pairwise([*pieces, ("", set())]):
        both = words | more
        found = [term for term in terms if both.issuperset(term.words)] if both else []
        part = mass(found, rarity)
        if part > most:
            best, most = (f"{first}\n{second}".strip(), found), part
    return best


def _pieces(body: str) -> Iterator[str]:
    """The text in pieces of whole lines, two of which make a passage."""
    lines: list[str] = []
    size = 0
    for line in body.splitlines():
        lines.append(line[: _PASSAGE // 2])
        size += len(lines[-1]) + 1
        if size >= _PASSAGE // 2:
            yield "\n".join(lines)
            lines, size = [], 0
    yield "\n".join(lines)
