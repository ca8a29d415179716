"""A skill written by hand, from the template."""

from pathlib import Path

import pytest

from building.command import tacit
from tacit.errors import RegistryError
from tacit.registry.form import manifest_of
from tacit.registry.layouts import skills
from tacit.registry.lint import lint
from tacit.registry.seed import Title, seed
from tacit.registry.sketch import above, sketch


@pytest.fixture
def root(tmp_path: Path) -> Path:
    seed(tmp_path / "registry", Title("my-lab"), lessons=False)
    return tmp_path / "registry"


def test_only_what_must_be_filled_is_wrong_with_it(root: Path) -> None:
    file = sketch(root, "nan-after-warmup", "training", "A. Person")
    assert file == root / "plugins/training/nan-after-warmup/skills/nan-after-warmup/SKILL.md"
    assert {finding.rule for finding in lint(root)} == {"placeholder"}
    (skill,) = skills(root)
    assert (skill.name, skill.author) == ("nan-after-warmup", "A. Person")
    assert "# Nan after warmup" in file.read_text()
    assert '"nan-after-warmup"' in (root / "marketplace.json").read_text()


@pytest.mark.parametrize("author", ['"; x: "', "a\\", "a | b\n# c", "\u202e"])
def test_no_author_breaks_a_page(root: Path, author: str) -> None:
    file = sketch(root, "mine", "data", author)
    assert manifest_of((file.parents[2] / ".claude-plugin/plugin.json").read_text()) is not None
    assert {finding.rule for finding in lint(root)} == {"placeholder"}


def test_a_teams_own_template_is_taken(root: Path) -> None:
    page = "skills/experiment-skill-template/SKILL.md"
    (root / "templates/experiment-skill-template" / page).write_text(
        "Ours, experiment-skill-template"
    )
    assert sketch(root, "mine", "data", "").read_text() == "Ours, mine"


@pytest.mark.parametrize("name", ["Mine", "a--b", "../x", "all-skills", "claude-hooks"])
def test_a_name_that_the_client_refuses(root: Path, name: str) -> None:
    with pytest.raises(RegistryError, match="name"):
        sketch(root, name, "data", "")


def test_a_skill_that_is_there_is_left_alone(root: Path) -> None:
    sketch(root, "mine", "data", "").write_text("filled")
    with pytest.raises(RegistryError, match="is there already"):
        sketch(root, "mine", "training", "")
    assert (root / "plugins/data/mine/skills/mine/SKILL.md").read_text() == "filled"


def test_as_it_is_typed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "templates")
    printed = tacit("registry", "new", "mine", "--category", "data").strip()
    assert Path(printed) == root / "plugins/data/mine/skills/mine/SKILL.md"
    assert Path(printed).exists()


def test_outside_of_a_registry(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no checkout of a registry"):
        above(tmp_path)
