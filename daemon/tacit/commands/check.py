"""What `tacit doctor` finds out about one link of the chain."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Check:
    """One link: does it hold, what was seen, and how to mend it. A note is nobody's fault."""

    link: str
    state: State
    seen: str
    mend: str = ""


def ok(link: str, seen: str) -> Check:
    """The link holds."""
    return Check(link, "ok", seen)


def note(link: str, seen: str, mend: str = "") -> Check:
    """The link holds, and there is something to know about it."""
    return Check(link, "note", seen, mend)


def problem(link: str, seen: str, mend: str) -> Check:
    """The link is broken; `mend` is what its owner can do."""
    return Check(link, "problem", seen, mend)
