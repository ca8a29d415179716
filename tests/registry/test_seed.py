"""A new registry from the template."""

from pathlib import Path

import pytest

from tacit.errors import RegistryError
from tacit.registry.layouts import skills
from tacit.registry.lint import lint
from tacit.registry.seed import seed


def test_a_new_registry_is_whole_and_clean(tmp_path: Path) -> None:
    seed(tmp_path / "new", "my-lab")
    assert list(lint(tmp_path / "new")) == []
    assert list(skills(tmp_path / "new")) == []
    assert '"name": "my-lab"' in (tmp_path / "new/.claude-plugin/marketplace.json").read_text()
    assert (tmp_path / "new/README.md").read_text().startswith("# my-lab")


def test_a_filled_template_is_a_good_plugin(tmp_path: Path) -> None:
    root = tmp_path / "new"
    seed(root, "my-lab")
    name = "experiment-skill-template"
    (root / "templates" / name).rename(root / "plugins" / "mine")
    (root / "plugins" / "mine").rename(root / "plugins" / name)
    (root / "plugins" / "training").mkdir()
    (root / "plugins" / name).rename(root / "plugins" / "training" / name)
    assert {finding.rule for finding in lint(root)} == {"marketplace-stale"}


@pytest.mark.parametrize("name", ["", "My Lab", "../x", "a--b"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(RegistryError, match="is no name"):
        seed(tmp_path / "new", name)


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(RegistryError, match="not empty"):
        seed(tmp_path, "my-lab")
