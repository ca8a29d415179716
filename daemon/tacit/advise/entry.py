"""What goes into the index and comes back: a registry's checkout, a skill, an entry of one.

Both who builds the index and who reads it need these, and the reader, the daemon, nothing else of
the builder's.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tacit.advise.terms import Terms

# The index's form; one of another form is built anew.
FORM = 5


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
    `length`: in terms, each field's by its weight. `digest` changes when the skill's body does.
    """

    id: int
    name: str
    description: str
    path: str
    author: str
    date: str
    url: str
    root: str
    terms: Terms = field(default_factory=Terms)
    verified: str = ""
    held_on: str = ""
    length: int = 0
    digest: str = ""

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
