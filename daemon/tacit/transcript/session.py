"""What a transcript tells, as frozen values: the reader's result and the miner's input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Prompt:
    """The user's own words (never a summary, a notification or a tool's result)."""

    record: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The assistant's words."""

    record: str
    text: str
    at: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gave back. `text` may be clipped in the middle; see `clip.CLIP`."""

    record: str
    text: str
    is_error: bool
    at: str = ""
    persisted: str = ""  # where the client moved a large output to


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool_use joined to its tool_result by id; `result` is None where none ever came."""

    id: str
    name: str
    input: Mapping[str, Any]
    record: str
    result: Result | None = None
    at: str = ""
    agent: str = ""  # the subagent's id, empty on the main thread
    cwd: str = ""


Event = Prompt | Reply | ToolCall


@dataclass(frozen=True, slots=True)
class Context:
    """What a hook put before the model, as the client recorded it.

    `hook`: the event it was for; `call`: the id of the tool_use that it came with, or another id of
    the client's; `place`: how many of the session's events came before it.
    """

    record: str
    text: str
    hook: str
    call: str
    place: int
    at: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader met: for reports, and so that nothing is lost in silence."""

    bytes: int = 0
    records: int = 0
    malformed: int = 0
    oversized: int = 0
    repeated: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One session: its main file and its subagents' files, each record once, in file order."""

    id: str
    root: str  # uuid of the first record: forks share it, so it names the session they all began as
    path: str
    events: tuple[Event, ...]
    project: str = ""
    folders: tuple[str, ...] = ()  # every cwd that a record names
    branch: str = ""
    version: str = ""
    model: str = ""
    entrypoint: str = ""  # "cli" with a person at the terminal, "sdk-cli" under -p, "" when unknown
    started: str = ""
    ended: str = ""
    reading: Reading = field(default_factory=Reading)
    contexts: tuple[Context, ...] = ()

    @property
    def headless(self) -> bool:
        """Nobody sat at this session: `claude -p` or an SDK."""
        return self.entrypoint.startswith("sdk")
