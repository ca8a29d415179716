"""`tacit review`, as it is typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from building.command import tacit
from building.drafts import ERROR, draft, renamed, shelved
from building.github.fake import FakeGitHub, Fault, made
from building.gits import bare, branches, commit
from tacit.advise.index import Index
from tacit.config import load
from tacit.draft.make import Draft
from tacit.errors import TacitError
from tacit.paths import paths
from tacit.publish.publish import publish, shelve
from tacit.publish.registries import registries
from tacit.store import connect

ID = "0123456789"
OTHER = "00000000bb"
SKILL = "plugins/data/ragged-rows/skills/ragged-rows/SKILL.md"


@pytest.fixture
def pushed() -> str:
    """A draft of ours on the local registry; its branch."""
    where, config = paths(), load()
    db = connect(where.database)
    row = shelve(db, draft(), registries(config, where)[0], where)
    return publish(db, row, config, where).branch


def test_nothing_waits() -> None:
    assert tacit("review") == "Nothing waits for review.\n"
    assert tacit("review", "list", "--json") == ""


def test_the_list(pushed: str) -> None:
    assert f"{ID}" in tacit("review")
    (row,) = map(json.loads, tacit("review", "list", "--json").splitlines())
    assert {
        "id": ID,
        "name": "ragged-rows",
        "branch": pushed,
        "state": "pushed",
        "url": "",
    }.items() <= row.items()


TOLD = "(told by a session of 2026-01-31, A. Researcher; 1 of its records are cited)"


def test_show_has_skill_redactions_and_evidence(pushed: str) -> None:
    out = tacit("review", "show", ID)
    for part in ("## Failed Attempts", ERROR, "email: 1", "toolu_1", "plugin.json", TOLD):
        assert part in out


def test_show_as_json(pushed: str) -> None:
    form = json.loads(tacit("review", "show", ID, "--json"))
    assert form["files"][SKILL] == draft().files[SKILL]
    assert form["evidence"] == {"toolu_1": ERROR}


def test_approve_is_advice_at_once(pushed: str) -> None:
    assert "Merged ragged-rows" in tacit("review", "approve", ID)
    assert Index.open(paths().index) is not None
    assert tacit("review", "list", "--json") == ""
    assert json.loads(tacit("review", "list", "--all", "--json"))["state"] == "merged"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeGitHub]:
    """A registry at a forge, and a draft that waits for it."""
    with made(tmp_path / "team") as fake:
        (token := tmp_path / "token").touch(0o600)
        token.write_text(fake.token)
        paths().config.mkdir(parents=True)
        paths().config_file.write_text(
            f'registry.write = "{fake.registry}"\n[forge]\nbase_url = "{fake.api}"\n'
            f'token_file = "{token}"\napprove = "ready"\n'
        )
        shelved(connect(paths().database), draft(), load(), paths())
        yield fake


def test_approve_marks_a_pull_request_ready(hub: FakeGitHub) -> None:
    assert tacit("review", "approve", ID).startswith(f"Pushed tacit/ragged-rows-{ID}.")
    said = tacit("review", "approve", ID)
    assert said.startswith(f"The pull request of tacit/ragged-rows-{ID} is ready for review;")
    assert not hub.one().draft


def test_what_the_forge_was_not_told_is_in_the_status(hub: FakeGitHub) -> None:
    hub.fault = lambda method, path: Fault(401, "Bad credentials")
    tacit("review", "approve", ID)
    assert "no pull request yet: 127.0.0.1" in " ".join(tacit("status").split())
    (row,) = json.loads(tacit("status", "--json"))["drafts"]
    assert (row["state"], "does not accept the token" in row["note"]) == ("pushed", True)
    hub.fault = lambda method, path: None
    tacit("registry", "sync")
    (row,) = json.loads(tacit("status", "--json"))["drafts"]
    assert (row["state"], row["note"], row["url"][-6:]) == ("open", "", "pull/1")


def test_reject_needs_a_reason_and_remembers_it(pushed: str) -> None:
    with pytest.raises(Exception, match="reason"):
        tacit("review", "reject", ID)
    assert json.loads(tacit("review", "reject", ID, "--reason", "no", "--json"))["note"] == "no"
    assert branches(paths().local_registry) == []


def test_a_hostile_branch_shows_as_text(pushed: str, tmp_path: Path) -> None:
    text = "---\nname: x\n---\n\x1b]0;owned\x07[red]not red[/red] \u202etxet"
    commit(paths().local_registry, tmp_path / "clone", {SKILL: text}, pushed)
    out = tacit("review", "show", ID)
    assert "\\x1b]0;owned\\x07[red]not red[/red] \\u{202e}txet" in out
    assert "bidi-unicode" in out


def test_a_registry_out_of_reach_still_lists(pushed: str) -> None:
    paths().local_registry.rename(paths().data / "away")
    paths().local_registry.write_text("in the way")
    assert ID in tacit("review")


def test_an_id_that_is_none() -> None:
    with pytest.raises(TacitError, match="no single draft"):
        tacit("review", "approve", "ffffffffff")


def test_a_teammates_draft(pushed: str, tmp_path: Path) -> None:
    where = paths()
    connect(where.database).execute("DELETE FROM drafts")
    (where.drafts / ID / "draft.json").unlink()
    assert "by tacit" in tacit("review")
    assert "The evidence lies on its author's machine." in tacit("review", "show", ID)
    assert "Merged" in tacit("review", "approve", ID)


def test_show_names_a_merged_skill_that_tells_the_same_error(pushed: str) -> None:
    assert json.loads(tacit("review", "show", ID, "--json"))["same"] == ""
    tacit("review", "approve", ID)
    shelved(connect(paths().database), renamed(draft(OTHER), "other-rows"), load(), paths())
    there = SKILL.replace("SKILL.md", "references/troubleshooting.md")
    assert json.loads(tacit("review", "show", OTHER, "--json"))["same"] == there
    assert f"tells the same error: {there})" in tacit("review", "show", OTHER)


def test_show_names_an_open_draft_that_tells_the_same_error(pushed: str) -> None:
    shelved(connect(paths().database), renamed(draft(OTHER), "other-rows"), load(), paths())
    assert json.loads(tacit("review", "show", OTHER, "--json"))["same"] == pushed
    assert f"the open draft tells the same error: {pushed})" in tacit("review", "show", OTHER)


def test_the_list_says_how_often_a_lesson_came_back(pushed: str) -> None:
    where, config = paths(), load()
    db = connect(where.database)
    again = shelved(db, draft(OTHER, session="session-2"), config, where)
    publish(db, again, config, where)
    (row,) = map(json.loads, tacit("review", "list", "--json").splitlines())
    assert (row["id"], row["note"]) == (ID, "seen in 2 sessions")
    assert "seen in 2 sessions" in tacit("review", "show", ID)


def test_show_has_each_passage_beside_its_evidence(pushed: str) -> None:
    assert f"1. Pad each row\n    │ [toolu_1] {ERROR}" in tacit("review", "show", ID)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that is $EDITOR; it gets the file's name."""
    script = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    return script


