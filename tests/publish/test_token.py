"""Where the token is found, where it goes, and where it never shows."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from building.desk import Desk
from building.drafts import draft
from building.github.fake import TOKEN, FakeGitHub, Fault
from building.gits import branches, git
from tacit.config import load
from tacit.errors import ForgeError
from tacit.options import Forge
from tacit.publish import token as module
from tacit.publish.hosts import github
from tacit.publish.token import Token, token


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    module._kept.cache_clear()


def program(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `gh` on the PATH that does this."""
    (folder / "gh").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


@pytest.mark.parametrize("name", ["TACIT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"])
def test_of_the_environment(name: str) -> None:
    found = token("github.com", "", {name: TOKEN})
    assert (found and found.secret, found and found.source) == (TOKEN, name)
    assert TOKEN not in repr(found)


def test_githubs_own_goes_to_no_other_server() -> None:
    given = {"GH_TOKEN": "a", "GITHUB_TOKEN": "b", "GH_ENTERPRISE_TOKEN": "c"}
    assert token("forge.example.org", "", given) == Token("c", "GH_ENTERPRISE_TOKEN")


def test_of_gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(
        tmp_path, f'test "$*" = "auth token --hostname=github.com" && echo {TOKEN}', monkeypatch
    )
    assert token("github.com", "", {}) == Token(TOKEN, "gh auth token")


def test_a_gh_without_a_login_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "echo no; exit 1", monkeypatch)
    assert token("github.com", "", {}) is None


def test_of_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = SimpleNamespace(get_password=lambda service, name: f"{service}-{name}")
    monkeypatch.setitem(sys.modules, "keyring", kept)
    monkeypatch.setenv("PATH", "/none")
    assert token("github.com", "", {}) == Token("tacit-github.com", "the keyring")


def test_a_keyring_that_is_locked_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace())
    monkeypatch.setenv("PATH", "/none")
    assert token("github.com", "", {}) is None


def test_of_a_file_that_others_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(0o644)
    with pytest.raises(ForgeError, match="chmod 600"):
        token("github.com", str(file), {})
    file.chmod(0o600)
    assert token("github.com", str(file), {}) == Token(TOKEN, str(file))


@pytest.mark.parametrize("url", ["https://github.com/a/b.git", "git@github.com:a/b"])
def test_a_registry_at_github(url: str) -> None:
    found = github(url, Forge())
    assert found is not None
    assert (found.api, found.place.owner) == ("https://api.github.com", "a")


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://forge.example.org/a/b", "https://forge.example.org/api/v3"),
        ("git@forge.example.org:a/b.git", "https://forge.example.org/api/v3"),
        ("https://team.ghe.com/a/b", "https://api.team.ghe.com"),
    ],
)
def test_a_registry_at_a_server_of_ones_own(url: str, api: str) -> None:
    found = github(url, Forge(base_url=api))
    assert found is not None
    assert found.api == api


@pytest.mark.parametrize(
    ("url", "forge"),
    [
        ("https://evil.example/a/b", Forge(base_url="https://forge.example.org/api/v3")),
        ("https://forge.example.org/a/b", Forge(base_url="http://forge.example.org/api/v3")),
        ("https://forge.example.org/a/b", Forge(base_url="https://[")),
        ("https://forge.example.org/a/b", Forge()),
        ("https://github.com/a/b", Forge(kind="none")),
        ("/srv/registry.git", Forge()),
    ],
)
def test_a_token_goes_to_no_other_place(url: str, forge: Forge) -> None:
    assert github(url, forge) is None


def test_no_variable_says_where_a_token_goes(tmp_path: Path) -> None:
    given = {"TACIT_FORGE_BASE_URL": "https://evil.example", "TACIT_FORGE_TOKEN_FILE": "/x"}
    assert load(tmp_path / "none", given).forge == Forge()


@pytest.fixture
def hub(desk: Desk) -> Iterator[FakeGitHub]:
    with desk.github() as fake:
        yield fake


def processes() -> str:
    """Command lines and environments of all processes that may be read."""
    found = []
    for file in [*Path("/proc").glob("[0-9]*/cmdline"), *Path("/proc").glob("[0-9]*/environ")]:
        try:
            found.append(file.read_bytes().decode("utf-8", "replace"))
        except OSError:  # gone, or somebody else's
            continue
    return "\n".join(found)


def test_it_shows_in_no_process_and_no_file(desk: Desk, hub: FakeGitHub, home: Path) -> None:
    """Looked at while git pushes, and afterwards, with a helper that would keep what it is told."""
    git(desk.folder, "config", "--global", "credential.helper", "store")
    git(desk.folder, "config", "--global", f"credential.{hub.url}.helper", "store")
    seen: list[str] = []

    def look(path: str) -> Fault | None:
        seen.append(processes())
        return None

    hub.git_fault = look
    desk.publish(draft())
    assert desk.approve(draft().id).state == "open"
    desk.join(hub, approve="ready")
    assert "ready" in desk.approve(draft().id).note
    assert any("git-remote-http" in text for text in seen)
    assert not any(TOKEN in text for text in seen)
    files = [f for f in desk.folder.rglob("*") if f.is_file() and f != desk.folder / "token"]
    assert len(files) > 50
    assert not [f for f in files if TOKEN.encode() in f.read_bytes()]


def test_a_cut_push_waits_and_goes_later(desk: Desk, hub: FakeGitHub) -> None:
    desk.publish(draft())
    hub.git_fault = lambda path: Fault(0) if path.endswith("git-receive-pack") else None
    with pytest.raises(Exception, match="git push"):
        desk.approve(draft().id)
    hub.git_fault = lambda path: None
    assert desk.approve(draft().id).state == "open"
    assert len(branches(hub.bare)) == len(hub.pulls) == 1


def test_who_has_no_token_is_told_so(
    desk: Desk, hub: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    desk.publish(draft())
    desk.join(hub, token_file="")
    with pytest.raises(Exception, match=r"could not read Username.*sign in to that host"):
        desk.approve(draft().id)
