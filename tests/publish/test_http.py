"""The same over HTTP, served by git's own backend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building.drafts import draft
from building.git_http import serve
from building.gits import bare, branches, checkout, git
from tacit.errors import RegistryError
from tacit.publish.checkout import Checkout

BRANCH = "tacit/ragged-rows-0123456789"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    registry = bare(tmp_path)
    with serve(tmp_path) as root:
        yield f"{root}/{registry.name}"


def test_a_draft_there_and_back(url: str, tmp_path: Path) -> None:
    author = checkout(url, tmp_path / "author")
    author.push_branch(BRANCH, draft().files, "m")
    reader = checkout(url, tmp_path / "reader")
    assert dict(reader.files(BRANCH)) == dict(draft().files)
    sha = reader.merge(BRANCH)
    assert author.sync() == sha
    author.drop(BRANCH)
    assert branches(tmp_path / "registry.git") == []


def test_a_large_draft_is_sent_in_chunks(url: str, tmp_path: Path) -> None:
    made = checkout(url, tmp_path / "c")
    noise = "".join(f"{n * n % 999_983} " for n in range(400_000))
    files = {**draft().files, "plugins/data/ragged-rows/references/log.md": noise}
    sha = made.push_branch(BRANCH, files, "m")
    assert git(tmp_path / "registry.git", "rev-parse", BRANCH) == sha


def test_a_repository_that_is_not_there(url: str, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="not found"):
        Checkout(f"{url}x", tmp_path / "c").sync()
