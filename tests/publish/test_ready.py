"""A pull request that approving marks ready for review instead of merging it."""

from collections.abc import Iterator

import pytest

from building.desk import Desk
from building.drafts import draft
from building.github.fake import FakeGitHub, Fault
from building.gits import git
from tacit.errors import ForgeError, RegistryError
from tacit.publish.approving import outcome
from tacit.publish.drafts import DraftRow
from tacit.review.desk import Desk as Page

GRAPHQL = ("POST", "/api/graphql")
PAGE = "/team/registry/pull/1"


@pytest.fixture
def hub(desk: Desk) -> Iterator[FakeGitHub]:
    with desk.github() as fake:
        yield fake


@pytest.fixture
def out(desk: Desk, hub: FakeGitHub) -> DraftRow:
    """The first draft of the project, approved by its author, with its pull request."""
    desk.publish(draft())
    return desk.approve(draft().id)


def protect(hub: FakeGitHub) -> None:
    """Nobody pushes to the default branch."""
    hook = hub.bare / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    said = "error: GH006: Protected branch update failed for refs/heads/main."
    hook.write_text(f'#!/bin/sh\ntest "$1" != refs/heads/main || {{ echo {said} >&2; exit 1; }}\n')
    hook.chmod(0o755)


def test_where_the_configuration_says_so(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    desk.join(hub, approve="ready")
    main = git(hub.bare, "rev-parse", "main")
    row = desk.approve(out.id)
    assert (row.state, hub.one().draft, hub.one().state) == ("open", False, "open")
    assert row.note == f"ready for review; merge it at {hub.url}{PAGE}"
    assert desk.row(out.id) == row
    assert git(hub.bare, "rev-parse", "main") == main


def test_once_more_says_where_it_is_merged(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    desk.join(hub, approve="ready")
    desk.approve(out.id)
    with pytest.raises(RegistryError, match=rf"is ready for review; merge it at .*{PAGE}"):
        desk.approve(out.id)


def test_where_the_default_branch_is_protected(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    protect(hub)
    row = desk.approve(out.id)
    assert (row.state, hub.one().draft) == ("open", False)
    said = outcome(row)
    assert said.startswith(f"The pull request of {out.branch} is ready for review (")
    assert "GH006: Protected branch update failed" in said
    assert said.endswith(f"{PAGE}.")
    with pytest.raises(RegistryError, match=rf"GH006.*merge it at .*{PAGE}"):
        desk.approve(out.id)


def test_on_the_page(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    protect(hub)
    there = Page(desk.db, desk.config, desk.where)
    assert "ready for review" in there.approve(out.id, there.seen(out.id).digest)
    assert [row.note.split(" (")[0] for row in there.page(1).rows] == ["ready for review"]


def test_a_teammates_draft(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    protect(hub)
    other = Desk(desk.folder / "other")
    other.config = desk.config
    assert other.approve(out.id).pull == out.pull
    assert not hub.one().draft


def test_a_normal_pull_request_with_a_label(desk: Desk, hub: FakeGitHub) -> None:
    hub.drafts = False
    desk.join(hub, approve="ready", draft_only=False)
    desk.publish(draft())
    desk.approve(draft().id)
    assert hub.one().labels == ["tacit", "tacit: draft"]
    assert "ready for review" in desk.approve(draft().id).note
    assert hub.one().labels == ["tacit"]


def test_a_draft_without_a_pull_request(desk: Desk, hub: FakeGitHub) -> None:
    hub.fault = lambda method, path: Fault(503) if method == "POST" else None
    desk.join(hub, approve="ready")
    desk.publish(draft())
    desk.approve(draft().id)
    with pytest.raises(RegistryError, match="has no pull request yet"):
        desk.approve(draft().id)


REFUSED = {"type": "FORBIDDEN", "message": "Resource not accessible"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(401, "Bad credentials"), "does not accept the token"),
        (Fault(200, answer={"data": None, "errors": [REFUSED]}), "Resource not accessible"),
        (Fault(200, answer={"data": None}), "answers what GitHub would not"),
        (Fault(200, answer={"data": {"markPullRequestReadyForReview": None}}), "would not"),
        (Fault(200, answer=[]), "would not"),
        (Fault(0), "cannot be reached"),
    ],
    ids=["401", "forbidden", "no data", "no payload", "a list", "cut"],
)
def test_a_forge_that_refuses(
    desk: Desk, hub: FakeGitHub, out: DraftRow, fault: Fault, said: str
) -> None:
    desk.join(hub, approve="ready")
    hub.fault = lambda method, path: fault if (method, path) == GRAPHQL else None
    with pytest.raises(ForgeError, match=said):
        desk.approve(out.id)
    assert desk.row(out.id).state == "open"


def test_protected_and_the_forge_refuses_too(desk: Desk, hub: FakeGitHub, out: DraftRow) -> None:
    protect(hub)
    hub.fault = lambda method, path: Fault(403) if (method, path) == GRAPHQL else None
    with pytest.raises(RegistryError, match=rf"GH006.*; or merge it at .*{PAGE}"):
        desk.approve(out.id)
    assert hub.one().draft


def test_a_push_that_does_not_arrive_marks_nothing(
    desk: Desk, hub: FakeGitHub, out: DraftRow
) -> None:
    hub.git_fault = lambda path: Fault(0) if path.endswith("/git-receive-pack") else None
    with pytest.raises(RegistryError, match="git push"):
        desk.approve(out.id)
    assert hub.one().draft
