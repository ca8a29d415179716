"""From a draft to a pull request and back, at a GitHub of our own."""

from collections.abc import Callable, Iterator

import pytest

from building.desk import Desk
from building.drafts import draft, reworded
from building.github.fake import FakeGitHub, Fault
from building.gits import branches, commit, git
from tacit.publish.drafts import DraftRow
from tacit.publish.listing import settle
from tacit.publish.proposing import propose_owed
from tacit.publish.pushing import opened
from tacit.publish.registries import registries

BRANCH = "tacit/ragged-rows-0123456789"
Asked = Callable[[str, str], Fault | None]
PULLS = "/repos/team/registry/pulls"


@pytest.fixture
def hub(desk: Desk) -> Iterator[FakeGitHub]:
    with desk.github() as fake:
        yield fake


def out(desk: Desk) -> DraftRow:
    """The first draft of the project, approved by its author."""
    desk.publish(draft())
    return desk.approve(draft().id)


def round_(desk: Desk) -> DraftRow:
    """What the daemon's worker does every few minutes, and what it makes of the draft."""
    to = registries(desk.config, desk.where)[0]
    opened(to, desk.where).sync()
    settle(desk.db, to, desk.where)
    propose_owed(desk.db, to, desk.where)
    desk.retry()
    return desk.row(draft().id)


def once(fault: Fault, method: str = "POST", path: str = PULLS) -> Asked:
    """A fault that the first such request meets, and no other."""
    pending = [fault]
    return lambda m, p: pending.pop() if pending and (m, p) == (method, path) else None


def test_an_approved_draft_is_a_draft_pull_request(desk: Desk, hub: FakeGitHub) -> None:
    row, pull = out(desk), hub.one()
    assert (row.state, row.pull, row.told) == ("open", pull.number, "")
    assert (pull.branch, pull.draft, pull.labels) == (BRANCH, True, ["tacit"])
    assert row.form()["url"] == f"{hub.url}/team/registry/pull/1"
    assert git(hub.bare, "rev-parse", BRANCH) == pull.head


def test_nothing_goes_before_its_author_agreed(desk: Desk, hub: FakeGitHub) -> None:
    assert desk.publish(draft()).state == "waiting"
    assert (hub.seen, branches(hub.bare)) == ([], [])


def test_again_changes_nothing(desk: Desk, hub: FakeGitHub) -> None:
    first = out(desk)
    assert round_(desk).pull == first.pull
    assert hub.one().title == "ragged-rows: a new skill"


def test_an_update_goes_to_the_same_branch_and_body(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    row = desk.publish(reworded(draft()))
    assert row.state == "open"
    assert "once more" in hub.one().body
    assert hub.one().head == row.sha


def test_a_body_that_a_person_edited_stays(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    hub.one().body = hub.one().body.replace("### Evidence", "### Proof")
    desk.publish(reworded(draft()))
    assert "once more" not in hub.one().body


@pytest.mark.parametrize(
    "fault",
    [
        Fault(401, "Bad credentials"),
        Fault(403, "Resource not accessible by personal access token"),
        Fault(404, "Not Found"),
        Fault(409, "Conflict"),
        Fault(422, "Validation Failed"),
        Fault(403, "API rate limit exceeded for user", {"X-RateLimit-Reset": "99999999999"}),
    ],
    ids=lambda fault: f"{fault.status} {fault.message[:9]}",
)
def test_a_refusal_is_told_and_tried_again(desk: Desk, hub: FakeGitHub, fault: Fault) -> None:
    hub.fault = once(fault)
    row = out(desk)
    assert (row.state, branches(hub.bare)) == ("pushed", [BRANCH])
    assert "no pull request yet" in row.told
    assert hub.token not in row.told
    assert round_(desk).state == "open"
    assert len(hub.pulls) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 0])
@pytest.mark.parametrize("after", [False, True])
def test_a_fault_on_the_way_doubles_nothing(
    desk: Desk, hub: FakeGitHub, status: int, after: bool
) -> None:
    hub.fault = once(Fault(status, after=after))
    out(desk)
    assert round_(desk).state == "open"
    assert len(hub.pulls) == 1


def test_a_pull_request_whose_answer_was_lost_is_found_at_once(desk: Desk, hub: FakeGitHub) -> None:
    hub.fault = once(Fault(502, after=True))
    row = out(desk)
    assert (row.state, row.pull, hub.seen.count(("POST", PULLS))) == ("open", 1, 2)


