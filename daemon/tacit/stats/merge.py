"""Sessions as they lie in files ─► each piece of advice and each error once.

A fork begins with its parent's records: what both hold happened once, and what either shows of it
counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tacit.stats.use import Given, Met, Shown, Use


@dataclass(frozen=True, slots=True)
class Error:
    """An error in a session; `session`: what forks share, so that one is no later session.

    `at_work`: a hook of tacit's had announced the session.
    """

    session: str
    met: Met
    at_work: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """`advised`: how many sessions had any of the advice."""

    sessions: int
    advised: int
    given: tuple[Given, ...]
    errors: tuple[Error, ...]


def merged(uses: Iterable[Use], since: str = "", announced: frozenset[str] = frozenset()) -> Merged:
    """All that happened at `since` (ISO time) or later, in the order of time.

    `announced`: the sessions that tacit's hooks told of.
    """
    sessions: set[str] = set()
    given: dict[str, tuple[str, Given]] = {}
    errors: dict[tuple[str, str], Error] = {}
    for use in sorted(uses, key=lambda use: (use.started, use.session)):
        if use.ended < since:
            continue
        began = use.began or use.session
        sessions.add(use.session)
        for one in use.given:
            if one.at >= since:
                owner, known = given.get(one.id, (use.session, one))
                given[one.id] = owner, _either(known, one)
        for met in use.met:
            if met.at >= since:
                place = (met.id, met.signature)
                error = errors.get(place, Error(began, met, use.session in announced))
                errors[place] = replace(error, met=_both(error.met, met))
    return Merged(
        len(sessions),
        len({owner for owner, _ in given.values()}),
        tuple(sorted((one for _, one in given.values()), key=lambda one: one.at)),
        tuple(sorted(errors.values(), key=lambda one: one.met.at)),
    )


def _either(one: Given, other: Given) -> Given:
    pairs = zip(one.shown, other.shown, strict=False)
    return replace(one, shown=tuple(_used(a, b) for a, b in pairs))


def _used(one: Shown, other: Shown) -> Shown:
    return replace(one, read=one.read or other.read, ran=one.ran or other.ran)


def _both(one: Met, other: Met) -> Met:
    seconds = [found for found in (one.seconds, other.seconds) if found is not None]
    return replace(one, again=one.again or other.again, seconds=min(seconds, default=None))
