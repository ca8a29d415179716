"""The versions that a project is held to."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.registries import project
from tacit.advise.locked import locked, versions

UV = '[[package]]\nname = "torch"\nversion = "2.9.0"\n[[package]]\nname = "own"\nsource = {}\n'
KEYS = st.sampled_from(["packages", "dependencies", "default", "version", "node_modules/a"])
FORM = st.recursive(
    st.none() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(KEYS, one)
)
NPM = """{"packages": {"": {"version": "1.0.0"}, "node_modules/vite": {"version": "7.3.0"},
 "node_modules/a/node_modules/vite": {"version": "5.0.0"}}}"""
HASHED = "numpy==2.4.6 \\\n    --hash=sha256:ab\n-r more.txt\ntorch>=2  # any\njax==0.4.*\n"


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("uv.lock", UV, {"torch": "2.9.0"}),
        ("poetry.lock", UV, {"torch": "2.9.0"}),
        ("Cargo.lock", UV, {"torch": "2.9.0"}),
        ("Pipfile.lock", '{"default": {"Torch": {"version": "==2.9"}}, "_": 1}', {"torch": "2.9"}),
        ("package-lock.json", NPM, {"vite": "7.3.0"}),
        ("package-lock.json", '{"dependencies": {"a": {"version": "7.3.0"}}}', {"a": "7.3.0"}),
        ("requirements-dev.txt", HASHED, {"numpy": "2.4.6", "jax": "0.4"}),
        ("go.mod", "require (\n\tgithub.com/spf13/cobra/v2 v2.8.1\n)\n",
         {"cobra": "2.8.1", "github-com/spf13/cobra": "2.8.1"}),
        ("uv.lock", "no toml", {}),
        ("package-lock.json", "[]", {}),
        ("poetry.lock", "package = 3", {}),
    ],
)  # fmt: skip
def test_lock_files(tmp_path: Path, file: str, text: str, found: dict[str, str]) -> None:
    there = locked(project(tmp_path, {file: text}))
    assert {name: str(one.version) for name, one in there.items()} == found
    assert all(one.file == file for one in there.values())


def test_of_two_versions_the_lower(tmp_path: Path) -> None:
    files = {"requirements.txt": "torch==2.5", "uv.lock": UV}
    assert str(locked(project(tmp_path, files))["torch"].version) == "2.5"


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    project(tmp_path / "elsewhere", {"uv.lock": UV})
    here = project(tmp_path / "here")
    (here / "uv.lock").symlink_to(tmp_path / "elsewhere/uv.lock")
    assert locked(here) == {}


def test_no_folder(tmp_path: Path) -> None:
    assert locked(tmp_path / "gone") == {}


@given(
    st.sampled_from(["uv.lock", "pipfile.lock", "package-lock.json", "go.mod", "requirements.txt"]),
    st.text(max_size=300) | FORM.map(json.dumps),
)
def test_no_text_is_too_strange(name: str, text: str) -> None:
    versions(name, text)
