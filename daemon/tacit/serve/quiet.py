"""The end that no hook told: when is a session over that has not said so?

When its process is gone, at once; while it lives, after `quiet_hours_alive` without a change;
where it cannot be seen (another process namespace, an older client), after `quiet_minutes`.
"""

from pathlib import Path

import psutil

from tacit.options import Daemon
from tacit.paths import client_config
from tacit.serve.queue import Row
from tacit.serve.spool import HookEvent
from tacit.transcript.find import find

_SAME = 1.5  # seconds between two readings of one process's start


def started(event: HookEvent) -> float | None:
    """When the session's process started; None where there is none to be seen from here.

    A process that began after the event only has the number of one that is gone.
    """
    pid = event.values.get("CLAUDE_PID", "")
    if not (pid.isascii() and pid.isdigit() and 1 < int(pid[:12]) < 1 << 31):
        return None
    begun = _start(int(pid))
    return begun if begun is not None and begun <= event.at + _SAME else None


def gone(row: Row) -> bool:
    """Is the process that the session ran in, and that was seen, no longer there?"""
    if row.pid is None or row.pid_started is None:
        return False
    begun = _start(row.pid)
    return begun is None or abs(begun - row.pid_started) > _SAME


def over(row: Row, now: float, changed: float, patience: Daemon) -> bool:
    """Was the session, last `changed` then, quiet for as long as it may be?"""
    visible = row.pid_started is not None
    seconds = patience.quiet_hours_alive * 3600 if visible else patience.quiet_minutes * 60
    return now - max(row.touched, changed) > seconds


def transcript(row: Row) -> Path | None:
    """The session's transcript, None while there is none."""
    folders = [Path(row.config_dir) if row.config_dir else client_config()]
    told = Path(row.transcript)
    if (
        len(told.parts) > 4
    ):  # CONFIG/projects/PROJECT/ID.jsonl, of a client that does not say CONFIG
        folders.append(told.parents[2])
    return find(row.id, folders)


def changed(file: Path | None) -> float:
    """When the file was last written; 0 for none."""
    try:
        return file.stat().st_mtime if file else 0.0
    except OSError:
        return 0.0


def _start(pid: int) -> float | None:
    try:
        process = psutil.Process(pid)
        dead = process.status() == psutil.STATUS_ZOMBIE
        return None if dead else process.create_time()
    except psutil.Error:
        return None
