"""`tacit review list`: drafts, and the skills that wait to be verified anew."""

import json
from pathlib import Path

import pytest

from building.command import tacit
from building.gits import commit
from building.registries import project, skill
from building.reviewing import published
from tacit.paths import paths

ON = "What. Verified on: PyTorch 2.5.1."


@pytest.fixture
def aged(tmp_path: Path) -> None:
    """A skill of 2020 in the registry."""
    published()
    made = skill(tmp_path / "made", "warmup", ON)
    text = made.read_text().replace("2026-01-31", "2020-01-31")
    path = str(made.relative_to(tmp_path / "made"))
    commit(paths().local_registry, tmp_path / "clone", {path: text})


@pytest.mark.usefixtures("aged")
def test_an_old_skill_is_told_below_the_drafts() -> None:
    drafts, _, old = tacit("review").partition("To be verified anew:\n")
    assert "ragged-rows" in drafts
    assert old.startswith("warmup")
    assert "months ago on PyTorch 2.5.1" in old


@pytest.mark.usefixtures("aged")
def test_other_programs_ask_for_it() -> None:
    (row,) = map(json.loads, tacit("review", "list", "--json").splitlines())
    own, old = map(json.loads, tacit("review", "list", "--json", "--stale").splitlines())
    assert own == row
    assert (old["id"], old["name"], old["state"]) == ("", "warmup", "stale")
    assert own.keys() <= old.keys()


@pytest.mark.usefixtures("aged")
def test_what_the_project_has_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path / "here", {"requirements.txt": "torch==2.9.0\n"}))
    assert "PyTorch 2.5.1, and requirements.txt has 2.9.0" in tacit("review")


def test_many_are_named_in_part(tmp_path: Path) -> None:
    published()
    for number in range(7):
        skill(tmp_path / "made", f"old-{number}", "Verified on: 2020-01-31.")
    texts = {str(p.relative_to(tmp_path / "made")): p.read_text().replace("2026", "2020")
             for p in (tmp_path / "made").rglob("*.md")}  # fmt: skip
    commit(paths().local_registry, tmp_path / "clone", texts)
    assert "`tacit registry stale` lists 7" in tacit("review")
    assert tacit("review", "list").count("old-") == 5
    assert tacit("review", "list", "--stale").count("old-") == 7


def test_no_line_is_folded_where_nobody_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    row = published()
    assert f"{row.id}  {row.name}" in tacit("review")
