"""A checkout of a real repository."""

import os
import time
from pathlib import Path

import pytest

from building.drafts import draft, reworded
from building.gits import bare, branches, checkout, commit, git
from tacit.errors import RegistryError
from tacit.publish.checkout import Checkout
from tacit.publish.consent import owner_address
from tacit.publish.creating import create_here, create_local
from tacit.publish.lock import locked
from tacit.registry.seed import Title

BRANCH = "tacit/ragged-rows-0123456789"
SKILL = "plugins/data/ragged-rows/skills/ragged-rows/SKILL.md"


def test_sync_stands_at_the_default_branch(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = Checkout(str(registry), tmp_path / "checkouts" / "one")
    assert made.head() == ""
    assert made.sync() == made.head() == git(registry, "rev-parse", "main")
    new = commit(registry, tmp_path / "clone", {"plugins/a/b.md": "x"})
    assert made.sync() == new
    assert (made.folder / "plugins/a/b.md").read_text() == "x"


def test_sync_heals_what_was_changed_inside(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    (made.folder / "README.md").unlink()
    (made.folder / "stray.md").touch()
    made.sync()
    assert (made.folder / "README.md").exists()
    assert not (made.folder / "stray.md").exists()


def test_a_default_branch_of_any_name(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    git(registry, "branch", "-m", "main", "trunk")
    made = checkout(registry, tmp_path / "c")
    made.push_branch(BRANCH, draft().files, "m")
    assert made.merge(BRANCH) == git(registry, "rev-parse", "trunk")


def test_a_head_that_names_no_branch(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    git(registry, "symbolic-ref", "HEAD", "refs/heads/master")
    assert checkout(registry, tmp_path / "c").head() == git(registry, "rev-parse", "main")


def test_an_empty_registry_is_one_clear_line(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    with pytest.raises(RegistryError, match="tacit registry init"):
        Checkout(str(tmp_path / "empty.git"), tmp_path / "c").sync()


def test_a_registry_out_of_reach_leaves_the_checkout(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    registry.rename(tmp_path / "away")
    with pytest.raises(RegistryError, match="does not appear to be a git repository"):
        made.sync()
    assert made.head()
    assert (made.folder / "README.md").exists()


@pytest.mark.parametrize("harm", ["objects", "HEAD", "config"])
def test_a_broken_checkout_is_made_anew(tmp_path: Path, harm: str) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    if harm == "objects":
        for file in (made.folder / ".git/objects").rglob("*"):
            if file.is_file():
                file.chmod(0o600)
                file.write_bytes(b"")
    else:
        (made.folder / ".git" / harm).write_bytes(b"\0broken")
    commit(registry, tmp_path / "clone", {"plugins/a/b.md": "x"})
    made.sync()
    assert (made.folder / "plugins/a/b.md").exists()


def test_a_stale_lock_is_removed(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    (made.folder / ".git/index.lock").touch()
    stale = made.folder / ".git/refs/tacit/head.lock"
    stale.touch()
    os.utime(stale, (0, time.time() - 3600))
    made.sync()


def test_a_draft_goes_out_without_touching_the_work_tree(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    sha = made.push_branch(BRANCH, draft().files, "message")
    assert git(registry, "rev-parse", BRANCH) == sha
    assert git(registry, "log", "-1", "--format=%an <%ae> %s", BRANCH) == (
        "tacit <noreply@localhost> message"
    )
    assert dict(made.files(BRANCH)) == dict(draft().files)
    assert not (made.folder / SKILL).exists()
    assert git(made.folder, "status", "--short") == ""


def test_an_update_goes_on_top_and_removes_what_is_no_longer_there(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    first = made.push_branch(BRANCH, draft().files, "m")
    renamed = draft(name="ragged-batches").files
    second = made.push_branch(BRANCH, renamed, "m", onto=first)
    assert git(registry, "rev-parse", f"{BRANCH}^") == first
    assert dict(made.files(BRANCH)) == dict(renamed)
    assert made.push_branch(BRANCH, renamed, "m", onto=second) == second


def test_what_the_registry_has_already_is_not_pushed(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    commit(registry, tmp_path / "clone", dict(draft().files))
    made.sync()
    assert made.push_branch(BRANCH, draft().files, "m") == ""
    assert branches(registry) == []


def test_the_author_is_whom_git_knows(tmp_path: Path, home: Path) -> None:
    (home / ".gitconfig").write_text("[user]\nname = A. <Researcher>\nemail = a@example.org\n")
    registry = bare(tmp_path)
    assert git(registry, "log", "-1", "--format=%an <%ae>") == "A. Researcher <a@example.org>"


def test_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    made = checkout(bare(tmp_path), tmp_path / "c")
    assert made.push_branch(BRANCH, draft().files, "m")


def test_the_environment_cannot_lead_git_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    create_here(elsewhere, Title("elsewhere"))
    before = git(elsewhere, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(elsewhere / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere))
    monkeypatch.setenv("GIT_SSH_COMMAND", f"touch {tmp_path}/owned")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "broken")
    made = checkout(bare(tmp_path), tmp_path / "c")
    made.push_branch(BRANCH, draft().files, "m")
    with pytest.raises(RegistryError):
        Checkout("ssh://git@127.0.0.1:9/x", tmp_path / "d").sync()
    assert git(elsewhere, "rev-parse", "HEAD") == before
    assert not (tmp_path / "owned").exists()


def test_hooks_in_the_checkout_do_not_run(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    for name in ("pre-push", "post-checkout", "reference-transaction"):
        hook = made.folder / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/owned\n")
        hook.chmod(0o755)
    made.sync()
    made.push_branch(BRANCH, draft().files, "m")
    assert not (tmp_path / "owned").exists()


def test_no_address_is_kept_in_the_checkout(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    made.push_branch(BRANCH, draft().files, "m")
    assert "registry.git" not in (made.folder / ".git/config").read_text()


def test_a_link_in_a_registry_becomes_a_text(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    clone = tmp_path / "clone"
    commit(registry, clone, {"plugins/a/b.md": "x"})
    (clone / "plugins/link.md").symlink_to("/etc/passwd")
    commit(registry, clone, {})
    made = checkout(registry, tmp_path / "c")
    assert not (made.folder / "plugins/link.md").is_symlink()
    assert (made.folder / "plugins/link.md").read_text() == "/etc/passwd"


def test_hostile_branch_names_are_not_listed(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    for name in (BRANCH, "tacit/--upload-pack-0123456789", "tacit/$(id)-0123456789", "tacit/x"):
        git(registry, "update-ref", f"refs/heads/{name}", "main")
    made = checkout(registry, tmp_path / "c")
    assert [branch.name for branch in made.branches()] == [BRANCH]


def test_a_refused_push_is_said(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    hook = registry / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho nobody pushes on Fridays >&2\nexit 1\n")
    hook.chmod(0o755)
    made = checkout(registry, tmp_path / "c")
    with pytest.raises(RegistryError, match="git push: remote: nobody pushes on Fridays"):
        made.push_branch(BRANCH, draft().files, "m")


def test_a_branch_that_moved_is_not_overwritten(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    first = made.push_branch(BRANCH, draft().files, "m")
    theirs = commit(registry, tmp_path / "clone", {SKILL: "reviewed"}, BRANCH)
    with pytest.raises(RegistryError, match="stale info"):
        made.push_branch(BRANCH, reworded(draft()).files, "m", onto=first)
    assert git(registry, "rev-parse", BRANCH) == theirs


@pytest.mark.parametrize(
    "path", ["../../x", ".git/hooks/x", "README.md", "plugins/a\nM 100644 x/y"]
)
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    with pytest.raises(RegistryError, match="no path"):
        made.push_branch(BRANCH, {path: "x"}, "m")


def test_reading_waits_for_nobody(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    made.push_branch(BRANCH, draft().files, "m")
    with locked(made.folder):
        assert [branch.name for branch in made.branches()] == [BRANCH]
        with pytest.raises(RegistryError, match="in use"), locked(made.folder, patience=0.05):
            pass


def test_reading_what_was_never_synced(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="never read"):
        Checkout(str(bare(tmp_path)), tmp_path / "c").branches()


def test_a_branch_of_a_thousand_files_is_no_draft(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    made.push_branch(BRANCH, {f"plugins/a/b/{n}.md": "x" for n in range(600)}, "m")
    with pytest.raises(RegistryError, match="600 files"):
        made.files(BRANCH)


def test_dropping_a_branch(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    made.push_branch(BRANCH, draft().files, "m")
    made.drop(BRANCH)
    made.drop(BRANCH)
    assert branches(registry) == []


def test_a_local_registry_is_made_once(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    first = git(registry, "rev-parse", "main")
    create_local(registry)
    assert git(registry, "rev-parse", "main") == first
    assert git(registry, "log", "--format=%s") == "A new registry"


def test_a_registry_made_here_is_clean(tmp_path: Path) -> None:
    create_here(tmp_path / "new", Title("my-lab"))
    assert git(tmp_path / "new", "status", "--short") == ""
    assert checkout(tmp_path / "new", tmp_path / "c").head()


def test_the_projects_own_remote(tmp_path: Path) -> None:
    assert owner_address(tmp_path / "gone") == ""
    git(tmp_path, "init", "--quiet", "p")
    assert owner_address(tmp_path / "p") == ""
    git(tmp_path / "p", "remote", "add", "origin", "git@example.org:team/p.git")
    (tmp_path / "p/sub").mkdir()
    assert owner_address(tmp_path / "p/sub") == "git@example.org:team/p.git"


def test_what_cannot_have_arrived_is_told_at_once(tmp_path: Path) -> None:
    made = checkout(bare(tmp_path), tmp_path / "c")
    here = made.push_branch(BRANCH, draft().files, "m")
    there = made.push_branch("tacit/other-00000000bb", draft(name="other").files, "m")
    assert made.outstanding([here, there]) == {here, there}
    made.merge(BRANCH)
    assert made.outstanding([here, there]) == {there}
    assert made.outstanding([]) == frozenset()


def test_what_was_squashed_has_arrived(tmp_path: Path) -> None:
    registry = bare(tmp_path)
    made = checkout(registry, tmp_path / "c")
    here = made.push_branch(BRANCH, draft().files, "m")
    commit(registry, tmp_path / "clone", dict(draft().files))
    made.sync()
    assert made.outstanding([here]) == frozenset()
