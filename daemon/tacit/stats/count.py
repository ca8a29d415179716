"""What happened, and what the registries knew of it ─► the figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from tacit.stats.figures import (
    MOMENTS,
    PER_TOKEN,
    Errors,
    Figures,
    Followed,
    Known,
    Part,
    Spent,
    Time,
)
from tacit.stats.knowledge import Knowledge
from tacit.stats.listing import days, rows
from tacit.stats.merge import Error, Merged
from tacit.stats.use import Given


def figures(happened: Merged, known: Knowledge, since: str = "") -> Figures:
    """The figures of what happened, by what the registries knew of it."""
    groups = defaultdict(list)
    for one in happened.errors:
        groups[_group(one, known)].append(one)
    sessions = _sessions(happened.errors)
    return Figures(
        since=since,
        sessions=happened.sessions,
        advised=happened.advised,
        tokens=round(_tokens(happened.given) / happened.advised) if happened.advised else None,
        total=_spent(happened.given),
        moments={m: _spent([g for g in happened.given if g.moment == m]) for m in MOMENTS},
        followed=_followed(happened.given),
        with_advice=_errors(groups["with"], sessions),
        without_advice=_errors(groups["without"], sessions),
        unknown=_errors(groups["unknown"], sessions),
        known=_known(happened.errors, known),
        skills=rows(happened, known),
        days=days(happened, known),
    )


def _spent(given: Sequence[Given]) -> Spent:
    return Spent(len(given), sum(len(one.shown) for one in given), round(_tokens(given)))


def _tokens(given: Iterable[Given]) -> float:
    return sum(one.characters for one in given) / PER_TOKEN


def _followed(given: Iterable[Given]) -> Followed:
    shown = [one for piece in given for one in piece.shown]
    read, ran = sum(one.read for one in shown), sum(one.ran for one in shown)
    either = sum(one.read or one.ran for one in shown)
    return Followed(Part(read, len(shown)), Part(ran, len(shown)), Part(either, len(shown)))


def _group(error: Error, known: Knowledge) -> str:
    """Had the session advice on the error: with it, or a skill before that knows it?"""
    about = known.errors.get(error.met.signature, ())
    if error.met.told or not set(about).isdisjoint(error.met.before):
        return "with"
    return "without" if about else "unknown"


def _sessions(errors: Iterable[Error]) -> Mapping[str, list[str]]:
    """The sessions that met each error, in the order of time."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in errors:
        found[one.met.signature].append(one.session)
    return found


def _errors(of: Sequence[Error], sessions: Mapping[str, list[str]]) -> Errors:
    later = sum(_later(one, sessions[one.met.signature]) for one in of)
    seconds = [one.met.seconds for one in of if one.met.seconds is not None]
    return Errors(
        again=Part(sum(one.met.again for one in of), len(of)),
        later=Part(later, len(of)),
        fixed=Time(median(seconds) if seconds else None, len(seconds)),
    )


def _later(one: Error, sessions: list[str]) -> bool:
    return any(other != one.session for other in sessions[sessions.index(one.session) + 1 :])


def _known(errors: Iterable[Error], known: Knowledge) -> Known:
    fates = Counter((known.fate(one.met), one.at_work) for one in errors)
    counts = {
        name: fates[name, True] + fates[name, False]
        for name in ("told", "before", "without", "undated")
    }
    met = counts["told"] + counts["before"] + counts["without"]
    return Known(met=met, silent=fates["without", True], **counts)
