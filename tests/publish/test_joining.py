"""One lesson, one skill: drafts that tell the same join, skills that tell it are updated."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from building.desk import Desk
from building.drafts import ERROR, draft, renamed, reworded
from building.gits import branches, commit, git
from tacit.draft.make import Draft
from tacit.draft.provenance import read
from tacit.draft.render import render
from tacit.errors import RegistryError
from tacit.publish import git as runner
from tacit.publish.checkout import Checkout
from tacit.publish.creating import create_local
from tacit.publish.plan import Plan, plan
from tacit.publish.registries import registries
from tacit.registry.lint import lint
from tacit.registry.sameness import NAME

BRANCH = "tacit/ragged-rows-0123456789"
TOP = "plugins/data/ragged-rows"
SKILL = f"{TOP}/skills/ragged-rows/SKILL.md"
TROUBLES = SKILL.replace("SKILL.md", "references/troubleshooting.md")
FIRST, SECOND, THIRD = "0123456789", "00000000bb", "00000000cc"


def again(id: str = SECOND, fix: str = "pad to the longest", date: str = "2026-02-03") -> Draft:
    """Another session that met the same error."""
    one = draft(id)
    troubles = (one.skill.troubles[0].model_copy(update={"fix": fix}),)
    failed = (one.skill.failed[0].model_copy(update={"attempt": f"wait for {id}"}),)
    update = {"troubles": troubles, "failed": failed, "date": date}
    form = one.skill.model_copy(update=update)
    return replace(one, session=f"session-{id}", skill=form, files=render(form))


def merged(desk: Desk, one: Draft) -> None:
    """The draft, published and merged."""
    assert desk.publish(one).state == "pushed"
    assert desk.approve(one.id).state == "merged"


def skills(desk: Desk) -> list[str]:
    """Names of the merged skills."""
    told = git(desk.local, "ls-tree", "--name-only", "main", "plugins/data/")
    return sorted(line.rsplit("/", 1)[1] for line in told.splitlines())


def shown(desk: Desk, path: str, at: str = "main") -> str:
    return git(desk.local, "show", f"{at}:{path}")


def numbers(desk: Desk, branch: str) -> list[tuple[str, str, str]]:
    """(lines added, lines removed, path) of what the branch would change."""
    found = git(desk.local, "diff", "--numstat", f"main...{branch}")
    return [tuple(line.split("\t")) for line in found.splitlines()]  # type: ignore[misc]  # three


def test_two_sessions_make_one_branch(desk: Desk) -> None:
    desk.publish(draft())
    row = desk.publish(again())
    assert (row.state, row.branch) == ("superseded", BRANCH)
    assert branches(desk.local) == [BRANCH]
    assert "seen in 2 sessions" in shown(desk, SKILL, BRANCH)
    assert f"wait for {SECOND}" in shown(desk, SKILL, BRANCH)
    assert desk.approve(FIRST).state == "merged"
    assert f"wait for {SECOND}" in shown(desk, SKILL)


def test_the_first_session_goes_on_and_the_second_stays(desk: Desk) -> None:
    desk.publish(draft())
    desk.publish(again())
    assert desk.publish(reworded(draft())).state == "pushed"
    page = shown(desk, SKILL, BRANCH)
    assert "once more" in page
    assert "seen in 2 sessions" in page


def test_the_second_session_goes_on(desk: Desk) -> None:
    desk.publish(draft())
    desk.publish(again())
    row = desk.publish(again(date="2026-02-05"))
    assert (row.state, row.branch) == ("superseded", BRANCH)
    assert desk.publish(again(date="2026-02-05")) == row
    page = shown(desk, SKILL, BRANCH)
    assert ("2026-02-03" in page, "2026-02-05" in page) == (False, True)


def test_how_often_it_came_back_is_shown(desk: Desk) -> None:
    desk.publish(draft())
    desk.publish(again())
    desk.publish(again(THIRD))
    assert desk.row(FIRST).note == "seen in 3 sessions"
    assert desk.row(SECOND).note == f"the same lesson as {BRANCH}, which takes it in"


def test_what_a_reviewer_committed_to_takes_nothing_in(desk: Desk, tmp_path: Path) -> None:
    desk.publish(draft())
    page = shown(desk, SKILL, BRANCH).replace("Pad each row", "Pad every row")
    theirs = commit(desk.local, tmp_path / "clone", {SKILL: page + "\n"}, BRANCH)
    row = desk.publish(again())
    assert (row.state, row.note) == ("pushed", f"the open draft {BRANCH} tells the same")
    assert git(desk.local, "rev-parse", BRANCH) == theirs
    assert [desk.approve(id).state for id in (FIRST, SECOND)] == ["merged", "merged"]
    assert "Pad every row" in shown(desk, SKILL)
    assert "seen in 2 sessions" in shown(desk, SKILL)


def test_a_merged_skill_is_updated_by_lines_alone(desk: Desk) -> None:
    merged(desk, draft())
    row = desk.publish(again())
    assert (row.state, row.note) == ("pushed", "an update of ragged-rows, seen in 2 sessions")
    assert git(desk.local, "log", "-1", "--format=%s", row.branch) == "ragged-rows: seen again"
    changes = {path: (int(came), int(went)) for came, went, path in numbers(desk, row.branch)}
    assert changes.pop(f"{TOP}/.claude-plugin/plugin.json") == (1, 1)
    assert {path.rsplit("/", 1)[1] for path in changes} == {
        "SKILL.md", "troubleshooting.md", "experiment-log.md", "provenance.jsonl"
    }  # fmt: skip
    assert all(came and not went for came, went in changes.values())


def test_an_update_is_merged_and_lint_is_content(desk: Desk) -> None:
    merged(desk, draft())
    merged(desk, again())
    merged(desk, again(THIRD))
    assert "seen in 3 sessions" in shown(desk, SKILL)
    assert '"version": "1.2.0"' in shown(desk, f"{TOP}/.claude-plugin/plugin.json")
    assert len(read(shown(desk, f"{TOP}/provenance.jsonl"))) == 3
    folder = registries(desk.config, desk.where)[0].folder
    assert not [f for f in lint(folder) if f.severity == "error"]
    assert branches(desk.local) == []


def test_the_same_update_again_changes_nothing(desk: Desk) -> None:
    merged(desk, draft())
    row = desk.publish(again())
    assert desk.publish(again()) == row
    assert git(desk.local, "rev-list", "--count", f"main..{row.branch}") == "1"


def test_a_session_that_goes_on_renews_its_update(desk: Desk) -> None:
    merged(desk, draft())
    desk.publish(again())
    row = desk.publish(again(date="2026-02-05"))
    page = shown(desk, SKILL, row.branch)
    assert ("2026-02-03" in page, "2026-02-05" in page) == (False, True)


def test_the_skill_changed_before_the_update_was_merged(desk: Desk, tmp_path: Path) -> None:
    merged(desk, draft())
    desk.publish(again())
    page = shown(desk, SKILL).replace("Pad each row", "Pad every row")
    commit(desk.local, tmp_path / "clone", {SKILL: page + "\n"})
    assert desk.approve(SECOND).state == "merged"
    assert "Pad every row" in shown(desk, SKILL)
    assert "seen in 2 sessions" in shown(desk, SKILL)


def test_the_skill_went_before_the_update_was_merged(desk: Desk, tmp_path: Path) -> None:
    merged(desk, draft())
    desk.publish(again())
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(desk.local), "clone")
    git(clone, "rm", "--quiet", "-r", TOP)
    git(clone, "commit", "--quiet", "-m", "gone")
    git(clone, "push", "--quiet", "origin", "main")
    assert desk.approve(SECOND).state == "merged"
    assert "Pad each row" in shown(desk, SKILL)


def test_a_contradiction_is_said_and_linked(desk: Desk) -> None:
    merged(desk, again(FIRST, "run `train.py --workers 4`"))
    row = desk.publish(again(SECOND, "run `train.py --workers 0`"))
    page = shown(
        desk, "plugins/data/ragged-rows-000000/skills/ragged-rows-000000/SKILL.md", row.branch
    )
    assert "`--workers` is `0` here and `4` there" in page
    assert f"[`ragged-rows`](../../../../../{TROUBLES})" in page
    assert row.note == "contradicts ragged-rows: `--workers` is `0` here and `4` there"
    assert desk.approve(SECOND).state == "merged"
    assert "--workers 4" in shown(desk, TROUBLES)


@pytest.mark.parametrize(
    "change", [("## Failed Attempts", "## What went wrong"), ("\n", "\r\n"), ("Pad each", "\udce9")]
)
def test_a_skill_of_an_odd_form_is_not_touched(
    desk: Desk, tmp_path: Path, change: tuple[str, str]
) -> None:
    merged(desk, draft())
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(desk.local), "clone")
    page = shown(desk, SKILL).replace(*change).encode("utf-8", "surrogateescape")
    (clone / SKILL).write_bytes(page)
    git(clone, "commit", "--quiet", "-am", "odd")
    git(clone, "push", "--quiet", "origin", "main")
    row = desk.publish(again())
    assert all(TOP + "/" not in path for _, _, path in numbers(desk, row.branch))
    page_of_ours = "plugins/data/ragged-rows-000000/skills/ragged-rows-000000/SKILL.md"
    assert "nothing can be added to safely" in shown(desk, page_of_ours, row.branch)
    assert desk.approve(SECOND).state == "merged"
    assert git(desk.local, "diff", "main", git(clone, "rev-parse", "HEAD"), "--", TOP) == ""


def test_a_skill_of_another_layout_is_linked(desk: Desk, tmp_path: Path) -> None:
    desk.publish(draft("00000000aa", "other"))
    text = f"---\nname: by-hand\ndescription: x\n---\n\n## It stops\n\n```\n{ERROR}\n```\n\nPad.\n"
    commit(desk.local, tmp_path / "clone", {"skills/by-hand.md": text})
    row = desk.publish(draft())
    assert "[`by-hand`](../../../../../skills/by-hand.md)" in shown(desk, SKILL, row.branch)
    assert desk.approve(FIRST).state == "merged"
    assert shown(desk, "skills/by-hand.md") == text.strip()


def test_held_drafts_join_when_they_go(desk: Desk) -> None:
    with desk.remote() as registry:
        assert desk.publish(draft(project="/p")).state == "waiting"
        assert desk.publish(replace(again(), project="/p")).state == "waiting"
        assert desk.approve(FIRST).state == "pushed"
        assert desk.row(SECOND).state == "superseded"
        assert branches(registry) == [BRANCH]


def mates(tmp_path: Path, registry: Path) -> list[Desk]:
    """Two users who write to one registry."""
    create_local(registry)
    found = [Desk(tmp_path / name) for name in ("one", "two")]
    for mate in found:
        mate.config = mate.config.model_copy(
            update={"registry": mate.config.registry.model_copy(update={"write": str(registry)})}
        )
    return found


def test_a_teammates_open_draft_is_named_and_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.publish(draft())
    (one, _) = mates(tmp_path, desk.local)
    row = one.publish(again())
    assert (row.state, row.note) == ("pushed", f"the open draft {BRANCH} tells the same")
    assert row.branch == f"tacit/ragged-rows-000000-{SECOND}"
    assert "seen in" not in shown(desk, SKILL, BRANCH)


@pytest.mark.parametrize("who", ["its author", "a reviewer"])
def test_two_drafts_of_teammates_become_one_skill(desk: Desk, tmp_path: Path, who: str) -> None:
    one, two = mates(tmp_path, desk.local)
    one.publish(draft())
    two.publish(again())
    reviewer = two if who == "its author" else desk
    assert [reviewer.approve(id).state for id in (FIRST, SECOND)] == ["merged", "merged"]
    assert "seen in 2 sessions" in shown(desk, SKILL)
    assert skills(desk) == ["ragged-rows"]


def test_two_teammates_at_once(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither sees the other's branch; whichever is merged second updates the first."""
    one, two = mates(tmp_path, desk.local)

    def meanwhile(*args: Any) -> Plan:
        found = plan(*args)
        monkeypatch.setattr("tacit.publish.pushing.plan", plan)
        one.publish(draft())
        return found

    monkeypatch.setattr("tacit.publish.pushing.plan", meanwhile)
    two.publish(again())
    assert f"tacit/ragged-rows-{SECOND}" in branches(desk.local)
    assert [two.approve(id).state for id in (FIRST, SECOND)] == ["merged", "merged"]
    assert "seen in 2 sessions" in shown(desk, SKILL)
    assert skills(desk) == ["ragged-rows"]


