"""Skills on a draft's subject."""

from pathlib import Path

from building.registries import index_of, skill
from tacit.review.similar import similar

ROPE = "Rotary tables of a transformer clash with the heads. Use when: (1) rope, (2) head_dim."
FORM = "Fix for {}, with the attempts that did not help. Use when: (1) the exact error. Verified on"


def near(tmp_path: Path, draft: str, other: str) -> tuple[str, ...]:
    skill(tmp_path / "team", "other", other)
    index_of(tmp_path / "team", tmp_path / "index.db")
    page = skill(tmp_path / "draft", "mine", draft)
    files = {str(page.relative_to(tmp_path / "draft")): page.read_text()}
    return similar(files, tmp_path / "index.db")


def test_the_same_subject_in_other_words(tmp_path: Path) -> None:
    (found,) = near(tmp_path, ROPE, "Rope: rotary tables, head_dim of a transformer, its heads.")
    assert found.endswith("/other/SKILL.md")


def test_another_subject(tmp_path: Path) -> None:
    assert near(tmp_path, ROPE, "CSV with ragged rows in a transformer's vocabulary.") == ()


def test_the_forms_own_words_are_no_subject(tmp_path: Path) -> None:
    assert near(tmp_path, FORM.format("psql migrations"), FORM.format("eslint globs")) == ()


def test_no_index(tmp_path: Path) -> None:
    assert similar({}, tmp_path / "gone.db") == ()
