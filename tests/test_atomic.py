"""A file is replaced whole, or not at all."""

import os
from pathlib import Path

import pytest

from tacit import atomic


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "é x"
    folder.mkdir()
    (folder / "file").write_bytes(b"before")
    return folder / "file"


def test_the_new_bytes_are_there_and_nothing_else(file: Path) -> None:
    file.chmod(0o640)
    atomic.write(file, b"after")
    assert file.read_bytes() == b"after"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in file.parent.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_bytes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        atomic.write(file, b"after")
    assert file.read_bytes() == b"before"
    assert [found.name for found in file.parent.iterdir()] == ["file"]


def test_a_link_is_followed_also_where_it_leads_to_nothing_yet(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to("later")
    atomic.write(link, b"after")
    assert link.is_symlink()
    assert file.with_name("later").read_bytes() == b"after"


def test_a_new_file_gets_the_mode_asked_for(file: Path) -> None:
    atomic.write(file.with_name("new"), b"", 0o600)
    assert file.with_name("new").stat().st_mode & 0o777 == 0o600


def test_what_is_not_there_is_none(file: Path) -> None:
    assert atomic.read(file.with_name("none")) is None
    with pytest.raises(OSError, match="directory"):
        atomic.read(file.parent)
