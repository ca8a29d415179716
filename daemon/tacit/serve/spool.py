"""What the hooks left behind: events without any text, one file each.

A file holds, with a NUL between them: the event, its time, and NAME=value for those of
CLAUDE_CODE_SESSION_ID, CLAUDE_PROJECT_DIR, CLAUDE_CONFIG_DIR and CLAUDE_PID that were known (of an
older client `transcript_path` too). It is written under a hidden name and renamed when whole.
"""

import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tacit.paths import ensure_private
from tacit.serve.protocol import EVENTS, parse_env

_MAX_FILE = 1 << 16
_ABANDONED = 600  # seconds after which a hidden file has nobody who will rename it
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}", re.ASCII)
_OURS = f"-{os.getpid()}-{time.time_ns()}"


@dataclass(frozen=True, slots=True)
class HookEvent:
    """Something that happened in a session, without any of its text.

    `settings`: the session's own TACIT_… variables; what was spooled has none.
    """

    name: str
    at: float
    values: Mapping[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def session(self) -> str:
        """The session's id; "" where what was told cannot be one."""
        return session_id(self.values.get("CLAUDE_CODE_SESSION_ID"))


def session_id(told: object) -> str:
    """The id, fit to be a file's name; "" for anything else."""
    return told if isinstance(told, str) and _ID.fullmatch(told) else ""


def leave(folder: Path, event: HookEvent) -> Path:
    """Write the event into the spool, as the hook does, and return the file.

    It outlives a kill of this process from here on; `waiting` leaves it out as long as this
    process lives. Its `settings` are not part of it. Raises OSError where the disk is full.
    """
    name = f"{time.time_ns():020d}{_OURS}"
    pairs = (f"{key}={value}" for key, value in event.values.items())
    hidden = ensure_private(folder) / f".{name}"
    try:
        hidden.write_bytes(os.fsencode("\0".join((event.name, f"{event.at:.3f}", *pairs))))
        return hidden.rename(folder / name)
    except OSError:
        hidden.unlink(missing_ok=True)
        raise


def waiting(folder: Path) -> Iterator[tuple[Path, HookEvent | None]]:
    """What lies in the spool, oldest first; None for a file that holds no event.

    The caller removes a file when its event is where it belongs.
    """
    try:
        entries = [e for e in os.scandir(folder) if not e.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for name in sorted(entry.name for entry in entries):
        file = folder / name
        if name.endswith(_OURS):
            continue
        if not name.startswith("."):
            yield file, _read(file)
        elif _age(file) > _ABANDONED:
            yield file, None


def _age(file: Path) -> float:
    try:
        return time.time() - file.lstat().st_mtime
    except OSError:
        return 0


def _read(file: Path) -> HookEvent | None:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        name, _, rest = opened.read(_MAX_FILE).partition(b"\0")
    at, _, env = rest.partition(b"\0")
    try:
        event = HookEvent(name.decode("ascii"), float(at), parse_env(env))
    except ValueError:
        return None
    return event if event.name in EVENTS and 0 < event.at < time.time() + 60 else None
