"""What the index gives back: a skill, and a troubleshooting entry of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A skill of the index, with what part of a query it covers and where its file is."""

    id: int
    name: str
    description: str
    path: str
    author: str
    date: str
    url: str
    root: str
    terms: frozenset[int]

    @property
    def file(self) -> str:
        """The absolute path of the full file in the checkout."""
        return f"{self.root}/{self.path}"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A troubleshooting entry of the skill with the id `skill`."""

    id: int
    skill: int
    signature: str
    error: str
    text: str
