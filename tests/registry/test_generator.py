"""A registry's own `scripts/generate_marketplace.py`, beside what tacit writes."""

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.drafts import draft
from tacit.registry.marketplace import COPY, FILE, listings, marketplace
from tacit.registry.seed import Title, seed
from tacit.share import share

SCRIPT = share("templates/registry/scripts/generate_marketplace.py")


def generate(root: Path, *args: str, code: int = 0) -> str:
    """What the script says in the registry `root`; it gets there as in a real one."""
    (root / "scripts").mkdir(exist_ok=True)
    shutil.copy(SCRIPT, root / "scripts")
    command = [sys.executable, "-I", "scripts/generate_marketplace.py", *args]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    seed(root, Title("my-lab"))
    for path, text in draft().files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def test_both_lists_are_written_as_tacit_writes_them(registry: Path) -> None:
    expected = listings(registry)
    generate(registry, "--check", code=1)
    assert generate(registry).splitlines() == [f"wrote {FILE}", f"wrote {COPY}"]
    assert {path: (registry / path).read_bytes() for path in expected} == expected
    assert generate(registry, "--check") == generate(registry) == ""


def test_no_copy_appears_where_none_was(registry: Path) -> None:
    (registry / COPY).unlink()
    assert generate(registry) == f"wrote {FILE}\n"
    assert not (registry / COPY).exists()


def test_the_list_of_a_registry_that_has_only_the_copy(registry: Path) -> None:
    (registry / FILE).unlink()
    (registry / ".claude-plugin").rmdir()
    generate(registry)
    assert json.loads((registry / FILE).read_text())["name"] == "my-lab"


def test_a_broken_list_is_left_to_its_owner(registry: Path) -> None:
    (registry / FILE).write_text("{")
    assert generate(registry, code=1) == f"{FILE} is no good JSON; mend it by hand first\n"
    assert (registry / FILE).read_text() == "{"


def test_links_lead_nowhere(registry: Path) -> None:
    top = registry / "plugins/data"
    (top / "linked").symlink_to(top / "ragged-rows")
    (top / "odd/.claude-plugin").mkdir(parents=True)
    (top / "odd/.claude-plugin/plugin.json").symlink_to("/etc/hostname")
    assert written(registry) == marketplace(registry)


def written(root: Path) -> bytes:
    generate(root)
    return (root / FILE).read_bytes()


NAMES = st.sampled_from(["a", "b-c", "Upper", "x--y", "all-skills", ".hid", "node_modules", "ä"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "description", "version", "source"]), inner)
    ),
    max_leaves=6,
)
MANIFESTS = JSON.map(json.dumps) | st.sampled_from(["{", "", '{"description": "\\ud800"}'])
LISTS = st.fixed_dictionaries({}, optional={"name": JSON, "plugins": st.lists(JSON), "x": JSON})


@given(
    manifests=st.dictionaries(st.tuples(NAMES, NAMES), MANIFESTS, max_size=4),
    skills=st.sets(st.tuples(NAMES, NAMES, NAMES), max_size=4),
    present=st.none() | LISTS,
)
def test_of_any_tree_both_make_the_same_bytes(
    manifests: dict[tuple[str, str], str],
    skills: set[tuple[str, str, str]],
    present: dict[str, object] | None,
) -> None:
    script: dict[str, object] = {"__name__": "generate_marketplace"}
    exec(SCRIPT.read_text(), script)  # in this process: a hundred interpreters would take long
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {
            f"plugins/{c}/{n}/.claude-plugin/plugin.json": t for (c, n), t in manifests.items()
        }
        files |= {f"plugins/{c}/{n}/skills/{s}/SKILL.md": "" for c, n, s in skills}
        files |= {FILE: json.dumps(present)} if present is not None else {}
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        assert script["marketplace"](root) == marketplace(root)  # type: ignore[operator]  # of exec


def test_it_needs_an_old_python_and_nothing_else() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
