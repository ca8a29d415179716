"""Each rule on a registry with one planted defect, and none on one without."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.defects import DEFECTS, Defect
from building.drafts import draft
from building.skillfolders import FILES, MANIFEST, SKILL, TROUBLES, put, registry
from tacit.errors import RegistryError
from tacit.registry.finding import ERRORS, WARNINGS
from tacit.registry.lint import lint, lint_files
from tacit.registry.seed import Title, seed


def test_a_good_registry_has_no_finding(tmp_path: Path) -> None:
    assert list(lint(registry(tmp_path))) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=[f"{d.rule}: {d.form}" for d in DEFECTS])
def test_a_planted_defect_is_found(defect: Defect, tmp_path: Path) -> None:
    root = registry(tmp_path)
    defect.change(root)
    found = [f for f in lint(root) if (f.rule, f.path) == (defect.rule, defect.path)]
    assert found
    assert defect.line in (None, found[0].line)


def test_each_rule_has_a_planted_defect() -> None:
    assert {defect.rule for defect in DEFECTS} == {*ERRORS, *WARNINGS}
    assert len(DEFECTS) >= 60


def test_a_rule_is_an_error_or_a_warning() -> None:
    assert not set(ERRORS) & set(WARNINGS)
    assert len({*ERRORS, *WARNINGS}) == len(ERRORS) + len(WARNINGS)


@pytest.mark.parametrize("none", ["None.", "None recorded in this session.", "No failed attempts."])
def test_a_lesson_may_have_had_no_failed_attempt(none: str, tmp_path: Path) -> None:
    table = FILES[SKILL].split("## Failed Attempts\n\n")[1].split("\n\n## Hyper")[0]
    put(registry(tmp_path), SKILL, FILES[SKILL].replace(table, none))
    assert list(lint(tmp_path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "lr_scheduler: cosine",
        "learning_rate: ${LR}",
        "learning_rate: 1e-4  # small",
        "optimizer: adamw",
        "| Mixed precision | bf16 |",
    ],
)
def test_a_value_that_is_exact(line: str, tmp_path: Path) -> None:
    put(registry(tmp_path), SKILL, FILES[SKILL].replace("scheduler: cosine", line))
    assert list(lint(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    [
        "[the log](./references/experiment-log.md#2026-01-31-first-run)",
        "[the skill](../../../../training/warmup-for-large-batches/.claude-plugin/plugin.json)",
        "[a folder](references/)",
        "[out](https://example.org/x) and `[no](link)`",
        "```\n[no](link)\n```",
    ],
)
def test_a_link_that_leads_somewhere(text: str, tmp_path: Path) -> None:
    put(registry(tmp_path), SKILL, FILES[SKILL].replace("See [the log]", f"{text}\n\n[the log]"))
    assert list(lint(tmp_path)) == []


def test_a_draft_has_no_error() -> None:
    assert not [f for f in lint_files(draft().files) if f.severity == "error"]


def test_other_layouts_need_no_sections() -> None:
    text = FILES[SKILL].split("## Experiment")[0].replace("warmup-for-large-batches", "a")
    assert list(lint_files({"skills/a.md": text})) == []


def test_a_new_registry_has_no_finding(tmp_path: Path) -> None:
    seed(tmp_path / "new", Title("my-lab"))
    assert list(lint(tmp_path / "new")) == []


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="is no folder"):
        list(lint(tmp_path / "gone"))


@pytest.mark.parametrize(
    "unit", ["[a](b ", "| a ", "<!-- ", "```\n", "- a: ", '"\\', "{", "#\n", "`"]
)
@pytest.mark.parametrize(
    "head", ["", "---\n", "---\nname: ", "---\nname: a\n---\n## Hyperparameters\n"]
)
def test_hostile_repetition_ends(unit: str, head: str) -> None:
    list(lint_files({SKILL: head + unit * 20_000, TROUBLES: unit * 20_000}))


@given(st.dictionaries(st.sampled_from([SKILL, MANIFEST, TROUBLES, "skills/a.md"]), st.text()))
def test_never_raises(files: dict[str, str]) -> None:
    list(lint_files(files))


@pytest.mark.parametrize(
    "text", ["you@email.com", "/home/user/x", "/root/project", "ping 192.168.1.7", "a@mycompany.io"]
)
def test_an_address_that_is_everybodys_is_nobodys(text: str, tmp_path: Path) -> None:
    put(registry(tmp_path), SKILL, FILES[SKILL].replace("See [the log]", f"{text} [the log]"))
    assert list(lint(tmp_path)) == []
