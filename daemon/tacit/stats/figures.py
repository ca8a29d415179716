"""What happened ─► the figures, each a count with what it is a count of. No figure is a cause."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from tacit.config import Moment
from tacit.stats.knowledge import Knowledge
from tacit.stats.merge import Error, Merged
from tacit.stats.use import Given

# Characters of English that make one token of Claude's, by the provider's own rule of thumb.
PER_TOKEN = 3.5


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Advice given: pieces, skills shown in them, tokens by `PER_TOKEN`."""

    pieces: int
    skills: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds from the first sight of an error to the run that proves its fix, in the middle."""

    median: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors with a fate in common. `again`: later in the session; `later`: in a later session."""

    again: Part
    later: Part
    fixed: Time


@dataclass(frozen=True, slots=True)
class Known:
    """Errors that a registry knew by an earlier day: with its skill then, before, or not at all.

    `silent`: those without it in sessions in which tacit was at work. `undated`: known, but by a
    skill that does not say since when; not among the others.
    """

    met: int
    told: int
    before: int
    without: int
    silent: int
    undated: int


@dataclass(frozen=True, slots=True)
class Followed:
    """Skills shown: the file opened, a command line run, either of them."""

    read: Part
    ran: Part
    either: Part


@dataclass(frozen=True, slots=True)
class Row:
    """A skill. `without`: errors that it knew and that were met without it."""

    name: str
    skill: str
    given: int
    read: int
    ran: int
    without: int
    held: bool  # by a registry, as it stands now


@dataclass(frozen=True, slots=True)
class Day:
    """A day, UTC. `told`, `without`: errors that a registry knew, with and without its advice."""

    day: str
    pieces: int
    told: int
    without: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them. `advised`: sessions with any advice; `tokens`: a session of those, on average.

    `with_advice`: errors on which the session had advice; `without_advice`: others that a registry
    knows as it stands now; `unknown`: those that none does.
    """

    since: str
    sessions: int
    advised: int
    tokens: float | None
    total: Spent
    moments: Mapping[Moment, Spent]
    followed: Followed
    with_advice: Errors
    without_advice: Errors
    unknown: Errors
    known: Known
    skills: tuple[Row, ...]
    days: tuple[Day, ...]

    def form(self) -> dict[str, Any]:
        """The machine-readable form."""
        return asdict(self)


MOMENTS: tuple[Moment, ...] = ("start", "prompt", "error")


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
        skills=_rows(happened, known),
        days=_days(happened, known),
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
    fates = Counter((_fate(one, known), one.at_work) for one in errors)
    counts = {
        name: fates[name, True] + fates[name, False]
        for name in ("told", "before", "without", "undated")
    }
    met = counts["told"] + counts["before"] + counts["without"]
    return Known(met=met, silent=fates["without", True], **counts)


def _fate(one: Error, known: Knowledge) -> str:
    """What became of what the registries knew of it; "" where they knew nothing by then."""
    met = one.met
    about = known.known(met.signature, met.at)
    if not about:
        return "undated" if known.undated(met.signature) else ""
    if not set(about).isdisjoint(met.told):
        return "told"
    return "without" if set(about).isdisjoint(met.before) else "before"


def _rows(happened: Merged, known: Knowledge) -> tuple[Row, ...]:
    """The skills of the registries and all that were given, the most given first."""
    shown = [one for piece in happened.given for one in piece.shown]
    names = {one.skill: one.name for one in shown}
    names |= {key: skill.name for key, skill in known.skills.items()}
    given = Counter(one.skill for one in shown)
    read = Counter(one.skill for one in shown if one.read)
    ran = Counter(one.skill for one in shown if one.ran)
    without = Counter(
        skill
        for one in happened.errors
        if _fate(one, known) == "without"
        for skill in known.known(one.met.signature, one.met.at)
    )
    rows = (
        Row(names[k], k, given[k], read[k], ran[k], without[k], k in known.skills) for k in names
    )
    return tuple(sorted(rows, key=lambda row: (-row.given, -row.without, row.name, row.skill)))


def _days(happened: Merged, known: Knowledge) -> tuple[Day, ...]:
    """Each day on which something is to be told, in order."""
    pieces = Counter(one.at[:10] for one in happened.given)
    fates = Counter((one.met.at[:10], _fate(one, known)) for one in happened.errors)
    days = {*pieces, *(day for day, fate in fates if fate in ("told", "before", "without"))}
    return tuple(
        Day(day, pieces[day], fates[day, "told"] + fates[day, "before"], fates[day, "without"])
        for day in sorted(filter(None, days))
    )
