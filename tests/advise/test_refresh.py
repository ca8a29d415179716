import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from building.registries import rope, skill
from tacit.advise.generation import current
from tacit.advise.index import Index
from tacit.advise.refresh import head, refresh, refresh_folder
from tacit.errors import RegistryError


@dataclass(frozen=True)
class Checked:
    url: str
    folder: Path


def git(folder: Path, *args: str) -> str:
    who = ("-c", "user.name=A. Researcher", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(folder), *who, *args]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    rope(tmp_path / "checkout")
    git(tmp_path / "checkout", "init", "-q", "-b", "main")
    commit(tmp_path / "checkout")
    return tmp_path / "checkout"


def commit(folder: Path) -> str:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "more")
    return git(folder, "rev-parse", "HEAD")


def test_the_head_is_read_loose_packed_and_detached(checkout: Path) -> None:
    commit_id = git(checkout, "rev-parse", "HEAD")
    assert head(checkout) == commit_id
    git(checkout, "pack-refs", "--all")
    assert head(checkout) == commit_id
    git(checkout, "checkout", "-q", "--detach")
    assert head(checkout) == commit_id


@pytest.mark.parametrize("content", ["", "ref: refs/../../x", "ref: /etc", "x" * 99])
def test_a_broken_head_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text(content)
    assert head(tmp_path) == ""


def test_the_index_is_built_when_a_head_moved_and_only_then(checkout: Path, tmp_path: Path) -> None:
    registries, index = [Checked("u", checkout)], tmp_path / "index"
    assert refresh(registries, index)
    assert not refresh(registries, index)
    skill(checkout, "second")
    commit(checkout)
    assert refresh(registries, index)
    found = Index.open(index)
    assert found is not None
    assert found.skills == 2


def test_a_registry_that_left_takes_its_skills_along(checkout: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    refresh([Checked("u", checkout)], index)
    assert refresh([], index)
    found = Index.open(index)
    assert found is not None
    assert found.skills == 0


def test_a_broken_index_is_built_anew(checkout: Path, tmp_path: Path) -> None:
    refresh([Checked("u", checkout)], tmp_path / "index")
    (tmp_path / "index" / "current" / "facts.json").write_bytes(b"broken")
    assert refresh([Checked("u", checkout)], tmp_path / "index")


def test_a_folder_is_indexed_anew_when_a_file_changes(tmp_path: Path) -> None:
    file = rope(tmp_path / "r")
    index = refresh_folder(tmp_path / "r", tmp_path / "cache")
    before = current(index)
    refresh_folder(tmp_path / "r", tmp_path / "cache")
    assert current(index) == before
    file.write_text(file.read_text() + "\nmore\n")
    refresh_folder(tmp_path / "r", tmp_path / "cache")
    assert current(index) != before


def test_of_the_folders_only_the_last_few_are_kept(tmp_path: Path) -> None:
    for number in range(7):
        rope(tmp_path / str(number))
        refresh_folder(tmp_path / str(number), tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 4


@pytest.mark.parametrize("name", ["index.db", "index.db-wal", "index.db-shm", "index.db-journal"])
def test_the_index_of_an_earlier_version_goes(checkout: Path, tmp_path: Path, name: str) -> None:
    older, other = tmp_path / name, tmp_path / "tacit.db"
    older.touch()
    other.touch()
    refresh([Checked("u", checkout)], tmp_path / "index")
    assert (older.exists(), other.exists()) == (False, True)


def test_the_folders_indexes_of_an_earlier_version_go(tmp_path: Path) -> None:
    rope(tmp_path / "r")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "0123456789abcdef.db").touch()
    index = refresh_folder(tmp_path / "r", tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == [index]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no folder of skills"):
        refresh_folder(tmp_path / "nowhere", tmp_path / "cache")
