"""Transcripts are found where the client keeps them, and nowhere else."""

import os
from pathlib import Path

import pytest

from building.transcripts import SESSION, failed_and_fixed, in_config, session_id
from tacit.errors import TranscriptError
from tacit.transcript.find import find, transcripts


def kept(config: Path, cwd: str = "/srv/lab") -> Path:
    return failed_and_fixed(cwd=cwd).write(in_config(config, cwd))


def test_a_session_is_found_by_its_id(tmp_path: Path) -> None:
    path = kept(tmp_path / "b")
    assert find(SESSION, [tmp_path / "a", tmp_path / "b"]) == path
    assert find(session_id(9), [tmp_path / "b"]) is None


def test_of_two_the_one_written_last(tmp_path: Path) -> None:
    first, last = kept(tmp_path, "/srv/a"), kept(tmp_path, "/srv/b")
    os.utime(first, (9e8, 9e8))
    assert find(SESSION, [tmp_path]) == last


@pytest.mark.parametrize("id", ["", "*", "../../x", "a/b", ".hidden", "agent-1", "x" * 200, "a\n"])
def test_an_id_is_never_a_path_or_a_pattern(tmp_path: Path, id: str) -> None:
    kept(tmp_path)
    assert find(id, [tmp_path]) is None


def test_no_link_leads_out(tmp_path: Path) -> None:
    outside = failed_and_fixed().write(tmp_path / "outside")
    folder = in_config(tmp_path / "config", "/srv/lab")
    folder.mkdir(parents=True)
    (folder / outside.name).symlink_to(outside)
    (folder.parent / "linked").symlink_to(outside.parent)
    assert find(SESSION, [tmp_path / "config"]) is None


def test_the_configuration_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    kept(tmp_path / "real")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    assert find(SESSION, [tmp_path / "linked"]) is not None


def test_a_folders_main_transcripts(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    lab.subagent("a1").reply("hi")
    path = lab.write(in_config(tmp_path, "/srv/lab"))
    (path.parent / "agent-a2.jsonl").touch()
    (path.parent / "notes.md").touch()
    assert list(transcripts(tmp_path)) == [path]
    assert list(transcripts(path)) == [path]


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="no transcript at"):
        list(transcripts(tmp_path / "absent"))
