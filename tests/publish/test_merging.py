"""Merging drafts into a default branch that others change as well."""

import json
import threading
from pathlib import Path

import pytest

from building.drafts import draft, reworded
from building.gits import bare, branches, checkout, commit, git
from tacit.errors import RegistryError
from tacit.publish.checkout import Checkout
from tacit.registry.lint import lint
from tacit.registry.marketplace import FILE

BRANCH = "tacit/ragged-rows-0123456789"
SKILL = "plugins/data/ragged-rows/skills/ragged-rows/SKILL.md"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return bare(tmp_path)


@pytest.fixture
def made(registry: Path, tmp_path: Path) -> Checkout:
    found = checkout(registry, tmp_path / "c")
    found.push_branch(BRANCH, draft().files, "m")
    return found


def test_a_merge_has_two_parents_and_a_marketplace(registry: Path, made: Checkout) -> None:
    main, tip = git(registry, "rev-parse", "main", BRANCH).split()
    sha = made.merge(BRANCH)
    assert git(registry, "rev-parse", "main", "main^1", "main^2").split() == [sha, main, tip]
    listed = json.loads(git(registry, "show", f"main:{FILE}"))["plugins"]
    assert [entry["name"] for entry in listed] == ["all-skills", "ragged-rows"]
    assert not [f for f in lint(made.folder) if f.severity == "error"]
    assert made.head() == sha


def test_main_went_on_elsewhere(registry: Path, made: Checkout, tmp_path: Path) -> None:
    commit(registry, tmp_path / "clone", {"plugins/a/b.md": "theirs", "README.md": "new"})
    made.merge(BRANCH)
    assert git(registry, "show", "main:plugins/a/b.md") == "theirs"
    assert git(registry, "show", f"main:{SKILL}").startswith("---")


def test_both_changed_a_file(registry: Path, made: Checkout, tmp_path: Path) -> None:
    commit(registry, tmp_path / "clone", {SKILL: "theirs"})
    with pytest.raises(RegistryError, match="both changed plugins/data/ragged-rows"):
        made.merge(BRANCH)
    assert git(registry, "show", f"main:{SKILL}") == "theirs"


def test_both_made_the_same_change(registry: Path, made: Checkout, tmp_path: Path) -> None:
    commit(registry, tmp_path / "clone", {SKILL: draft().files[SKILL]})
    made.merge(BRANCH)


def test_merging_again_is_done_already(registry: Path, made: Checkout) -> None:
    assert made.merge(BRANCH) == made.merge(BRANCH)


def test_a_branch_that_is_gone(registry: Path, made: Checkout) -> None:
    git(registry, "branch", "-D", BRANCH)
    with pytest.raises(RegistryError, match="not in the registry any more"):
        made.merge(BRANCH)


def test_a_draft_that_takes_something_away(registry: Path, made: Checkout) -> None:
    made.merge(BRANCH)
    gone = SKILL.replace("SKILL.md", "references/experiment-log.md")
    other = "tacit/ragged-rows-00000000aa"
    tip = made.push_branch(other, reworded(draft()).files, "m")
    fewer = {path: text for path, text in reworded(draft()).files.items() if path != gone}
    assert made.push_branch(other, fewer, "m", onto=tip)
    made.merge(other)
    assert "references/experiment-log.md" in git(registry, "ls-tree", "-r", "--name-only", "main")


@pytest.mark.parametrize(
    "path", ["README.md", ".github/workflows/x.yml", "plugins/.gitattributes", "plugins/c/n/é"]
)
def test_a_branch_that_changes_what_is_no_drafts(
    registry: Path, made: Checkout, tmp_path: Path, path: str
) -> None:
    commit(registry, tmp_path / "clone", {path: "mine now"}, BRANCH)
    before = git(registry, "rev-parse", "main")
    with pytest.raises(RegistryError, match="merge by hand"):
        made.merge(BRANCH)
    assert git(registry, "rev-parse", "main") == before


def test_a_link_is_not_merged(registry: Path, made: Checkout, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    commit(registry, clone, {"plugins/data/ragged-rows/x": "x"}, BRANCH)
    (clone / "plugins/data/ragged-rows/link").symlink_to("/etc/passwd")
    commit(registry, clone, {}, BRANCH)
    with pytest.raises(RegistryError, match="no regular file"):
        made.merge(BRANCH)


def test_a_hand_written_marketplace_in_a_draft_is_not_taken(
    registry: Path, made: Checkout, tmp_path: Path
) -> None:
    commit(registry, tmp_path / "clone", {FILE: '{"name": "evil"}'}, BRANCH)
    made.merge(BRANCH)
    assert json.loads(git(registry, "show", f"main:{FILE}"))["name"] == "team-skills"


def test_a_name_that_another_category_has(registry: Path, made: Checkout, tmp_path: Path) -> None:
    commit(registry, tmp_path / "clone", {"plugins/other/ragged-rows/x.md": "x"})
    with pytest.raises(RegistryError, match="plugins/other/ragged-rows has the same name"):
        made.merge(BRANCH)


def test_a_file_where_a_folder_is(registry: Path, made: Checkout, tmp_path: Path) -> None:
    commit(registry, tmp_path / "clone", {"plugins/data/ragged-rows/skills": "a file"})
    with pytest.raises(RegistryError, match="the same name"):
        made.merge(BRANCH)


def test_a_branch_of_another_history(registry: Path, made: Checkout, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "other")
    git(tmp_path / "other", "commit", "--quiet", "--allow-empty", "-m", "x")
    git(
        tmp_path / "other", "push", "--quiet", "--force", str(registry), f"HEAD:refs/heads/{BRANCH}"
    )
    with pytest.raises(RegistryError, match="nothing in common"):
        made.merge(BRANCH)


def test_two_machines_merge_at_once(registry: Path, tmp_path: Path) -> None:
    """Each has its own checkout; whoever comes second merges anew on what the first left."""
    names = [f"case-{n}" for n in range(4)]
    places = [checkout(registry, tmp_path / f"machine-{n}") for n in range(2)]
    for n, name in enumerate(names):
        places[n % 2].push_branch(f"tacit/{name}-000000000{n}", draft(name=name).files, "m")
    wrong: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for each in range(n, len(names), 2):
                places[n].merge(f"tacit/{names[each]}-000000000{each}")
        except BaseException as error:  # noqa: BLE001 - carried to the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    listed = json.loads(git(registry, "show", f"main:{FILE}"))["plugins"]
    assert [entry["name"] for entry in listed] == ["all-skills", *names]
    assert len(branches(registry)) == 4
