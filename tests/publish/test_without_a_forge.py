"""A refusal where there is no forge: in the registry itself, for every teammate's machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from building.desk import Desk
from building.drafts import configured, draft, reworded
from building.git_http import serve
from building.gits import bare, branches, commit, git
from tacit.errors import RegistryError
from tacit.publish import consent
from tacit.publish.drafts import DraftRow
from tacit.publish.pushing import opened
from tacit.publish.registries import registries
from tacit.publish.rejections import BRANCH
from tacit.publish.remote import has_forge

ID, SECOND = draft().id, "00000000bb"
FILE = f".tacit/rejected/{ID}.md"


@contextmanager
def _folder(registry: Path) -> Iterator[str]:
    yield str(registry)


@contextmanager
def _server(registry: Path) -> Iterator[str]:
    with serve(registry.parent) as url:
        yield f"{url}/{registry.name}"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return bare(tmp_path)


@pytest.fixture(params=[_folder, _server], ids=["a shared folder", "a server"])
def team(request: pytest.FixtureRequest, tmp_path: Path, registry: Path) -> Iterator[list[Desk]]:
    """Two people on two machines, with one registry that has no forge."""
    with request.param(registry) as url:
        people = [Desk(tmp_path / name) for name in ("one", "two")]
        for person in people:
            person.config = configured(write=url)
            consent.give(person.db, "", url)
        yield people


def again(desk: Desk) -> DraftRow:
    """What becomes of the same lesson as another session of that person's meets it."""
    return desk.publish(reworded(draft(SECOND, session="session-2")))


def protect(registry: Path, branch: str) -> None:
    hook = registry / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\ntest "$1" != {branch}\n')
    hook.chmod(0o755)


def test_it_is_on_the_default_branch_and_heeded(team: list[Desk], registry: Path) -> None:
    one, two = team
    one.publish(draft())
    one.reject(ID, "only true for our old cluster")
    assert "only true for our old cluster" in git(registry, "show", f"main:{FILE}")
    assert branches(registry) == []
    row = again(two)
    assert row.state == "rejected"
    assert row.note == "a teammate refused this lesson: only true for our old cluster"


def test_a_teammates_draft_as_well(team: list[Desk], registry: Path) -> None:
    one, two = team
    one.publish(draft())
    two.reject(ID, "no")
    assert "\n\nno\n" in git(registry, "show", f"main:{FILE}")
    assert again(one).state == "rejected"


def test_nobody_is_asked_about_what_the_team_refused(team: list[Desk]) -> None:
    one, two = team
    one.publish(draft())
    one.reject(ID, "no")
    opened(registries(two.config, two.where)[0], two.where).sync()
    assert two.publish(draft(SECOND, session="session-2"), "ask").state == "rejected"
    assert two.publish(draft("00000000cc", "other-case"), "ask").state == "waiting"


def test_taken_out_it_is_offered_again(team: list[Desk], registry: Path, tmp_path: Path) -> None:
    one, two = team
    one.publish(draft())
    one.reject(ID, "no")
    clone = tmp_path / "clone"
    commit(registry, clone, {"x": "y"})
    (clone / FILE).unlink()
    commit(registry, clone, {})
    assert again(two).state == "pushed"


def test_two_at_once(team: list[Desk], registry: Path) -> None:
    one, two = team
    one.publish(draft())
    two.publish(draft(SECOND, "other-case", session="session-2"))
    one.reject(ID, "a")
    two.reject(SECOND, "b")
    listed = git(registry, "ls-tree", "--name-only", "main", ".tacit/rejected/")
    assert len(listed.split()) == 2


def test_a_protected_default_branch_gets_it_by_a_branch(team: list[Desk], registry: Path) -> None:
    one, two = team
    one.publish(draft())
    protect(registry, "refs/heads/main")
    assert one.reject(ID, "no").owed == ""
    assert branches(registry) == [BRANCH]
    assert again(two).state == "rejected"


def test_a_teammates_draft_is_not_refused_in_silence(team: list[Desk], registry: Path) -> None:
    one, two = team
    branch = one.publish(draft()).branch
    (registry / "hooks").mkdir(exist_ok=True)
    hook = registry / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(RegistryError, match="hook declined"):
        two.reject(ID, "no")
    assert branches(registry) == [branch]


@pytest.mark.parametrize(
    ("url", "forge"),
    [
        ("https://github.com/o/r", True),
        ("git@gitlab.example.org:o/r.git", True),
        ("ssh://git@codeberg.org/o/r.git", True),
        ("ssh://git@host.example.org/srv/r.git", False),
        ("/srv/r.git", False),
    ],
)
def test_what_looks_like_a_forge(url: str, forge: bool) -> None:
    assert has_forge(url) is forge
