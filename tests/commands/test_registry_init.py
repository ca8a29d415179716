"""`tacit registry init`, as it is typed."""

from pathlib import Path

import pytest

from building.command import tacit
from building.git_http import serve
from building.github.fake import made
from building.gits import git
from tacit.config import edit, load
from tacit.errors import RegistryError


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "team.git")
    return tmp_path / "team.git"


def init(*args: object) -> str:
    return tacit("registry", "init", *map(str, args))


def test_init_then_lint(tmp_path: Path) -> None:
    assert f"Made {tmp_path}/My Lab.\n" in init(tmp_path / "elsewhere/../My Lab")
    assert (tmp_path / "My Lab/README.md").read_text().startswith("# my-lab\n")
    assert (
        tacit("registry", "lint", str(tmp_path / "My Lab")) == "0 errors, 0 warnings in 4 skills\n"
    )


def test_its_remote_gets_it(tmp_path: Path, empty: Path) -> None:
    assert f"Pushed it to {empty}" in init(tmp_path / "lab", "--remote", empty)
    assert git(empty, "rev-parse", "main") == git(tmp_path / "lab", "rev-parse", "HEAD")
    assert git(tmp_path / "lab", "status", "-sb") == "## main...origin/main"
    tacit("registry", "use", str(empty))
    assert load().registry.write == str(empty)


def test_a_person_goes_on_in_it_with_git_alone(tmp_path: Path, empty: Path) -> None:
    init(tmp_path / "lab", "--remote", empty)
    (tmp_path / "lab/NOTES.md").write_text("ours\n")
    git(tmp_path / "lab", "add", "--all")
    git(tmp_path / "lab", "commit", "--quiet", "-m", "ours")
    git(tmp_path / "lab", "push", "--quiet")
    git(tmp_path / "lab", "pull", "--quiet")
    assert git(empty, "log", "-1", "--format=%s", "main") == "ours"


def test_over_http(tmp_path: Path, empty: Path) -> None:
    with serve(empty.parent) as url:
        init(tmp_path / "lab", "--remote", f"{url}/team.git", "--name", "acme/skills")
    assert f"/plugin marketplace add {url}/team.git" in (tmp_path / "lab/README.md").read_text()
    assert git(empty, "ls-tree", "--name-only", "main", ".github/").startswith(".github/CODEOWNERS")


def test_with_the_forges_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(tmp_path / "team") as fake:
        git(fake.bare.parent, "init", "--quiet", "--bare", "new.git")
        url = fake.registry.replace(fake.bare.name, "new.git")
        with pytest.raises(RegistryError, match="make an empty repository"):
            init(tmp_path / "lab", "--remote", url)
        edit("forge", "base_url", fake.api)
        monkeypatch.setenv("TACIT_GITHUB_TOKEN", fake.token)
        init(tmp_path / "lab", "--remote", url)
        assert git(fake.bare.with_name("new.git"), "rev-parse", "main")
        assert fake.token not in (tmp_path / "lab/.git/config").read_text()


def test_a_remote_with_content_is_left_alone(tmp_path: Path, empty: Path) -> None:
    init(tmp_path / "one", "--remote", empty)
    before = git(empty, "rev-parse", "main")
    with pytest.raises(RegistryError, match="is not empty"):
        init(tmp_path / "two", "--remote", empty)
    assert git(empty, "rev-parse", "main") == before
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/nowhere/at/all.git", "make an empty repository there first"),
        ("https://u:p@example.org/x", "holds credentials"),
        ("ext::sh -c id", "is no address"),
    ],
)
def test_a_remote_that_is_none(tmp_path: Path, url: str, why: str) -> None:
    with pytest.raises(RegistryError, match=why):
        init(tmp_path / "lab", "--remote", url)
    assert not (tmp_path / "lab").exists()


def test_a_name_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="is no name"):
        init(tmp_path / "lab", "--name", "My Lab!")
    assert not (tmp_path / "lab").exists()
