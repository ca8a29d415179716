"""What one session shows of advice: what it was given, what it did with it, which errors it met."""

from dataclasses import dataclass
from typing import Literal

from tacit.options import Moment

# `hand`: the session asked by itself, as /advise has it do.
When = Moment | Literal["hand"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A skill in a piece of advice. `skill`: see `notes.key`.

    `read`: its file was opened later in the session; `ran`: one of its command lines was run, for
    the first time in the session.
    """

    name: str
    skill: str
    read: bool = False
    ran: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A piece of advice. `id`: equal in a fork of the session; `at`: ISO time, UTC.

    `shown`: empty where it was asked for by hand: that is a list to choose from.
    """

    id: str
    at: str
    moment: When
    characters: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """An error that a session met, however often. `signature`: without secrets; `at`: the first.

    `told`: skills in the advice that came with it; `before`: skills that the session had been shown
    until then. `again`: it came from a run begun later, after that advice where there was some.
    `seconds`: from the first sight to the run that proves the fix, None without one.
    """

    id: str
    signature: str
    at: str
    told: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    again: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A session. `began`: the uuid of its first record, which its forks share."""

    session: str
    project: str
    folders: tuple[str, ...]
    began: str
    started: str
    ended: str
    given: tuple[Given, ...] = ()
    met: tuple[Met, ...] = ()
