"""Nothing reaches a remote registry that nobody agreed to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building.desk import Desk
from building.drafts import configured, draft
from building.gits import branches, git
from tacit.publish import consent
from tacit.publish.registries import registry

FIRST, SECOND, THIRD = (f"000000000{n}" for n in range(3))


@pytest.fixture
def team(desk: Desk) -> Iterator[Path]:
    with desk.remote() as registry:
        yield registry


def project(desk: Desk, remote: str = "") -> str:
    """A project folder, with a git remote if one is named."""
    folder = desk.folder / "project"
    git(desk.folder, "init", "--quiet", "project")
    if remote:
        git(folder, "remote", "add", "origin", remote)
    return str(folder)


def test_the_first_waits_and_the_later_go(desk: Desk, team: Path) -> None:
    where = project(desk)
    first, second = (draft(i, f"case-{i[-1]}", project=where) for i in (FIRST, SECOND))
    assert "the first of this project" in desk.publish(first).note
    assert desk.publish(second).state == "waiting"
    assert branches(team) == []
    assert desk.approve(FIRST).state == "pushed"
    assert desk.row(SECOND).state == "pushed"
    assert desk.publish(draft(THIRD, "case-2", project=where)).state == "pushed"
    assert desk.publish(draft("00000000ff", "elsewhere", project="/q")).state == "waiting"


def test_headless_ones_are_looked_at_one_by_one(desk: Desk, team: Path) -> None:
    where = project(desk)
    assert desk.publish(draft(FIRST, "a", project=where, headless=True)).state == "waiting"
    assert desk.publish(draft(SECOND, "b", project=where)).state == "waiting"
    assert desk.approve(FIRST).state == "pushed"
    assert desk.row(SECOND).state == "waiting"  # looking at a machine's draft is no consent
    assert desk.publish(draft(THIRD, "c", project=where, headless=True)).state == "waiting"
    desk.approve(SECOND)
    assert "nobody sat at" in desk.row(THIRD).note


def test_ask_stays_ask_after_consent(desk: Desk, team: Path) -> None:
    where = project(desk)
    for id_ in (FIRST, SECOND):
        assert desk.publish(draft(id_, f"case-{id_[-1]}", project=where), "ask").state == "waiting"
    desk.approve(FIRST)
    assert desk.row(SECOND).state == "waiting"


def test_another_owner_goes_one_by_one(desk: Desk, team: Path) -> None:
    where = project(desk, "git@example.org:client/secret.git")
    assert "another owner" in desk.publish(draft(FIRST, "a", project=where)).note
    desk.publish(draft(SECOND, "b", project=where))
    assert desk.approve(FIRST).state == "pushed"
    assert desk.row(SECOND).state == "waiting"
    assert branches(team) == [f"tacit/a-{FIRST}"]


def test_allow_public_lifts_the_owner_rule(desk: Desk) -> None:
    with desk.remote(allow_public=True):
        where = project(desk, "git@example.org:client/secret.git")
        assert "the first" in desk.publish(draft(FIRST, "a", project=where)).note
        desk.approve(FIRST)
        assert desk.publish(draft(SECOND, "b", project=where)).state == "pushed"


def test_rejected_before_it_went_leaves_no_trace(desk: Desk, team: Path) -> None:
    desk.publish(draft(FIRST, "a", project=project(desk)))
    assert desk.reject(FIRST).state == "rejected"
    assert branches(team) == []


@pytest.mark.parametrize(
    ("remote", "owner"),
    [
        ("", "unknown"),
        ("/srv/project.git", "unknown"),
        ("https://github.com/Team/project", "same"),
        ("git@github.com:team/project.git", "same"),
        ("git@github.com:team2/project.git", "other"),
        ("git@example.org:team/project.git", "other"),
    ],
)
def test_owners(desk: Desk, remote: str, owner: str) -> None:
    to = registry("https://github.com/team/skills.git", "write", desk.where)
    assert consent.owner(project(desk, remote), to) == owner


def test_consent_is_for_a_project_and_a_registry(desk: Desk) -> None:
    consent.give(desk.db, "/p", "https://a/b/c")
    consent.give(desk.db, "/p", "https://a/b/c")
    assert consent.given(desk.db, "/p", "https://a/b/c")
    assert not consent.given(desk.db, "/p", "https://a/b/d")
    assert not consent.given(desk.db, "/q", "https://a/b/c")


def test_a_project_that_left_sends_nothing(desk: Desk, team: Path) -> None:
    where = project(desk)
    desk.publish(draft(FIRST, "a", project=where))
    (Path(where) / ".tacit.toml").write_text("enabled = false\n")
    assert desk.retry() == ()
    assert "publishing is off" in desk.row(FIRST).note


def test_one_failure_leaves_the_registry_alone_for_a_round(desk: Desk) -> None:
    desk.config = configured(write="http://127.0.0.1:9/x.git", allow_public=True)
    for id_ in (FIRST, SECOND):
        desk.publish(draft(id_, f"case-{id_[-1]}", project="/p"))
    consent.give(desk.db, "/p", "http://127.0.0.1:9/x.git")
    assert desk.retry() == ()
    assert "tried again" in desk.row(FIRST).note
    assert "tried again" not in desk.row(SECOND).note
