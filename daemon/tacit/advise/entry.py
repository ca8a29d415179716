"""What goes into the index and comes back: a registry's checkout, a skill, an entry of one.

Both who builds the index and who reads it need these, and the reader, the daemon, nothing else of
the builder's.
"""

from dataclasses import dataclass
from pathlib import Path

# The index file's form; one of another form is built anew.
FORM = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A registry's checkout to index: `head` is the commit it stands at, "" when unknown."""

    url: str
    root: Path
    head: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A skill of the index, with what part of a query it covers and where its file is.

    `verified`: the day on which it last was, `held_on`: hardware and versions; "" where not told.
    """

    id: int
    name: str
    description: str
    path: str
    author: str
    date: str
    url: str
    root: str
    terms: frozenset[int]
    verified: str = ""
    held_on: str = ""

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
