"""A daemon of its own over a folder of skills, asked over its socket while sessions end.

Linux only. Times are the client's: from connecting to the last byte of the answer.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from advice.figures import Answer, Query
from session_end import hook, new_session

from building import client, teammate
from building.deadline import until
from tacit import __version__, store
from tacit.paths import host_name
from tacit.serve import queue
from tacit.serve.protocol import PROTOCOL, Request, encode, parse_reply

EVENTS = {"start": "SessionStart", "prompt": "UserPromptSubmit", "error": "PostToolUseFailure"}
NOBODY = ("-c", "user.name=A. Researcher", "-c", "user.email=a.researcher@example.org")
PATIENCE = 600  # seconds for a retrospective, which gives way to everything else on a busy machine
CONFIG = """\
[registry]
read = ["{registry}"]

[retrospective]
max_drafts_a_day = 100000

[daemon]
idle_minutes = 120
"""


@contextmanager
def daemon(folder: Path) -> Iterator[teammate.Teammate]:
    """Somebody with a daemon that advises from the folder's skills, as from a team's registry."""
    with member(folder) as (someone, _):
        synchronised(someone)
        someone.daemon()
        yield someone


@contextmanager
def member(folder: Path) -> Iterator[tuple[teammate.Teammate, Path]]:
    """Somebody who reads a registry of the folder's skills, and that; nothing is synchronised."""
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        registry = Path(top, "registry")
        shutil.copytree(folder, registry, ignore=shutil.ignore_patterns(".git"))
        git(registry, "init", "-q", "-b", "main")
        committed(registry)
        someone = teammate.hire(Path("/nonexistent"), Path(top, "home"))
        try:
            someone.config_file.write_text(CONFIG.format(registry=registry))
            yield someone, registry
        finally:
            teammate.leave(someone)


def synchronised(someone: teammate.Teammate) -> None:
    """Bring checkouts and index up to date, however long it takes."""
    command = [str(someone.venv / "bin/tacit"), "registry", "sync"]
    env = client.environment(someone.home)
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)


def committed(registry: Path) -> None:
    """Commit all that is there."""
    git(registry, "add", ".")
    git(registry, "commit", "-q", "-m", "skills")


def git(registry: Path, *command: str) -> None:
    """Have git do something in the registry."""
    subprocess.run(["git", "-C", str(registry), *NOBODY, *command], check=True)


@contextmanager
def ending(someone: teammate.Teammate) -> Iterator[None]:
    """Meanwhile one session after the other ends and is looked at; says on stderr how many."""
    over = threading.Event()

    def sessions() -> None:
        while not over.is_set():
            end(someone)

    ender = threading.Thread(target=sessions)
    ender.start()
    try:
        until(lambda: done(someone), PATIENCE)
        known, begun = done(someone), time.perf_counter()
        yield
        seen, took = done(someone) - known, time.perf_counter() - begun
    finally:
        over.set()
        ender.join()
    print(f"{seen} sessions told meanwhile, in {took:.0f} s", file=sys.stderr)


def end(someone: teammate.Teammate) -> None:
    """A session that ends, up to the end of its retrospective."""
    before = done(someone)
    session, file = new_session(someone)
    hook(someone, "SessionStart", session, file)
    hook(someone, "SessionEnd", session, file)
    until(lambda: done(someone) > before, PATIENCE)


def done(someone: teammate.Teammate) -> int:
    """How many sessions' retrospectives are over."""
    with closing(store.connect(someone.state / "hosts" / host_name() / "tacit.db")) as db:
        return queue.counts(db).get("done", 0)


def answers(someone: teammate.Teammate, queries: Sequence[Query]) -> list[Answer]:
    """What the daemon says to each, in a session of its own; raises where it refuses one."""
    return [_answer(someone, query) for query in queries]


def _answer(someone: teammate.Teammate, query: Query) -> Answer:
    project = someone.home / "projects" / query.id.replace("/", "-")
    project.mkdir(parents=True, exist_ok=True)
    if query.moment == "start":
        (project / "TECHSPEC.md").write_text(query.text)
    event = EVENTS[query.moment]
    payload = {
        "session_id": str(uuid.uuid4()),
        "cwd": str(project),
        "hook_event_name": event,
        "source": "startup",
        "prompt": query.text,
        "tool_name": "Bash",
        "error": query.text,
    }
    env = {"CLAUDE_PROJECT_DIR": str(project), "CLAUDE_PID": str(os.getpid())}
    asked = encode(Request(PROTOCOL, __version__, event, env, json.dumps(payload).encode()))
    begun = time.perf_counter()
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(30)
        peer.connect(str(someone.runtime / "s"))
        peer.sendall(asked)
        raw = b"".join(iter(lambda: peer.recv(1 << 16), b""))
    took = (time.perf_counter() - begun) * 1000
    reply = parse_reply(raw)
    if reply.status != "ok":
        raise RuntimeError(f"the daemon says {reply.status} to {query.id}")
    return Answer(silent=not reply.body, ms=took)
