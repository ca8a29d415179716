"""The house keeps its shape: data goes one way, heavy imports stay in their room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "daemon" / "tacit"
STAGES = [
    "transcript",
    "episodes",
    "draft",
    "registry",
    "publish",
    "advise",
    "stats",
    "serve",
    "review",
]
STAGES += ["commands", "cli", "__main__"]
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def stage(name: str) -> int:
    """The room's place in the data's way; -1 for what every room may use."""
    return STAGES.index(name) if name in STAGES else -1


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_a_stage_imports_nothing_of_a_later_one(module: Path) -> None:
    here = stage(module.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    for name in imports(module):
        parts = name.split(".")
        if parts[0] == "tacit" and len(parts) > 1:
            assert stage(parts[1]) <= here, f"{module} imports {name}"


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("git", {"publish/git.py"}),
        ("github", {"publish/forge.py", "publish/githubapi.py"}),
        ("jinja2", {"review/door.py"}),
        ("starlette", {"review/door.py", "review/page.py", "review/serving.py"}),
        ("uvicorn", {"review/serving.py"}),
        ("pygal", {"review/charts.py"}),
        ("watchdog", {"serve/watch.py"}),
        ("anthropic", {"draft/model.py"}),
        ("onnxruntime", {"advise/encoder.py"}),
        ("tokenizers", {"advise/encoder.py"}),
        ("numpy", {"advise/embed.py", "advise/encoder.py", "advise/vectors.py"}),
        ("sqlite3", {"store.py", "advise/holdings.py"}),
        ("tantivy", {"advise/engine.py"}),
    ],
)
def test_a_library_has_one_room(library: str, room: set[str]) -> None:
    users = {
        str(module.relative_to(PACKAGE))
        for module in MODULES
        if any(name.split(".")[0] == library for name in imports(module))
    }
    assert users <= room
