"""`tacit backfill`: all past sessions, once each, best first."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import psutil
import pytest

from building.command import tacit
from building.deadline import until
from building.hooks import alive
from building.transcripts import Transcript, session_id
from tacit.errors import DaemonError, TranscriptError
from tacit.paths import Paths, ensure_private, paths
from tacit.publish import drafts
from tacit.serve import gleaned, lifetime, queue, worker
from tacit.serve.spool import HookEvent
from tacit.store import Database, connect

_OLD = 1_600_000_000.0
_ERRORS = ("the table has a wrong width", "no such layer", "the queue is full")


def past(home: Path, number: int = 1, *, attempts: int = 1, project: str = "lab") -> Path:
    """A session of long ago with something to teach, an error of its own."""
    lab = Transcript(session=session_id(number), cwd=str(home / project))
    told = f"Traceback (most recent call last):\nRuntimeError: {_ERRORS[number - 1]}"
    lab.prompt("train please")
    lab.bash("python train.py", told, failed=True)
    for attempt in range(attempts):
        lab.edit("train.py", f"width = {attempt}", f"width = {attempt + 1}")
        lab.bash("python train.py", told, failed=True)
    lab.edit("train.py", "width = x", "width = y")
    lab.bash("python train.py", "loss 0.31")
    return aged(lab.write(home / ".claude" / "projects" / f"-{project}"), number)


def aged(file: Path, days: int = 0) -> Path:
    """The file as if written long ago."""
    os.utime(file, (_OLD + days * 86_400,) * 2)
    return file


def run(*args: str) -> dict[str, Any]:
    """What it prints under --json."""
    found: dict[str, Any] = json.loads(tacit("backfill", "--json", *args))
    return found


def sessions(found: dict[str, Any]) -> list[str]:
    """Whose drafts a run made, in their order."""
    return [draft["session"] for draft in found["drafts"]]


@pytest.fixture
def where(home: Path) -> Paths:
    """The user's folders, with a runtime folder."""
    ensure_private(paths().runtime)
    return paths()


@pytest.fixture
def db(where: Paths) -> Database:
    """The user's store."""
    return connect(where.database)


def test_each_session_once(home: Path) -> None:
    past(home, 1)
    past(home, 2)
    first = run()
    assert (first["states"], first["left"], first["failed"]) == ({"found": 2}, 0, [])
    assert [draft["state"] for draft in first["drafts"]] == ["pushed", "pushed"]
    again = run()
    assert (again["states"], again["drafts"]) == ({"done": 2}, [])


def test_the_best_first_and_the_rest_with_the_next_run(home: Path) -> None:
    past(home, 1, attempts=1)
    past(home, 2, attempts=3)
    first = run("--most", "1")
    assert (sessions(first), first["left"]) == ([session_id(2)], 1)
    assert sessions(run()) == [session_id(1)]


def test_a_dry_run_keeps_nothing(home: Path) -> None:
    past(home)
    found = run("--dry-run")
    assert [draft["state"] for draft in found["drafts"]] == ["not kept"]
    assert (found["cost"], (home / ".local").exists()) == ("no model, no cost", False)


