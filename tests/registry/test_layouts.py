"""Registries of every layout."""

import gzip
import json
from pathlib import Path

import pytest

from building.registries import ROPE, ROPE_DESCRIPTION, index_of, rope
from tacit.advise.advice import advise
from tacit.advise.query import for_prompt
from tacit.registry.layouts import skills
from tacit.registry.places import is_skill


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, newline="")


def test_our_own(tmp_path: Path) -> None:
    rope(tmp_path)
    (found,) = skills(tmp_path)
    assert found.name == "rope-width"
    assert found.path == "plugins/training/rope-width/skills/rope-width/SKILL.md"
    assert (found.author, found.date) == ("A. Researcher", "2026-01-31")
    assert found.troubles[0].error.startswith("RuntimeError: The size of tensor a (32)")


def test_references_at_the_plugin(tmp_path: Path) -> None:
    write(tmp_path, "plugins/c/n/skills/n/SKILL.md", "---\nname: n\n---\n")
    write(tmp_path, "plugins/c/n/references/troubleshooting.md", "# T\n## E: x\nfix\n")
    (found,) = skills(tmp_path)
    assert found.troubles[0].error == "E: x"


def test_flat(tmp_path: Path) -> None:
    write(tmp_path, "skills/lr-warmup.md", "---\nname: lr-warmup\ndescription: d\n---\nbody")
    write(tmp_path, "skills/lr-warmup.notes.md", "notes")
    write(tmp_path, "skills/README.md", "# readme")
    write(tmp_path, "skills/page.md", "no frontmatter")
    assert [s.name for s in skills(tmp_path)] == ["lr-warmup"]


@pytest.mark.parametrize(
    ("file", "is_one"),
    [
        ("python3.12-wheels", True),
        ("gpt-4.1-mini", True),
        ("lr-warmup.notes", False),
        ("lr-warmup.history", False),
        ("v1.2.notes", False),
        (".hidden", False),
        ("ReadMe", False),
        ("deeper/lr-warmup", False),
    ],
)
def test_beside_a_flat_skill_lie_notes_that_are_none(
    tmp_path: Path, file: str, is_one: bool
) -> None:
    write(tmp_path, f"skills/{file}.md", "---\ndescription: d\n---\nbody")
    assert [skill.name for skill in skills(tmp_path)] == ([file] if is_one else [])


@pytest.mark.parametrize("head", ["\ufeff---\n", "---  \n", "---\r\n"])
def test_flat_as_editors_write_it(tmp_path: Path, head: str) -> None:
    write(tmp_path, "skills/a.md", f"{head}name: b\r\ndescription: d\r\n---\r\nbody\r\n")
    (found,) = skills(tmp_path)
    assert (found.name, found.description, found.body) == ("b", "d", "body")


def test_two_skills_of_a_plugin_have_each_their_own_entries(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path, f"plugins/c/n/skills/{name}/SKILL.md", f"---\nname: {name}\n---\n")
    inside = "references/troubleshooting.md"
    write(tmp_path, f"plugins/c/n/skills/a/{inside}", "# T\n## E: a\nfix\n")
    write(tmp_path, f"plugins/c/n/{inside}", "# T\n## E: shared\nfix\n")
    errors = {skill.name: [t.error for t in skill.troubles] for skill in skills(tmp_path)}
    assert errors == {"a": ["E: a"], "b": ["E: shared"]}


LAYOUTS = {
    "our own": "plugins/training/rope/skills/rope/SKILL.md",
    "without a category": "plugins/rope/skills/rope/SKILL.md",
    "a tree": "research/2026/rope/SKILL.md",
    "a client's folder": ".claude/skills/rope/SKILL.md",
    "one skill": "SKILL.md",
    "flat": "skills/rope.md",
}


@pytest.mark.parametrize("path", LAYOUTS.values(), ids=LAYOUTS)
def test_of_each_layout_a_session_is_told_and_where_the_file_is(tmp_path: Path, path: str) -> None:
    front = f'---\nname: rope\ndescription: "{ROPE_DESCRIPTION}"\n---\n'
    write(tmp_path, f"r/{path}", front + ROPE)
    question = for_prompt("why do rotary tables clash with the heads?", None)
    text = advise(index_of(tmp_path / "r"), question).text
    assert "widen the last axis" in text
    assert f"\nFull file: {tmp_path}/r/{path}\n" in text


@pytest.mark.parametrize("path", ["SKILL.md", "a/b/c/SKILL.md", ".claude/skills/x/SKILL.md"])
def test_any_tree(tmp_path: Path, path: str) -> None:
    write(tmp_path, path, "---\ndescription: d\n---\n")
    (found,) = skills(tmp_path)
    assert found.path == path
    assert found.name == ((tmp_path / path).parent.name)


def test_a_template_is_no_skill() -> None:
    assert not is_skill("templates/experiment-skill-template/skills/x/SKILL.md")


def test_broken_frontmatter_is_tolerated(tmp_path: Path) -> None:
    write(tmp_path, "a/SKILL.md", "---\ndescription: a: b: c\n: [\n---\nbody")
    (found,) = skills(tmp_path)
    assert (found.name, found.description, found.body) == ("a", "a: b: c", "body")


def test_a_name_with_an_escape_in_it_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, "plain/SKILL.md", '---\nname: "x\\e[2J"\n---\n')
    assert next(skills(tmp_path)).name == "plain"


def test_a_link_to_a_skill_is_none(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/SKILL.md", "---\nname: x\n---\n")
    root = tmp_path / "root"
    root.mkdir()
    (root / "SKILL.md").symlink_to(tmp_path / "elsewhere/SKILL.md")
    assert list(skills(root)) == []


@pytest.mark.data
def test_real_skills_are_all_read(tmp_path: Path, data: Path) -> None:
    with gzip.open(data / "skills" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in zip(range(300), lines, strict=False):
            doc = json.loads(line)
            front = f"---\nname: {doc['name']}\ndescription: {doc['description']}\n---\n"
            write(tmp_path, f"t/{number}/SKILL.md", front + doc["body"])
    assert len(list(skills(tmp_path))) == 300
