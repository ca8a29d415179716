"""A skill as a registry holds it: what the index reads, whatever the layout."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TroubleEntry:
    """One entry of a troubleshooting file: the error it is for, and the text that mends it."""

    error: str
    text: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill of a registry. `path` is the SKILL.md (or NAME.md) inside the registry."""

    name: str
    description: str
    path: str
    body: str
    author: str = ""
    date: str = ""
    troubles: tuple[TroubleEntry, ...] = ()