def test_the_cost_is_told_before_drafting(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    past(home)
    subprocess.run([sys.executable, "-m", "tacit", "backfill", "--dry-run"], check=True)
    out, err = capfd.readouterr()
    assert err.index("reading: 1 of 1") < err.index("no model, no cost") < err.index("drafting")
    assert "1 transcripts (1 found)" in out


def test_since_and_project(home: Path) -> None:
    past(home, 1, project="lab")
    past(home, 3, project="other")
    assert sessions(run("--dry-run", "--project", f"{home}/oth*")) == [session_id(3)]
    assert sessions(run("--dry-run", "--since", "2020-09-16")) == [session_id(3)]
    assert run("--dry-run", "--since", "2020-10-01")["transcripts"] == 0


def test_a_project_that_takes_no_part_leaves_no_trace(home: Path, db: Database) -> None:
    past(home)
    (home / "lab").mkdir()
    (home / "lab" / ".tacit.toml").write_text("enabled = false")
    assert (run()["states"], gleaned.gleaned(db)) == ({"opted_out": 1}, {})


def test_opted_out_between_two_runs(home: Path, db: Database) -> None:
    past(home)
    run("--most", "0")
    (home / "lab").mkdir()
    (home / "lab" / ".tacit.toml").write_text("enabled = false")
    assert (run()["drafts"], gleaned.gleaned(db)) == ([], {})


def test_one_folder_on_the_way_that_takes_no_part(home: Path, db: Database) -> None:
    file = past(home)
    away = Transcript(session=session_id(1), cwd=str(home / "off"))
    away.prompt("and now over there")
    file.write_bytes(file.read_bytes() + away.lines()[0] + b"\n")
    aged(file)
    (home / "off").mkdir()
    (home / "off" / ".tacit.toml").write_text("enabled = false")
    assert (run()["states"], drafts.rows(db)) == ({"opted_out": 1}, ())


def announced(db: Database, home: Path, since: float = 0) -> None:
    """The first session comes into the queue as the daemon's hooks put it there."""
    values = {"CLAUDE_CODE_SESSION_ID": session_id(1), "CLAUDE_PROJECT_DIR": str(home)}
    queue.announce(db, HookEvent("SessionStart", since or 1.0, values), None, late=bool(since))


@pytest.mark.parametrize("state", ["seen", "active", "ended", "mined", "done", "opted_out"])
def test_the_daemons_sessions_are_left_to_it(home: Path, db: Database, state: str) -> None:
    past(home)
    announced(db, home)
    db.execute("UPDATE sessions SET state = ?", (state,))
    assert (run()["transcripts"], drafts.rows(db)) == (0, ())


def test_one_that_was_announced_late_is_read_whole(home: Path, db: Database) -> None:
    past(home)
    announced(db, home, since=_OLD)
    db.execute("UPDATE sessions SET state = 'nothing'")
    assert sessions(run()) == [session_id(1)]


def test_taken_up_again_it_stays_one_draft(home: Path, db: Database, where: Paths) -> None:
    past(home)
    run()
    announced(db, home)
    queue.end(db, session_id(1), 2.0)
    worker.mine(db, where, session_id(1))
    assert queue.counts(db) == {"done": 1}
    assert len(drafts.rows(db)) == 1


def test_one_still_written_to_is_left(home: Path) -> None:
    past(home).touch()
    assert run()["transcripts"] == 0


def test_one_that_went_on_is_read_again(home: Path, db: Database) -> None:
    file = past(home)
    run()
    file.write_bytes(file.read_bytes() + b"\n")
    aged(file, 2)
    again = run()
    assert (again["states"], again["drafts"], again["left"]) == ({"found": 1}, [], 0)


def test_a_hostile_file_is_one(home: Path) -> None:
    past(home)
    bad = home / ".claude" / "projects" / "-lab" / "bad.jsonl"
    bad.write_bytes(b"\xff{[" * 100_000 + b"\0" * 100_000)
    aged(bad)
    found = run("--dry-run")
    assert (found["states"], len(found["drafts"])) == ({"nothing": 1, "found": 1}, 1)


def test_a_file_that_takes_too_long_is_told_and_not_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past(home)
    with monkeypatch.context() as short:
        short.setattr("tacit.serve.survey.SECONDS", 0.0001)
        assert "longer than" in run()["failed"][0]["why"]
    assert run()["drafts"] == []


def test_killed_it_goes_on_where_it_was(home: Path, db: Database) -> None:
    for number in (1, 2, 3):
        past(home, number)
    command = [sys.executable, "-m", "tacit", "backfill", "--most", "0"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until(lambda: gleaned.gleaned(db))
    children = psutil.Process(process.pid).children() if process.poll() is None else []
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(run()["drafts"]) == 3
    until(lambda: not any(alive(child.pid) for child in children))


def test_one_run_at_a_time(home: Path, where: Paths) -> None:
    past(home)
    lock = lifetime.hold(where.runtime / "backfill.lock")
    assert lock is not None
    with pytest.raises(DaemonError, match="another"):
        tacit("backfill")
    os.close(lock)


def test_it_waits_for_the_worker_and_says_so(
    home: Path, where: Paths, monkeypatch: pytest.MonkeyPatch, db: Database
) -> None:
    past(home)
    monkeypatch.setattr("tacit.serve.backfill._PATIENCE", 0)
    lock = lifetime.hold(where.runtime / "worker.lock")
    assert lock is not None
    with pytest.raises(DaemonError, match="again later"):
        tacit("backfill")
    os.close(lock)
    assert [one.state for one in gleaned.gleaned(db).values()] == ["found"]


def test_no_transcripts_at_all(home: Path) -> None:
    with pytest.raises(TranscriptError, match="no transcript under"):
        tacit("backfill")


@pytest.mark.parametrize("bad", [["--since", "soon"], ["--most", "-1"], ["--most", "x"]])
def test_a_bad_option_is_told(bad: list[str]) -> None:
    with pytest.raises(click.UsageError):
        tacit("backfill", *bad)