@pytest.mark.parametrize("after", [False, True], ids=["on its way", "on the way back"])
def test_a_push_that_is_reset(desk: Desk, hub: FakeGitHub, after: bool) -> None:
    out(desk)
    hub.git_fault = lambda p: Fault(0, after=after) if p.endswith("/git-receive-pack") else None
    row = desk.publish(reworded(draft()))
    assert (row.state, "git push" in row.told) == ("waiting", True)
    hub.git_fault = lambda path: None
    row = round_(desk)
    assert (row.state, row.note, "once more" in hub.one().body) == ("open", "", True)
    assert git(hub.bare, "rev-list", "--count", f"main..{BRANCH}") == "2"


def test_a_reviewer_who_commits_while_we_push(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    theirs: list[str] = []

    def meanwhile(path: str) -> None:
        if path.endswith("/git-receive-pack") and not theirs:
            folder = desk.folder / "person"
            theirs.append(commit(hub.bare, folder, {"plugins/data/note.md": "x"}, BRANCH))

    hub.git_fault = meanwhile
    assert "it is tried again" in desk.publish(reworded(draft())).note
    assert "somebody else committed" in round_(desk).note
    assert [git(hub.bare, "rev-parse", BRANCH)] == theirs


def test_a_token_that_git_does_not_accept(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    good, hub.token = hub.token, "ghp_" + "another0" * 4
    row = desk.publish(reworded(draft()))
    assert (row.state, good in row.told) == ("waiting", False)
    hub.token = good
    assert round_(desk).state == "open"


def test_a_later_lesson_for_a_merged_skill_opens_an_update(desk: Desk, hub: FakeGitHub) -> None:
    assert desk.approve(out(desk).id).state == "merged"
    row = desk.publish(reworded(draft("00000000bb", session="session-2")))
    pull = hub.pulls[row.pull]
    assert (row.state, pull.state, pull.number) == ("open", "open", 2)
    assert pull.title == "ragged-rows: seen again"
    assert desk.publish(reworded(draft())).state == "merged"
    assert len(hub.pulls) == 2


def test_a_forge_that_is_gone(desk: Desk, hub: FakeGitHub) -> None:
    hub.fault = lambda method, path: Fault(503)
    assert "answers 503" in out(desk).told or "cannot be reached" in desk.row(draft().id).told
    hub.fault = lambda method, path: None
    assert round_(desk).told == ""


def test_without_drafts_none_is_opened(desk: Desk, hub: FakeGitHub) -> None:
    hub.drafts = False
    assert "draft_only" in out(desk).told
    assert hub.pulls == {}


def test_without_drafts_a_normal_one_if_that_is_wanted(desk: Desk, hub: FakeGitHub) -> None:
    hub.drafts = False
    desk.join(hub, draft_only=False)
    assert out(desk).state == "open"
    assert (hub.one().draft, hub.one().labels) == (False, ["tacit", "tacit: draft"])


def test_labels_that_were_lost_are_added(desk: Desk, hub: FakeGitHub) -> None:
    hub.fault = once(Fault(404), path="/repos/team/registry/issues/1/labels")
    assert out(desk).state == "pushed"
    assert round_(desk).state == "open"
    assert hub.one().labels == ["tacit"]


def test_merged_at_the_forge(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    commit(hub.bare, desk.folder / "person", {"x": "y"})
    git(desk.folder / "person", "merge", "--quiet", f"origin/{BRANCH}")
    git(desk.folder / "person", "push", "--quiet", "origin", "main")
    assert round_(desk).state == "merged"


def test_squashed_with_changes_and_its_branch_deleted(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    hub.one().state, hub.one().merged = "closed", True
    git(hub.bare, "branch", "-D", BRANCH)
    assert round_(desk).state == "merged"


def test_closed_unmerged_is_a_refusal_with_its_reason(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    hub.close(1, "only true for our old cluster")
    row = round_(desk)
    assert (row.state, row.note) == (
        "rejected",
        "closed at 127.0.0.1:" + hub.url.rpartition(":")[2] + ": only true for our old cluster",
    )
    assert desk.publish(reworded(draft())).state == "rejected"
    assert len(hub.pulls) == 1


def test_a_deleted_branch_is_not_pushed_again(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    git(hub.bare, "branch", "-D", BRANCH)
    assert desk.publish(reworded(draft())).state == "rejected"
    assert branches(hub.bare) == []


def test_a_deleted_branch_says_nothing_while_the_forge_is_away(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    git(hub.bare, "branch", "-D", BRANCH)
    hub.fault = lambda method, path: Fault(401)
    assert round_(desk).state == "open"


def test_a_reviewers_commit_stays(desk: Desk, hub: FakeGitHub) -> None:
    out(desk)
    theirs = commit(hub.bare, desk.folder / "person", {"plugins/data/note.md": "x"}, BRANCH)
    row = desk.publish(reworded(draft()))
    assert "somebody else" in row.note
    assert git(hub.bare, "rev-parse", BRANCH) == theirs
