"""`tacit registry move`: the local registry carried into a team's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building.command import tacit
from building.drafts import draft
from building.git_http import serve
from building.gits import bare, branches, commit, git
from tacit.config import load
from tacit.draft.make import Draft
from tacit.errors import RegistryError
from tacit.paths import Paths, paths
from tacit.publish import drafts
from tacit.publish.approving import approve
from tacit.publish.creating import create_local
from tacit.publish.publish import publish, shelve
from tacit.publish.registries import registries
from tacit.store import connect

FIRST, SECOND = "0123456789", "9876543210"
SKILL = "plugins/data/{0}/skills/{0}/SKILL.md"


@pytest.fixture
def local() -> Path:
    """A local registry with a merged draft, an open one, and a skill written by hand."""
    where = paths()
    create_local(where.local_registry, lessons=True)
    learnt(where, draft(FIRST), merge=True)
    learnt(where, draft(SECOND, "odd-columns", session="another"))
    files = {path: f"{text}\n" for path, text in draft("x", "mine").files.items()}
    commit(where.local_registry, where.data / "clone", files)
    return where.local_registry


def learnt(where: Paths, one: Draft, *, merge: bool = False) -> None:
    db, config = connect(where.database), load()
    publish(db, shelve(db, one, registries(config, where)[0], where), config, where)
    if merge:
        approve(db, one.id, config, where)
    db.close()


def states() -> dict[str, str]:
    db = connect(paths().database)
    found = {
        row.name: row.state for row in drafts.rows(db) if row.registry == load().registry.write
    }
    db.close()
    return found


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "team").mkdir()
    return bare(tmp_path / "team")


def on(registry: Path, branch: str, path: str) -> str:
    return git(registry, "show", f"{branch}:{path}")


def test_skills_and_drafts_become_drafts_of_the_team(local: Path, team: Path) -> None:
    tacit("registry", "move", str(team))
    names = sorted(branch.rsplit("-", 1)[0] for branch in branches(team))
    assert names == ["tacit/mine", "tacit/odd-columns", "tacit/ragged-rows"]
    for branch, name in zip(
        sorted(branches(team)), ("mine", "odd-columns", "ragged-rows"), strict=True
    ):
        assert f'name: "{name}"' in on(team, branch, SKILL.format(name))


def test_what_was_written_by_hand_is_carried_to_the_byte(local: Path, team: Path) -> None:
    tacit("registry", "move", str(team))
    (branch,) = [one for one in branches(team) if "mine" in one]
    path = SKILL.format("mine")
    assert on(team, branch, path) == on(local, "main", path)


def test_what_is_no_text_is_left_out_and_said(local: Path, team: Path) -> None:
    clone = paths().data / "clone"
    top = "plugins/data/mine/scripts"
    (clone / top).mkdir(parents=True)
    (clone / top / "plot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (clone / top / "data.txt").write_text("1\n" * 600_000)
    (clone / top / "a+b.sh").write_text("true\n")
    commit(local, clone, {f"{top}/dos.txt": "one\r\ntwo\r\n", f"{top}/odd.txt": "a \ufffd\n"})
    said = tacit("registry", "move", str(team))
    (line,) = (line for line in said.splitlines() if line.startswith("Left out"))
    assert line.endswith(f": {top}/a+b.sh, {top}/data.txt, {top}/plot.png")
    branch = next(branch for branch in branches(team) if "mine" in branch)
    there = git(team, "ls-tree", "--name-only", branch, f"{top}/").split()
    assert there == [f"{top}/dos.txt", f"{top}/odd.txt"]


def test_again_it_carries_nothing_twice(local: Path, team: Path) -> None:
    first = tacit("registry", "move", str(team))
    before = git(team, "for-each-ref")
    second = tacit("registry", "move", str(team))
    assert git(team, "for-each-ref") == before
    assert sorted(second.splitlines()) == sorted(
        line for line in first.splitlines() if "stay readable" not in line
    )


def test_nothing_is_taken_from_the_local_one(local: Path, team: Path) -> None:
    before = git(local, "for-each-ref")
    tacit("registry", "move", str(team))
    assert git(local, "for-each-ref") == before
    assert load().registry.read == (str(local),)


def test_merged_by_the_team_the_local_one_is_read_no_more(local: Path, team: Path) -> None:
    tacit("registry", "move", str(team))
    for branch in branches(team):
        tacit("review", "approve", branch)
    assert "which is no longer read" in tacit("registry", "move", str(team))
    assert load().registry.read == ()
    assert set(states().values()) == {"merged"}


def test_a_skill_of_the_teams_keeps_its_name(local: Path, team: Path, tmp_path: Path) -> None:
    theirs = draft("y", "theirs").files
    under = {path.replace("theirs", "mine"): text for path, text in theirs.items()}
    commit(team, tmp_path / "clone", under)
    tacit("registry", "move", str(team))
    (branch,) = [one for one in branches(team) if "mine" in one]
    name = branch.removeprefix("tacit/")[:-11]
    assert name.startswith("mine-")
    moved = on(team, branch, SKILL.format(name))
    assert moved == on(local, "main", SKILL.format("mine")).replace(
        'name: "mine"', f'name: "{name}"'
    )


def test_a_reviewers_words_on_an_open_draft_are_carried(local: Path, team: Path) -> None:
    (branch,) = branches(local)
    path = SKILL.format("odd-columns")
    words = on(local, branch, path) + "\nA reviewer's words.\n"
    commit(local, paths().data / "clone", {path: words}, branch)
    tacit("registry", "move", str(team))
    (moved,) = [one for one in branches(team) if "odd-columns" in one]
    assert on(team, moved, path) == words.strip()


@pytest.fixture
def remote(team: Path) -> Iterator[str]:
    with serve(team.parent) as url:
        yield f"{url}/{team.name}"


def test_to_a_remote_one_all_waits_for_the_first_approval(
    local: Path, team: Path, remote: str
) -> None:
    told = tacit("registry", "move", remote)
    assert told.count("the first of this project for") == 3
    assert branches(team) == []
    assert set(states().values()) == {"waiting"}
    tacit("review", "approve", by_hand(local))
    assert "mine" in "".join(branches(team))


def by_hand(local: Path) -> str:
    """The id of the skill that was written by hand."""
    db = connect(paths().database)
    (row,) = [row for row in drafts.rows(db) if row.name == "mine"]
    db.close()
    return row.id


def test_what_cannot_be_read_moves_nothing(local: Path) -> None:
    with pytest.raises(RegistryError):
        tacit("registry", "move", "/nowhere")
    assert load().registry.write == ""


def test_into_itself_or_from_nowhere(team: Path) -> None:
    with pytest.raises(RegistryError, match="no local registry here"):
        tacit("registry", "move", str(team))
    create_local(paths().local_registry)
    with pytest.raises(RegistryError, match="is the local registry itself"):
        tacit("registry", "move", str(paths().local_registry))
