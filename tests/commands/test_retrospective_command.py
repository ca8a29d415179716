"""`tacit retrospective`: the whole flow by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from building.transcripts import SESSION, Transcript
from tacit.commands.retrospective import command

ERROR = "Traceback (most recent call last):\nRuntimeError: the table has a wrong width"


@pytest.fixture
def transcript(home: Path) -> Path:
    """A session with something to teach."""
    lab = Transcript(cwd=str(home / "lab"))
    lab.prompt("train please")
    lab.bash("python train.py", ERROR, failed=True)
    lab.edit("train.py", "width = 8", "width = 16")
    lab.bash("python train.py", "loss 0.31")
    return lab.write(home / ".claude" / "projects" / "-lab")


def ran(*args: str) -> Result:
    """The command, run."""
    return CliRunner().invoke(command, args)


def outcome(*args: str) -> dict[str, Any]:
    """What it prints under --json."""
    found = ran(*args, "--json")
    assert found.exit_code == 0, found.output
    result: dict[str, Any] = json.loads(found.stdout)
    return result


@pytest.mark.parametrize("how", ["path", "session", "last"])
def test_it_publishes_what_the_session_teaches(transcript: Path, how: str) -> None:
    args = {"path": [str(transcript)], "session": ["--session", SESSION], "last": ["--last"]}[how]
    found = outcome(*args)
    assert (found["outcome"], found["session_id"]) == ("done", SESSION)
    assert [draft["state"] for draft in found["drafts"]] == ["pushed"]


def test_twice_is_once(transcript: Path) -> None:
    assert outcome(str(transcript)) == outcome(str(transcript))


def test_a_dry_run_keeps_nothing(transcript: Path, home: Path) -> None:
    found = outcome(str(transcript), "--dry-run")
    assert [draft["state"] for draft in found["drafts"]] == ["not kept"]
    assert not (home / ".local").exists()


def test_nothing_to_teach(home: Path, tmp_path: Path) -> None:
    lab = Transcript(cwd=str(home))
    lab.prompt("hello")
    found = outcome(str(lab.write(tmp_path)))
    assert (found["outcome"], found["drafts"]) == ("nothing", [])
    assert found["reasons"]


def test_a_project_that_takes_no_part(transcript: Path, home: Path) -> None:
    (home / ".tacit.toml").touch()
    assert outcome(str(transcript))["outcome"] == "opted_out"


def test_for_people(transcript: Path) -> None:
    assert "tacit review" in ran(str(transcript)).stdout


@pytest.mark.parametrize("args", [[], ["x", "--last"], ["--session", "a", "--last"]])
def test_one_session_is_to_be_named(args: list[str]) -> None:
    assert ran(*args).exit_code == 2


@pytest.mark.parametrize("args", [["--session", "none"], ["--last"], ["/none.jsonl"]])
def test_no_such_session(args: list[str]) -> None:
    found = ran(*args)
    assert type(found.exception).__name__ == "TranscriptError"
