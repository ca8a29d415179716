"""A new registry from the template."""

import compileall
import json
import shutil
from pathlib import Path

import pytest

from tacit.errors import RegistryError
from tacit.registry.layouts import skills
from tacit.registry.lint import lint
from tacit.registry.marketplace import COPY, FILE
from tacit.registry.seed import TEMPLATE, Title, seed, title, titled


def seeded(folder: Path, said: str = "my-lab", url: str = "") -> Path:
    seed(folder, title(said, url))
    return folder


def test_a_new_registry_is_whole_and_clean(tmp_path: Path) -> None:
    root = seeded(tmp_path / "new")
    assert list(lint(root)) == []
    assert (root / "README.md").read_text().startswith("# my-lab")
    assert (root / FILE).read_bytes() == (root / COPY).read_bytes()


def test_what_an_installer_compiled_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = shutil.copytree(TEMPLATE, tmp_path / "installed")
    compileall.compile_dir(installed, quiet=1)
    monkeypatch.setattr("tacit.registry.seed.TEMPLATE", installed)
    seed(tmp_path / "registry", title("acme"))
    assert not list((tmp_path / "registry").rglob("*.pyc"))


def test_its_first_skills_are_listed(tmp_path: Path) -> None:
    root = seeded(tmp_path / "new")
    form = json.loads((root / FILE).read_text())
    assert form["name"] == "my-lab"
    bundle, *entries = form["plugins"]
    assert [entry["name"] for entry in entries] == [skill.name for skill in skills(root)]
    assert len(bundle["skills"]) == len(entries) == 4


def test_each_of_them_tells_what_failed(tmp_path: Path) -> None:
    for skill in skills(seeded(tmp_path / "new")):
        tried = skill.body.partition("## Failed Attempts")[2].partition("\n## ")[0]
        assert tried.count("\n|") >= 5, skill.name
        assert skill.troubles


def test_a_place_at_github_is_filled_in(tmp_path: Path) -> None:
    root = seeded(tmp_path / "new", "Acme/ml.skills")
    readme, owners = (root / "README.md").read_text(), (root / ".github/CODEOWNERS").read_text()
    assert "/plugin marketplace add Acme/ml.skills\n" in readme
    assert "/plugin install all-skills@ml-skills\n" in readme
    assert "tacit registry use git@github.com:Acme/ml.skills.git" in readme
    assert "\n* @Acme\n" in owners
    assert "\n/.github/ @Acme\n" in owners
    assert json.loads((root / FILE).read_text())["owner"] == {"name": "Acme"}
    assert list(lint(root)) == []


def test_without_a_place_nobody_is_asked_to_review(tmp_path: Path) -> None:
    owners = (seeded(tmp_path / "new") / ".github/CODEOWNERS").read_text()
    assert all(line.startswith("#") for line in owners.splitlines() if line)


def test_another_forge_is_named_by_its_address(tmp_path: Path) -> None:
    url = "https://git.example.org/acme/skills.git"
    readme = (seeded(tmp_path / "new", "acme/skills", url) / "README.md").read_text()
    assert f"/plugin marketplace add {url}\n" in readme
    assert f"tacit registry use {url}`" in readme


def test_a_filled_template_is_a_good_plugin(tmp_path: Path) -> None:
    root, name = seeded(tmp_path / "new"), "experiment-skill-template"
    (root / "templates" / name).rename(root / "plugins/training" / name)
    assert {finding.rule for finding in lint(root)} == {"marketplace-stale"}


@pytest.mark.parametrize(
    ("said", "name"),
    [("acme/agent-skills", "acme-agent-skills"), ("acme/claude-skills", "claude-skills")],
)
def test_a_name_that_the_client_keeps_for_its_maker(said: str, name: str) -> None:
    assert title(said).name == name
    assert titled(Path("/srv/life-sciences")).name == "our-life-sciences"
    with pytest.raises(RegistryError, match="refuses a marketplace called 'healthcare'"):
        title("healthcare")


@pytest.mark.parametrize("name", ["", "My Lab", "../x", "a--b", "a/b/c", "-a/b", "a/b c"])
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(RegistryError, match="is no name"):
        title(name)


@pytest.mark.parametrize(
    ("folder", "name"), [("My Lab", "my-lab"), ("...", "team-skills"), ("x" * 90, "x" * 60)]
)
def test_a_folder_gives_a_name(folder: str, name: str) -> None:
    assert titled(Path("/srv", folder)) == Title(name)


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(RegistryError, match="not empty"):
        seed(tmp_path, Title("my-lab"))
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["mine"]


def test_a_registry_without_lessons(tmp_path: Path) -> None:
    seed(tmp_path / "new", Title("my-lab"), lessons=False)
    assert list(skills(tmp_path / "new")) == []
    assert list(lint(tmp_path / "new")) == []
