"""What a labelled session is made of: programs, what is said and done, and the label.

A label stands beside the call that it is about, `role="fails nan"`, and the ids are filled in from
the transcript that the client writes. So it is made before there is anything to be mined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from building.messages_api import say, use
from building.wire import Block

PROJECT = "/home/researcher/project"


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says. `runs`: a command of theirs, whose output they paste after the words."""

    text: str
    role: str = ""
    runs: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call of the model, after some words.

    `role`: `fails NAME`, `again NAME`, `fix NAME` or `proof NAME`, several with commas between.
    """

    tool: str
    given: Mapping[str, Any]
    words: str = ""
    role: str = ""

    def blocks(self) -> list[Block]:
        """What the scripted model sends."""
        spoken = [say(self.words)] if self.words else []
        return [*spoken, use(self.tool, **self.given)]


@dataclass(frozen=True, slots=True)
class Ends:
    """The model's last words before the user speaks again, or the session ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Episode:
    """The label of one error; its ids are found by the roles that bear its name."""

    name: str
    error: str
    signal: Literal["is_error", "not flagged", "user text"]
    resolved: bool
    lesson: bool
    final_config: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A session to be made, and its label. `files`: what the project holds before it begins."""

    name: str
    kind: Literal["training", "data", "software"]
    worth_saving: bool
    why: str
    talk: tuple[Said | Call | Ends, ...]
    episodes: tuple[Episode, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    setup: str = ""  # a shell command of the user's, before the session


def bash(command: str, role: str = "", words: str = "") -> Call:
    """A command, run and waited for."""
    return Call("Bash", {"command": command, "description": "run"}, words, role)


def background(command: str, role: str = "", words: str = "") -> Call:
    """A command that the client runs behind the conversation."""
    given = {"command": command, "description": "run", "run_in_background": True}
    return Call("Bash", given, words, role)


def edit(name: str, old: str, new: str, role: str = "", words: str = "") -> Call:
    """One replacement in a file of the project."""
    given = {"file_path": f"{PROJECT}/{name}", "old_string": old, "new_string": new}
    return Call("Edit", given, words, role)


def write(name: str, content: str, role: str = "", words: str = "") -> Call:
    """A whole file of the project."""
    return Call("Write", {"file_path": f"{PROJECT}/{name}", "content": content}, words, role)


def read(name: str, role: str = "", words: str = "") -> Call:
    """A file of the project, read (the client wants that before an edit)."""
    return Call("Read", {"file_path": f"{PROJECT}/{name}"}, words, role)
