"""What hook and daemon say to each other over the socket; `hooks/client.py` is the other end.

    request  tacit/1 VERSION EVENT LEN(env) LEN(payload)\\n env payload
    reply    tacit/1 VERSION ok|retry|skew|error LEN(body)\\n body

`env` holds NAME=value pairs with a NUL between them, `payload` what the client gave the hook.
Everything in a request is another program's text: sizes are bounded, unknown names are dropped.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tacit import __version__

PROTOCOL = 1
EVENTS = frozenset(
    {"SessionStart", "UserPromptSubmit", "PostToolUse", "PostToolUseFailure", "Stop", "SessionEnd"}
)
VERBS = frozenset({"ping", "status", "sync", "stop"})
MAX_ENV = 1 << 18
MAX_PAYLOAD = 8 << 20
_NAMES = frozenset(
    {
        "CLAUDE_CODE_SESSION_ID",
        "CLAUDE_PROJECT_DIR",
        "CLAUDE_CONFIG_DIR",
        "CLAUDE_PID",
        "transcript_path",
        "CI",
    }
)
HEAD = re.compile(
    rb"tacit/(\d{1,4}) ([0-9A-Za-z.+]{1,40}) ([A-Za-z]{1,40}) (\d{1,9})(?: (\d{1,9}))?\n"
)

Status = Literal["ok", "retry", "skew", "error"]


class ProtocolError(ValueError):
    """Bytes that are no request or no reply of ours."""


@dataclass(frozen=True, slots=True)
class Request:
    """One hook event, or one verb of the command line."""

    protocol: int
    version: str
    event: str
    env: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `version` is the daemon's."""

    version: str
    status: str
    body: bytes = b""


def encode(request: Request) -> bytes:
    """The request as it goes over the socket."""
    env = b"\0".join(os.fsencode(f"{name}={value}") for name, value in request.env.items())
    head = f"tacit/{request.protocol} {request.version} {request.event} {len(env)} "
    return f"{head}{len(request.payload)}\n".encode() + env + request.payload


def encode_reply(status: Status, body: bytes = b"") -> bytes:
    """The reply as it goes over the socket."""
    return f"tacit/{PROTOCOL} {__version__} {status} {len(body)}\n".encode() + body


def parse_reply(raw: bytes) -> Reply:
    """A whole reply. Raises ProtocolError where it is cut short or is none."""
    head, newline, body = raw.partition(b"\n")
    found = HEAD.fullmatch(head + newline)
    if not found or found[5] is not None or int(found[4]) != len(body):
        raise ProtocolError("no whole reply")
    return Reply(found[2].decode(), found[3].decode(), body)


def parse_env(raw: bytes) -> dict[str, str]:
    """The pairs that the daemon knows what to do with; the rest is dropped."""
    pairs = (part.partition(b"=") for part in raw.split(b"\0"))
    decoded = ((os.fsdecode(name), os.fsdecode(value)) for name, sign, value in pairs if sign)
    return {k: v for k, v in decoded if v and (k in _NAMES or k == "TACIT" or k[:6] == "TACIT_")}
