"""Hints from the file system: whose transcript grows."""

import errno
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from building.deadline import until
from tacit.serve import watch
from tacit.serve.watch import Watcher


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """A client's projects folder with one project."""
    (tmp_path / "projects" / "-p").mkdir(parents=True)
    return tmp_path / "projects"


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """A watcher that stops with the test."""
    made = Watcher()
    yield made
    made.stop()


def grows(watcher: Watcher, folder: Path) -> bool:
    """Does a file that grows come as its session?"""
    (folder / "-p" / "abc.jsonl").write_text("{}\n")
    return bool(until(lambda: "abc" in watcher.changed()))


def test_a_file_that_grows(watcher: Watcher, projects: Path) -> None:
    watcher.follow(projects)
    watcher.follow(projects)
    assert grows(watcher, projects)
    assert watcher.changed() == set()


def test_a_folder_that_is_not_there_yet(watcher: Watcher, tmp_path: Path) -> None:
    watcher.follow(tmp_path / "projects")
    (tmp_path / "projects" / "-p").mkdir(parents=True)
    watcher.follow(tmp_path / "projects")
    assert grows(watcher, tmp_path / "projects")


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC])
def test_without_a_watch_left_it_polls(
    watcher: Watcher, projects: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: Any, **__: Any) -> None:
        raise OSError(number, "none left")

    monkeypatch.setattr("tacit.serve.watch.Observer.schedule", none_left)
    monkeypatch.setattr(watch, "_POLL_SECONDS", 0.05)
    watcher.follow(projects)
    assert watcher.polling
    assert grows(watcher, projects)


def test_on_a_network_it_polls(
    watcher: Watcher, projects: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = [part(str(projects.parent), "nfs4"), part("/", "ext4")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounted)
    watcher.follow(projects)
    assert watcher.polling


def part(place: str, kind: str) -> Any:
    """A mounted file system."""
    return SimpleNamespace(mountpoint=place, fstype=kind)


@pytest.mark.parametrize(
    ("file", "session"),
    [
        ("/c/projects/-p/abc.jsonl", "abc"),
        ("/c/projects/-p/abc/subagents/agent-1.jsonl", "abc"),
        ("/c/projects/-p/abc/notes.md", ""),
    ],
)
def test_whose_file_it_is(file: str, session: str) -> None:
    assert watch.session_of(PurePath(file)) == session
