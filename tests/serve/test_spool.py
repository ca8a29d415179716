"""The spool: what a hook left comes back once, whole, oldest first."""

import os
from pathlib import Path

import pytest

from tacit.serve import spool
from tacit.serve.spool import HookEvent


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file as a hook leaves it."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_events_come_oldest_first(tmp_path: Path) -> None:
    put(tmp_path, "2-1", b"Stop\x002.0\0CLAUDE_CODE_SESSION_ID=a")
    put(tmp_path, "1-9", b"SessionStart\x001.0\0CLAUDE_CODE_SESSION_ID=a")
    events = [event for _, event in spool.waiting(tmp_path) if event]
    assert [(e.name, e.at, e.session) for e in events] == [
        ("SessionStart", 1, "a"),
        ("Stop", 2, "a"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Stop",
        b"Stop\0x\0",
        b"Nope\x001\0A=b",
        b"Stop\x00nan\0",
        b"Stop\x0099999999999\0",
        b"\xff\0",
    ],
)
def test_what_is_no_event_comes_as_none(tmp_path: Path, content: bytes) -> None:
    file = put(tmp_path, "1-1", content)
    assert list(spool.waiting(tmp_path)) == [(file, None)]


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    target = put(tmp_path / "out", "x", b"Stop\x001.0\0CLAUDE_CODE_SESSION_ID=a")
    folder = tmp_path / "spool"
    folder.mkdir()
    (folder / "1").symlink_to(target)
    os.mkfifo(folder / "2")
    assert [event for _, event in spool.waiting(folder)] == [None, None]


def test_hidden_files_are_left_until_they_are_old(tmp_path: Path) -> None:
    file = put(tmp_path, ".1-1", b"St")
    assert list(spool.waiting(tmp_path)) == []
    os.utime(file, (0, 0))
    assert list(spool.waiting(tmp_path)) == [(file, None)]


def test_what_this_process_leaves_is_for_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = HookEvent("SessionStart", 5.0, {"CLAUDE_CODE_SESSION_ID": "a"}, {"TACIT_X": "1"})
    file = spool.leave(tmp_path / "s", left)
    assert list(spool.waiting(tmp_path / "s")) == []
    monkeypatch.setattr(spool, "_OURS", "-another")
    assert list(spool.waiting(tmp_path / "s")) == [(file, HookEvent(left.name, 5.0, left.values))]


def test_no_folder_is_an_empty_spool(tmp_path: Path) -> None:
    assert list(spool.waiting(tmp_path / "none")) == []


@pytest.mark.parametrize("told", ["../x", "a/b", "", "x" * 200, None, 7, "-x", "a\n"])
def test_an_id_that_is_none(told: object) -> None:
    assert spool.session_id(told) == ""
