from dataclasses import replace
from pathlib import Path

import pytest

from building.lessons import handed_in, session, written
from tacit.draft.make import Draft
from tacit.draft.shelf import load, preferred, save
from tacit.errors import DraftRefused


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (made,) = written(session(tmp_path / "in"))
    return made


def test_what_is_saved_is_loaded(draft: Draft, tmp_path: Path) -> None:
    save(draft, tmp_path)
    assert load(tmp_path, draft.id) == draft


def test_a_newer_form_replaces_the_older_and_nobody_else_reads_it(
    draft: Draft, tmp_path: Path
) -> None:
    save(draft, tmp_path)
    folder = save(replace(draft, project="/other"), tmp_path)
    assert load(tmp_path, draft.id).project == "/other"
    assert [file.name for file in folder.iterdir()] == ["draft.json"]
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("id", ["0123456789", "../../etc/x", "", "ABCDEF0123"])
def test_what_is_not_there_is_refused(tmp_path: Path, id: str) -> None:
    with pytest.raises(DraftRefused):
        load(tmp_path, id)


@pytest.mark.parametrize("text", ["", "{}", "[]", "\x00", '{"skill": {}}', '{"skill": 3, "x": 1}'])
def test_what_is_broken_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "0123456789").mkdir()
    (tmp_path / "0123456789" / "draft.json").write_text(text)
    with pytest.raises(DraftRefused) as refusal:
        load(tmp_path, "0123456789")
    assert "\n" not in str(refusal.value)


def test_what_claude_filled_is_not_replaced_by_the_rules(draft: Draft, tmp_path: Path) -> None:
    best = handed_in(session(tmp_path / "in"))
    assert preferred(draft, tmp_path) == draft
    save(best, tmp_path)
    assert preferred(draft, tmp_path) == best
    again = replace(best, project="/other")
    assert preferred(again, tmp_path) == again
