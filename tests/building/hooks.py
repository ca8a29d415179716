"""A user's shell in which hooks run as the client runs them, and what they leave on the machine."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from building.deadline import until
from tacit.paths import Paths, host_name
from tacit.serve import queue
from tacit.serve.client import daemon_status
from tacit.share import share
from tacit.store import connect

CLIENT = share("hooks/client.py")
SESSION = "5e551000-0000-4000-8000-000000000001"


@dataclass(frozen=True, slots=True)
class Shell:
    """One user's HOME, its folders, and the hooks of sessions in it."""

    home: Path
    client: Path = CLIENT

    @property
    def where(self) -> Paths:
        """This user's folders."""
        config, data, state = (
            self.home / name / "tacit" for name in (".config", ".local/share", ".local/state")
        )
        return Paths(config, data, state, host_name())

    @property
    def projects(self) -> Path:
        """Where the client keeps this user's transcripts."""
        return self.home / ".claude" / "projects"

    def configure(self, text: str) -> None:
        """Write the user's configuration."""
        self.where.config.mkdir(parents=True, exist_ok=True)
        self.where.config_file.write_text(text)

    def begin(
        self, event: str, payload: Any = None, *, session: str = SESSION, **env: str
    ) -> subprocess.Popen[bytes]:
        """Start the hook, with the payload on its way; the process is not waited for."""
        given = {"session_id": session, "cwd": str(self.home), "hook_event_name": event}
        data = (
            payload if isinstance(payload, bytes) else json.dumps(given | (payload or {})).encode()
        )
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(self.client), event, str(self.where.state)],
            env=self.environment(session) | env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        process.stdin = None
        return process

    def environment(self, session: str = SESSION) -> dict[str, str]:
        """What the client sets in a hook's environment, and a shell besides."""
        return {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "CLAUDE_CODE_SESSION_ID": session,
            "CLAUDE_PROJECT_DIR": str(self.home),
            "CLAUDE_PID": str(os.getpid()),
        }

    def hook(self, event: str, payload: Any = None, **given: str) -> str:
        """What the hook prints. It must exit 0 and say nothing on stderr."""
        process = self.begin(event, payload, **given)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, b"")
        return out.decode()

    def spooled(self) -> list[bytes]:
        """The contents of the spool."""
        return [file.read_bytes() for file in sorted(self.where.spool.glob("*"))]

    def daemon(self) -> Mapping[str, Any]:
        """What this user's daemon says of itself; empty where none answers."""
        return daemon_status(self.where) or {}

    def state(self, session: str = SESSION) -> str:
        """The session's state in the queue; "" where it is not in it."""
        if not self.where.database.exists():
            return ""
        db = connect(self.where.database)
        try:
            row = queue.find(db, session)
        finally:
            db.close()
        return row.state if row else ""

    def daemons(self) -> list[int]:
        """This user's daemons that run, whether they answer or not."""
        wanted = ["-m", "tacit.serve.run", str(self.where.state)]
        return [pid for pid, words in processes() if words[2:5] == wanted and alive(pid)]

    def workers(self) -> list[int]:
        """This user's workers that run."""
        wanted = ["-m", "tacit.serve.worker", str(self.where.state)]
        return [pid for pid, words in processes() if words[2:5] == wanted and alive(pid)]

    def end(self) -> None:
        """End the daemon, let its worker end, and leave nothing in the temporary folder."""
        while pids := self.daemons():
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            time.sleep(0.05)
        until(lambda: not self.workers())
        shutil.rmtree(self.where.runtime, ignore_errors=True)


def processes() -> Iterator[tuple[int, list[str]]]:
    """All processes of this machine and the words that started them."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield int(folder.name), (folder / "cmdline").read_text().split("\0")


def patient(folder: Path) -> Path:
    """A copy of the client that waits longer, for tests on a busy machine."""
    text, changed = re.subn(
        r"^WARM, COLD, NET = .*$",
        "WARM, COLD, NET = 10.0, 20.0, 30.0",
        CLIENT.read_text(),
        flags=re.M,
    )
    assert changed == 1
    copy = folder / "hooks" / "client.py"
    copy.parent.mkdir()
    copy.write_text(text)
    return copy


@contextmanager
def shell(home: Path, client: Path = CLIENT) -> Iterator[Shell]:
    """A shell in `home`; its daemon ends with it."""
    home.mkdir(parents=True, exist_ok=True)
    opened = Shell(home, client)
    opened.where.state.mkdir(parents=True)
    try:
        yield opened
    finally:
        opened.end()


def alive(pid: int) -> bool:
    """Does the process run? A zombie does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
