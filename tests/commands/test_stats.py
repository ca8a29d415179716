"""`tacit stats`: figures of this machine's sessions, for people and programs."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from building.advice import NAME, held, met, on_skill
from building.command import tacit
from building.transcripts import Transcript, in_config, session_id
from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.errors import TacitError
from tacit.paths import paths
from tacit.serve import queue
from tacit.serve.spool import HookEvent
from tacit.store import connect

SINCE = ("--since", "2026-01-01")


@pytest.fixture(autouse=True)
def knows(home: Path) -> None:
    """The registry's checkout has the skill, in the index."""
    root = held(paths().host_checkouts / "registry-0123abcd")
    build([Source("", root, "")], paths().index)


def sessions(home: Path, *told: bool) -> None:
    """A session for each, that was told what to do or not."""
    cwd = str(home / "lab")
    for number, one in enumerate(told, 1):
        lab = met(told=one, session=session_id(number), cwd=cwd)
        lab.write(in_config(home / ".claude", cwd))


def run(*args: str) -> dict[str, Any]:
    """What it prints under --json."""
    found: dict[str, Any] = json.loads(tacit("stats", "--json", *SINCE, *args))
    return found


def test_no_session_yet() -> None:
    assert "No session of this period" in tacit("stats")
    assert run()["sessions"] == 0


def test_the_figures(home: Path) -> None:
    sessions(home, True, False, False)
    found = run()
    assert (found["sessions"], found["advised"]) == (3, 1)
    assert found["followed"]["read"] == {"n": 1, "of": 1}
    assert found["known"] == {"met": 3, "told": 1, "before": 0, "without": 2} | {
        "silent": 0,
        "undated": 0,
    }
    assert found["with_advice"]["fixed"] == {"median": 7.0, "n": 1}
    (row,) = found["skills"]
    assert (row["name"], row["given"], row["without"], row["held"]) == (NAME, 1, 2, True)


def test_an_error_that_tacit_was_silent_about(home: Path) -> None:
    sessions(home, False, False)
    event = HookEvent("SessionStart", 1.0, {"CLAUDE_CODE_SESSION_ID": session_id(2)})
    queue.announce(connect(paths().database), event, None)
    assert (run()["known"]["without"], run()["known"]["silent"]) == (2, 1)


def test_in_words(home: Path) -> None:
    sessions(home, True, False)
    said = " ".join(tacit("stats", *SINCE).split())
    for words in (
        "2 sessions since 2026-01-01",
        "1 of 2 sessions had advice",
        "Counts, not causes",
    ):
        assert words in said
    assert f"{NAME} 1 1 0 1" in said


def test_anothers_words_move_no_cursor(home: Path) -> None:
    lab = Transcript(cwd=str(home / "lab"))
    lab.advised(on_skill().replace(NAME, "x\x1b[2J[red]\u202ey"))
    lab.write(in_config(home / ".claude", lab.cwd))
    said = tacit("stats", *SINCE)
    assert "[red]" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_tables_for_a_spreadsheet(home: Path, tmp_path: Path) -> None:
    sessions(home, True, False)
    tacit("stats", *SINCE, "--csv", str(tmp_path / "out"))
    files = tmp_path.glob("out/*.csv")
    made = {file.stem: list(csv.DictReader(file.read_text().splitlines())) for file in files}
    assert set(made) == {"figures", "moments", "days", "skills", "advice", "errors"}
    assert [row["told"] for row in made["errors"]] == ["1", "0"]
    assert "known by then: without,1,2" in tacit("stats", *SINCE, "--csv", "-").splitlines()


def test_a_folder_that_cannot_be_written(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TacitError, match="cannot write the tables"):
        tacit("stats", "--csv", str(tmp_path / "file" / "out"))


def test_two_forms_on_one_stdout() -> None:
    with pytest.raises(click.UsageError, match="ask for one"):
        tacit("stats", "--json", "--csv", "-")


def test_one_project(home: Path) -> None:
    sessions(home, True)
    assert run("--project", str(home / "lab"))["sessions"] == 1
    assert run("--project", str(home / "la"))["sessions"] == 0


@pytest.mark.parametrize("since", ["soon", "30", "2026-02-30"])
def test_a_period_that_is_none(since: str) -> None:
    with pytest.raises(click.BadParameter, match="30d, 12h or 4w"):
        tacit("stats", "--since", since)


def test_the_daemon_and_the_hooks_load_nothing_of_it() -> None:
    code = "import sys, tacit.serve.run; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    ).stdout.split()
    assert not {"pygal", "tacit.serve.look_back", "tacit.stats", "rich.bar"} & set(loaded)
