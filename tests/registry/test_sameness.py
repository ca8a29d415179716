"""The same lesson is known again; another one never is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.registries import ROPE_ERROR, ROPE_TROUBLE, rope, skill
from tacit.registry.likeness import Sought, jaccard
from tacit.registry.sameness import fix, matches, same, troubleshooting
from tacit.registry.skill import TroubleEntry
from tacit.registry.troubles import troubles

FIX = "**Fix.** Pad every caption to the longest of its batch before they are stacked."
WORDS = ("table", "/srv/a.py", "8", "`x`", "torch.cuda.size", "0x1f", "b14", "'row'", "of", "wide,")
MISSING = "KeyError: 'validation_loss' is not among the metrics"


def entry(error: str, text: str = FIX, signature: str = "") -> TroubleEntry:
    return TroubleEntry(error, text, signature)


def told(error: str, text: str = FIX, signature: str = "") -> list[tuple[str, str]]:
    comment = f"<!-- signature: {signature} -->\n\n" if signature else ""
    return [("t.md", f"# T\n\n## It stops\n\n{comment}```text\n{error}\n```\n\n{text}\n")]


def test_the_same_error_with_other_paths_and_numbers() -> None:
    there = told("RuntimeError: batch 8 of /srv/a/captions cannot be stacked", "x")
    here = entry("RuntimeError: batch 64 of /home/me/captions cannot be stacked")
    found = same([here], there)
    assert found
    assert (found.exact, found.own) == (True, here)


def test_the_signature_that_a_draft_carries() -> None:
    sign = "RuntimeError: captions cannot be stacked"
    assert same([entry("anything", signature=sign)], told("something else", "x", sign))


def test_a_class_that_a_library_moved() -> None:
    moved = told("torch.cuda.OutOfMemoryError: no memory for the optimizer state")
    assert same([entry("torch.OutOfMemoryError: no memory for the optimizer state")], moved)


@pytest.mark.parametrize("error", ["Exit code 1", "AssertionError", "error: command failed", ""])
def test_an_error_that_says_nothing_is_nobodys(error: str) -> None:
    assert same([entry(error)], told(error, "**Fix.** Another one altogether.")) is None


def test_nearly_the_same_text() -> None:
    here = entry("RuntimeError: the captions of a batch cannot all be stacked")
    found = same([here], told("RuntimeError: the captions of a batch cannot be stacked"))
    assert found
    assert not found.exact


def test_another_name_in_quotes_is_another_error() -> None:
    assert same([entry(MISSING)], told(MISSING.replace("validation", "training"))) is None


def test_another_type_is_another_error() -> None:
    assert same([entry(MISSING)], told(MISSING.replace("KeyError", "TypeError"))) is None


def test_another_name_with_a_digit_is_another_error() -> None:
    there = told("RuntimeError: table b14 has a wrong width")
    assert same([entry("RuntimeError: table a13 has a wrong width")], there) is None


def test_one_file_a_skill_of_whatever_layout(tmp_path: Path) -> None:
    rope(tmp_path)
    skill(tmp_path, "without")
    for path in ("skills/flat.md", "deep/a/SKILL.md", "templates/t/SKILL.md", "docs/x.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(ROPE_TROUBLE)
    told = [path for path, _ in troubleshooting(tmp_path)]
    assert told == [
        "plugins/training/rope-width/skills/rope-width/references/troubleshooting.md",
        "plugins/training/without/skills/without/SKILL.md",
        "deep/a/SKILL.md",
        "skills/flat.md",
    ]
    found = matches([entry(ROPE_ERROR)], troubleshooting(tmp_path))
    assert [one.path for one in found] == [told[0], *told[2:]]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    file = rope(tmp_path / "other")
    there = tmp_path / "r/plugins/c/n/skills/n/references"
    there.mkdir(parents=True)
    (there / "troubleshooting.md").symlink_to(file.parent / "references/troubleshooting.md")
    assert list(troubleshooting(tmp_path / "r")) == []


def test_the_fix_of_an_entry() -> None:
    ((_, text),) = told("x y", "**Cause.** None.\n\n**Fix.** Pad it.\n\n**Note.** more")
    assert fix(troubles(text)[0]) == "Pad it."
    assert fix(entry("x", "```\nx\n```\nPad it.")) == "Pad it."


def test_jaccard_of_nothing() -> None:
    assert jaccard(frozenset(), frozenset()) == 0.0


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.lists(st.sampled_from(WORDS), max_size=14))
def test_the_look_at_the_text_passes_over_nothing(ours: list[str], theirs: list[str]) -> None:
    own = entry(f"RuntimeError: {' '.join(ours)}")
    ((_, text),) = told(f"RuntimeError: {' '.join(theirs)}")
    with pytest.MonkeyPatch.context() as patch:
        found = matches([own], [("t.md", text)])
        patch.setattr(Sought, "possible", lambda *_: True)
        assert matches([own], [("t.md", text)]) == found
