"""Advice: of all that the team knows, the little that matters now, or silence."""

from collections.abc import Collection
from dataclasses import dataclass

from tacit.advise.entry import Entry
from tacit.advise.escape import line, token
from tacit.advise.index import Index
from tacit.advise.match import Evidence, evidence
from tacit.advise.near import Near
from tacit.advise.passage import Passage, of_excerpt, of_skill, of_trouble, told_by
from tacit.advise.query import Query
from tacit.advise.rarity import rarities
from tacit.advise.render import render
from tacit.advise.silence import confidence, speaks
from tacit.advise.trouble import fitting, told_in
from tacit.advise.wanted import wanted
from tacit.options import Moment

_TELLING = 0.5  # weight of a term that is worth naming
_TOLD = 3  # skills that a session is told of


@dataclass(frozen=True, slots=True)
class Match:
    """A skill that could matter: its path inside the registry, its file on this machine.

    `by`: who says so, when, what it was verified on and how long ago.
    """

    name: str
    path: str
    score: float
    why: str
    file: str = ""
    description: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to tell a session. `text` is empty when `silent`; `skills` holds the best even then.

    `passages`: ids of what `text` holds, to be passed back as `given`.
    """

    silent: bool
    confidence: float
    skills: tuple[Match, ...]
    text: str
    passages: tuple[str, ...]


_NOTHING = Advice(silent=True, confidence=0.0, skills=(), text="", passages=())


def advise(
    index: Index | None,
    query: Query,
    *,
    near: Near | None = None,
    given: Collection[str] = (),
    max_chars: int = 4000,
    k: int = 3,
    exact: bool = True,
) -> Advice:
    """The advice for a query: a text of at most `max_chars` UTF-16 units, and the `k` best skills.

    `near`: see `evidence`. `given`: passages that the session already has; they are not repeated.
    `exact`: will anybody ask how sure a silent answer is? That takes reading skills of which
    nothing can be told. The text tells of three skills at most, at an error of one entry. Raises
    RegistryError where the index is broken.
    """
    if index is None or not index.skills:
        return _NOTHING
    found = evidence(index, query, near)
    if query.moment == "error":
        sure, passages, first = _at_error(index, query, found, exact)
    else:
        sure, passages = _at(index, query, found)
        first = None
    new = [passage for passage in passages if passage.id not in given]
    text, held = render(new, max_chars)
    return Advice(not text, round(sure, 4), _matches(found, first, k), text, held)


def _at(index: Index, query: Query, found: list[Evidence]) -> tuple[float, list[Passage]]:
    sure = [(confidence(query, one), one) for one in found[:_TOLD]]
    passages = [
        of_skill(one.entry, index.body(one.entry.id), why(query.moment, one), wanted(one.covered))
        for level, one in sure
        if speaks(query, level)
    ]
    return max((level for level, _ in sure), default=0.0), passages


def _at_error(
    index: Index, query: Query, found: list[Evidence], exact: bool
) -> tuple[float, list[Passage], tuple[Entry, str] | None]:
    """The one passage for an error: a troubleshooting entry, else a skill's own words about it."""
    fit = fitting(index, query)
    if fit:
        entry = index.entries([fit.trouble.skill])[fit.trouble.skill]
        return fit.confidence, [of_trouble(entry, fit.trouble, fit.why)], (entry, fit.why)
    return (*_excerpted(index, query, found, exact), None)


def _excerpted(
    index: Index, query: Query, found: list[Evidence], exact: bool
) -> tuple[float, list[Passage]]:
    rarity = rarities(index, query.terms)
    sure = 0.0
    passages: list[Passage] = []

    def surer(most: Evidence) -> bool:
        level = confidence(query, most)
        return level > sure and (exact or speaks(query, level))

    for part, text, body in told_in(index, query, found, rarity, surer):
        level = confidence(query, part)
        if level > sure:
            sure = level
            passages = []
            if speaks(query, level):
                asked = wanted((term, rarity[term.words]) for term in query.terms)
                passages = [of_excerpt(part.entry, text, body, why("error", part), asked)]
    return sure, passages


def _matches(found: list[Evidence], first: tuple[Entry, str] | None, k: int) -> tuple[Match, ...]:
    """The best skills, the one whose entry fits an error before all."""
    matches = []
    if first:
        entry, reason = first
        best = 1 + max((one.score for one in found), default=0.0)
        found = [one for one in found if one.entry.file != entry.file]
        matches.append(_match(entry, best, reason))
    matches += [_match(one.entry, one.score, why("prompt", one)) for one in found[:k]]
    return tuple(matches[:k])


def _match(entry: Entry, score: float, reason: str) -> Match:
    description, by = line(entry.description, 300), told_by(entry)
    return Match(entry.name, entry.path, round(score, 4), reason, entry.file, description, by)


def why(moment: Moment, found: Evidence) -> str:
    """Why a skill matched, in words: what it has in common with the project, prompt or error."""
    by_source: dict[str, list[str]] = {}
    telling = [term for term, _ in found.covered if term.weight >= _TELLING] or [
        term for term, _ in found.covered
    ]
    for term in telling[:8]:
        by_source.setdefault(term.source, []).append(token(term.shown, 60))
    told = [f"{source}: {', '.join(words)}" for source, words in by_source.items()]
    return "; ".join(told) or "its wording or meaning"
