"""The links on this host: the interpreter, the hook as the client runs it, daemon, disk, queue."""

import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from tacit import settings
from tacit.commands.check import Check, note, ok, problem
from tacit.errors import TacitError
from tacit.installation import INTERPRETER
from tacit.paths import Paths, ensure_private
from tacit.serve import queue
from tacit.serve.client import daemon_status, start
from tacit.store import connect
from tacit.wiring import TIMEOUT, Wiring

_LITTLE = 100 << 20  # bytes; a checkout and an index want some
_LATE = 3600  # seconds after which a session that ended should have been mined
_FORGOTTEN = 86_400  # seconds after which the watcher should have found a session's end
_SLOW = 5.0  # seconds for a daemon to come up on a busy machine; the hook waits less
# An event that the daemon answers and takes no note of: nothing of the user's is changed.
_EVENT = "PostToolUseFailure"
_FOREIGN = ("TACIT", "CLAUDE", "CI")


def check_host(where: Paths, wanted: Wiring) -> Iterator[Check]:
    """Each link on this host, tried."""
    yield _interpreter(where)
    disk = _disk(where)
    yield disk
    if disk.state == "problem":
        return
    runtime = _runtime(where)
    yield runtime
    if runtime.state == "problem":
        return
    yield _hook(wanted)
    yield _daemon(where)
    yield from check_sessions(where)


def _interpreter(where: Paths) -> Check:
    mend = "run `tacit install`, or ./install.sh again"
    try:
        recorded = (where.state / INTERPRETER).read_text().splitlines()[0]
        command = [recorded, "-I", "-c", "import tacit; print(tacit.__version__)"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, IndexError, subprocess.TimeoutExpired) as error:
        return problem("interpreter", f"it does not run: {error}", mend)
    if done.returncode:
        return problem("interpreter", f"{recorded} cannot import tacit", mend)
    return ok("interpreter", f"{recorded}, tacit {done.stdout.strip()}")


def _disk(where: Paths) -> Check:
    try:
        ensure_private(where.host_state)
        with tempfile.NamedTemporaryFile(dir=where.host_state, prefix=".doctor-") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(where.host_state).free
    except (OSError, TacitError) as error:
        mend = f"make {where.state} writable, or free space there"
        return problem("disk", f"{where.host_state} cannot be written: {error}", mend)
    if free < _LITTLE:
        return note("disk", f"{where.state} has {free >> 20} MB left", "free some space there")
    return ok("disk", f"{where.state} is writable")


def _runtime(where: Paths) -> Check:
    for folder in (where.runtime.parent, where.runtime):
        try:
            found = folder.lstat()
        except FileNotFoundError:
            continue
        mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
        if not mine or stat.S_IMODE(found.st_mode) & 0o077:
            seen = f"{folder} is a link, somebody else's, or open to others"
            return problem("socket", seen, "have it removed; the next hook makes it anew")
    return ok("socket", str(where.socket))


def _hook(wanted: Wiring) -> Check:
    """Run the shell line as the client would, and look at what the client would get."""
    mend = "`tacit daemon log` may say why; else run `tacit install`"
    (line,) = settings.commands({"hooks": {_EVENT: [wanted.hooks[_EVENT]]}}).values()
    env = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tacit-doctor-") as project:
        payload = {"hook_event_name": _EVENT, "cwd": project, "error": "tacit doctor looks"}
        try:
            done = subprocess.run(
                ["sh", "-c", line],
                input=orjson.dumps(payload),
                env=env | {"CLAUDE_PROJECT_DIR": project},
                cwd=project,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return problem("hook", f"it took longer than {TIMEOUT} s", mend)
    if done.returncode or done.stderr or not _valid(done.stdout):
        return problem("hook", f"exit {done.returncode}, and output no client understands", mend)
    return ok("hook", f"answered in {(time.monotonic() - began) * 1000:.0f} ms")


def _valid(output: bytes) -> bool:
    try:
        return not output or isinstance(orjson.loads(output), dict)
    except ValueError:
        return False


def _daemon(where: Paths) -> Check:
    by_hook = daemon_status(where)
    deadline = time.monotonic() + _SLOW
    while by_hook is None and time.monotonic() < deadline:
        time.sleep(0.1)
        by_hook = daemon_status(where)
    try:
        found = by_hook or start(where)
    except TacitError as error:
        return problem("daemon", str(error), f"see {where.log}; `tacit daemon run` shows more")
    seen = f"pid {found.get('pid')}, version {found.get('version')}"
    if by_hook is None:
        mend = "run `tacit doctor` again in a minute; if it stays so, `tacit install`"
        return problem("daemon", f"{seen}, but the hook could not start it", mend)
    return ok("daemon", seen)


def check_sessions(where: Paths) -> Iterator[Check]:
    """What was announced and never mined, and what was tried and given up."""
    now = time.time()
    db = connect(where.database)
    try:
        failed, counts, due = queue.failed(db), queue.counts(db), queue.due(db, now)
        unfinished = queue.unfinished(db)
    finally:
        db.close()
    again = "if it stays so in a minute: `tacit retrospective --session {}`"
    if failed:
        seen = f"{len(failed)} failed, the last with: {failed[0].note or 'no reason noted'}"
        yield problem("sessions", seen, f"`tacit retrospective --session {failed[0].id}`")
    elif due and now - due.touched > _LATE:
        seen = f"{due.id} ended long ago and was never mined"
        yield problem("sessions", seen, again.format(due.id))
    elif forgotten := [row for row in unfinished if now - row.touched > _FORGOTTEN]:
        seen = f"{len(forgotten)} announced, and neither ended nor mined for a day"
        yield problem("sessions", seen, again.format(forgotten[0].id))
    else:
        shown = ", ".join(f"{number} {state}" for state, number in counts.items())
        yield ok("sessions", shown or "none yet; the next session is the first")
    yield _spool(where.spool, now)


def _spool(folder: Path, now: float) -> Check:
    waiting = list(folder.glob("[0-9]*"))
    if any(now - file.stat().st_mtime > _LATE for file in waiting):
        seen = f"{folder} holds {len(waiting)} events that nobody took"
        return problem("spool", seen, "`tacit daemon log` may say why")
    return ok("spool", f"{len(waiting)} events wait" if waiting else "empty")
