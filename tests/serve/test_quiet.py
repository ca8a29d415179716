"""When a session is over that never said so."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tacit.options import Daemon
from tacit.serve import quiet
from tacit.serve.queue import Row
from tacit.serve.spool import HookEvent

ROW = Row("s", "active", "/p", "", "", None, None, 0, 100, 0, 0, "", 0, {})
PATIENCE = Daemon(quiet_minutes=20, quiet_hours_alive=12)


def event(pid: object, at: float = 4e9) -> HookEvent:
    """An event of a session in that process."""
    return HookEvent("SessionStart", at, {"CLAUDE_PID": str(pid)})


def test_a_process_that_lives_is_seen() -> None:
    begun = quiet.started(event(os.getpid()))
    assert begun == psutil.Process().create_time()
    assert not quiet.gone(replace(ROW, pid=os.getpid(), pid_started=begun))


def test_a_number_that_another_process_has_by_now() -> None:
    assert quiet.started(event(os.getpid(), at=1.0)) is None
    assert quiet.gone(replace(ROW, pid=os.getpid(), pid_started=1.0))


@pytest.mark.parametrize("reaped", [True, False])
def test_a_process_that_ended_is_gone(reaped: bool) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        row = replace(ROW, pid=process.pid, pid_started=quiet.started(event(process.pid)))
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        if reaped:
            process.wait()
        assert quiet.gone(row)


@pytest.mark.parametrize("pid", ["", "x", "-1", "0", "1", "9" * 30, "٣", "4194305"])
def test_no_process_to_be_seen(pid: str) -> None:
    assert quiet.started(event(pid)) is None


def test_unseen_it_may_be_quiet_for_minutes() -> None:
    assert not quiet.over(ROW, 100 + 1199, 0, PATIENCE)
    assert quiet.over(ROW, 100 + 1201, 0, PATIENCE)
    assert not quiet.over(ROW, 100 + 1201, 500, PATIENCE)


def test_alive_it_may_be_quiet_for_hours() -> None:
    living = replace(ROW, pid=1, pid_started=1.0)
    assert not quiet.over(living, 100 + 11 * 3600, 0, PATIENCE)
    assert quiet.over(living, 101 + 12 * 3600, 0, PATIENCE)


def test_the_transcript_is_found_in_the_client_s_folder(home: Path) -> None:
    file = home / ".claude/projects/-p/s.jsonl"
    file.parent.mkdir(parents=True)
    assert quiet.transcript(ROW) is None
    file.touch()
    assert quiet.transcript(ROW) == file
    assert quiet.changed(file) > 0


def test_or_where_an_older_client_said(tmp_path: Path) -> None:
    file = tmp_path / "config/projects/-p/s.jsonl"
    file.parent.mkdir(parents=True)
    file.touch()
    assert quiet.transcript(replace(ROW, transcript=str(file))) == file
    assert quiet.transcript(replace(ROW, transcript="/etc/passwd")) is None
    assert quiet.transcript(replace(ROW, id="../s", transcript=str(file))) is None
