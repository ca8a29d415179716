"""The transcripts that lie on a machine."""

import os
from pathlib import Path

import pytest

from building.transcripts import Transcript, write_lines
from tacit.errors import TranscriptError
from tacit.serve.past import past, project


def written(file: Path, at: float) -> Path:
    """An empty transcript, last written then."""
    write_lines(file, [])
    os.utime(file, (at, at))
    return file


def names(config_dir: Path, since: float = 0, until: float = 1e9) -> list[str]:
    """The files found, in their order."""
    return [Path(one.path).name for one in past(config_dir, since, until)]


def test_oldest_first_whatever_the_project(tmp_path: Path) -> None:
    for name, at in (("-b/two", 20), ("-a/three", 30), ("-a/one", 10)):
        written(tmp_path / "projects" / f"{name}.jsonl", at)
    assert names(tmp_path) == ["one.jsonl", "two.jsonl", "three.jsonl"]
    assert names(tmp_path, since=15, until=25) == ["two.jsonl"]


def test_only_main_transcripts_that_lie_there(tmp_path: Path) -> None:
    lab = tmp_path / "projects" / "-lab"
    kept = written(lab / "a.jsonl", 1)
    written(lab / "agent-1.jsonl", 1)
    written(lab / "a" / "subagents" / "agent-2.jsonl", 1)
    written(lab / "sessions-index.json", 1)
    (lab / "link.jsonl").symlink_to(kept)
    (tmp_path / "projects" / "-linked").symlink_to(lab)
    assert names(tmp_path) == ["a.jsonl"]


def test_a_client_that_never_ran(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="CLAUDE_CONFIG_DIR"):
        past(tmp_path, 0, 1)


def test_the_folder_that_a_session_began_in(tmp_path: Path) -> None:
    lab = Transcript(cwd="/home/user/lab")
    lab.raw(type="summary", summary="s", leafUuid="x")
    lab.prompt("hello")
    lab.cwd = "/elsewhere"
    lab.prompt("hello")
    assert project(lab.write(tmp_path)) == "/home/user/lab"


def test_a_file_that_names_no_folder(tmp_path: Path) -> None:
    assert project(write_lines(tmp_path / "a.jsonl", [b"{", b"[1]", b'{"cwd": 7}', b"\0\0"])) == ""