def edits(script: Path, line: str) -> None:
    script.write_text(f"#!/bin/sh\necho '{line}' >>\"$1\"\n")
    script.chmod(0o700)


def test_edit_in_the_editor(pushed: str, editor: Path) -> None:
    edits(editor, "Also on two machines.")
    assert "Changed" in tacit("review", "edit", ID)
    assert "Also on two machines." in tacit("review", "show", ID)


def test_a_secret_in_an_edit_is_refused_and_the_text_is_kept(pushed: str, editor: Path) -> None:
    edits(editor, "password = hunter2hunter2")
    with pytest.raises(TacitError, match=r"holds what must not leave.*your text is kept in") as why:
        tacit("review", "edit", ID)
    kept = Path(str(why.value).rsplit(" ", 1)[1])
    assert "hunter2hunter2" in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


def test_an_editor_that_saves_nothing(pushed: str, editor: Path) -> None:
    editor.write_text("#!/bin/sh\n")
    editor.chmod(0o700)
    with pytest.raises(TacitError, match="nothing changed"):
        tacit("review", "edit", ID)


def test_edit_of_a_file_that_is_none(pushed: str) -> None:
    with pytest.raises(TacitError, match=r"it has SKILL.md, .*plugin.json"):
        tacit("review", "edit", ID, "--file", "other.md")


def test_what_one_rejects_the_other_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = bare(tmp_path)

    def home(name: str, one: Draft) -> str:
        (tmp_path / name).mkdir()
        monkeypatch.setenv("HOME", str(tmp_path / name))
        tacit("registry", "use", str(team))
        db = connect(paths().database)
        publish(db, shelved(db, one, load(), paths()), load(), paths())
        return tacit("review", "list", "--all", "--json")

    assert json.loads(home("one", draft()))["state"] == "pushed"
    tacit("review", "reject", ID, "--reason", "only true for our old cluster")
    told = json.loads(home("two", renamed(draft(OTHER, session="session-2"), "other-rows")))
    assert told["state"] == "rejected"
    assert told["note"].endswith("refused this lesson: only true for our old cluster")