def test_open_drafts_of_one_name_are_all_merged(desk: Desk, tmp_path: Path) -> None:
    one, two = mates(tmp_path, desk.local)
    one.publish(draft())
    other = renamed(draft(SECOND, "other"))
    assert two.publish(other).name == "ragged-rows-000000"
    assert two.publish(reworded(other)).name == "ragged-rows-000000"
    assert [two.approve(id).state for id in (FIRST, SECOND)] == ["merged", "merged"]
    assert skills(desk) == ["ragged-rows", "ragged-rows-000000"]


def test_a_teammates_commit_in_a_draft_is_merged_as_it_is(desk: Desk, tmp_path: Path) -> None:
    one, two = mates(tmp_path, desk.local)
    one.publish(draft())
    row = two.publish(again())
    page = f"plugins/data/{row.name}/skills/{row.name}/SKILL.md"
    text = shown(desk, page, row.branch) + "\n\nRead by a person.\n"
    commit(desk.local, tmp_path / "clone", {page: text}, row.branch)
    assert [desk.approve(id).state for id in (FIRST, SECOND)] == ["merged", "merged"]
    assert "Read by a person." in shown(desk, page)


def test_a_teammates_stale_update_is_refused_in_one_line(desk: Desk, tmp_path: Path) -> None:
    merged(desk, draft())
    one, two = mates(tmp_path, desk.local)
    assert one.publish(again()).state == "pushed"
    commit(desk.local, tmp_path / "clone", {SKILL: shown(desk, SKILL) + "\n\nmore\n"})
    with pytest.raises(RegistryError, match="both changed plugins/data/ragged-rows"):
        two.approve(SECOND)
    assert one.approve(SECOND).state == "merged"
    assert "more" in shown(desk, SKILL)


def test_many_open_drafts_cost_no_more_git_than_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    run = runner.run

    def counted(command: list[str], *rest: Any, **given: Any) -> Any:
        calls.append(command)
        return run(command, *rest, **given)

    monkeypatch.setattr(runner, "run", counted)
    counts = []
    for number in range(4):
        desk.publish(draft(f"000000000{number}", f"case-{number}", session=f"session-{number}"))
        to = registries(desk.config, desk.where)[0]
        calls.clear()
        found = Checkout(to.url, to.folder).open_texts(NAME, frozenset())
        counts.append((len(found), len(calls)))
    assert counts == [(n + 1, counts[0][1]) for n in range(4)]
