"""The one entry for the error that was met: by its signature, else by its telling words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tacit.advise.entry import Trouble
from tacit.advise.index import Index
from tacit.advise.match import Evidence, Rarity, mass, rarities
from tacit.advise.plain import COMMON, ERROR_WORDS
from tacit.advise.query import Query
from tacit.advise.silence import SURE
from tacit.advise.term import Term
from tacit.advise.terms import analyse, forms, said

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
    found = (_fit(trouble, query, rarity) for trouble in index.troubles(ids) if trouble.id in order)
    fits = [fit for fit in found if fit]
    return min(fits, key=lambda fit: (-fit.confidence, order[fit.trouble.id]), default=None)


def _fit(trouble: Trouble, query: Query, rarity: Rarity) -> Fit | None:
    text = f"{trouble.error}\n{trouble.text}"
    whole = covered(query.terms, set(analyse(text)), rarity)
    error = covered(query.terms, set(analyse(trouble.error)), rarity)
    if len(whole) < 2 or not about(query.core, text) or share(whole, query.terms, rarity) < _SHARE:
        return None
    if share(error, query.terms, rarity) < _SHARE_OF_ERROR:
        return None
    sure = 0.5 + 0.4 * share(error, query.terms, rarity)
    return Fit(trouble, sure, "the error has " + ", ".join(term.shown for term in whole[:6]))


def about(error: str, text: str) -> bool:
    """Does the text have the names that the error is about?"""
    names = {word for found in _ABOUT.findall(error) for word in analyse(" ".join(found))}
    return names <= set(analyse(text))


def covered(terms: Sequence[Term], words: set[str], rarity: Rarity) -> list[Term]:
    """The terms that are among the words, the most telling first."""
    found = [term for term in terms if words.issuperset(term.words)]
    return sorted(found, key=lambda term: -term.weight * rarity[term.words])


def share(part: Sequence[Term], terms: Sequence[Term], rarity: Rarity) -> float:
    """The part's share of the terms' weights times rarities, 0 to 1."""
    whole = mass(terms, rarity)
    return mass(part, rarity) / whole if whole else 0.0


def told_in(
    index: Index, query: Query, found: Sequence[Evidence], rarity: Rarity
) -> Iterator[tuple[Evidence, str, str]]:
    """What a passage of each of the first skills explains of the error, it, and the whole body."""
    for one in found[:_EXCERPTS]:
        body = index.body(one.entry.id)
        text, terms = excerpt(body, query.terms, rarity)
        if about(query.core, text):
            told = tuple((term, rarity[term.words]) for term in terms)
            yield (
                replace(
                    one,
                    covered=told,
                    explained=mass(terms, rarity),
                    share=share(terms, query.terms, rarity),
                    wording=_wording(query.order, text),
                ),
                text,
                body,
            )


def _wording(order: Sequence[Term], text: str) -> float:
    """The part of the error's pairs of words that stand side by side in the text, 0 to 1."""
    pairs = {term.words for term in order if len(term.words) > 1}
    return len(pairs & set(pairwise(analyse(text)))) / (len(pairs) or 1)


def excerpt(body: str, terms: Sequence[Term], rarity: Rarity) -> tuple[str, list[Term]]:
    """The passage of a skill that has most of the terms, and those that it has."""
    wanted = forms({word for term in terms for word in term.words})
    pieces = [(text, said(text, wanted)) for text in _pieces(body)]
    best: tuple[str, list[Term]] = ("", [])
    most = 0.0
    for (first, words), (second, more) in pairwise([*pieces, ("", set())]):
        found = covered(terms, words | more, rarity)
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
