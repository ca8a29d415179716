"""The figures: each a count with what it is a count of. No figure is a cause."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tacit.stats.use import When

# Characters of English that make one token of Claude's, by the provider's own rule of thumb.
PER_TOKEN = 3.5
MOMENTS: tuple[When, ...] = ("start", "prompt", "error", "hand")


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
    moments: Mapping[When, Spent]
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
