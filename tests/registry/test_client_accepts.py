"""What the real client's strict check says of drafts, and of names."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from building.drafts import skill
from tacit.draft.make import drafts
from tacit.draft.naming import joined
from tacit.draft.render import render
from tacit.episodes.mine import mine
from tacit.registry.layouts import skills
from tacit.registry.lint import lint
from tacit.registry.marketplace import FILE, marketplace
from tacit.registry.seed import Title, seed
from tacit.slug import reserved
from tacit.transcript.reader import read_session

pytestmark = pytest.mark.client

Validate = Callable[[Path], None]
GIVEN = [
    "claude",
    "claude-hook",
    "my-claude",
    "x-anthropic-y",
    "cc-plugin-x",
    "claudette",
    "xclaude",
]


@pytest.mark.parametrize("name", GIVEN)
def test_a_name_is_reserved_where_the_client_says_so(
    name: str, tmp_path: Path, validate: Validate
) -> None:
    manifest = tmp_path / name / ".claude-plugin/plugin.json"
    manifest.parent.mkdir(parents=True)
    form = {"name": name, "version": "1.0.0", "description": "d", "author": {"name": "A"}}
    manifest.write_text(json.dumps(form))
    if reserved(name):
        with pytest.raises(AssertionError, match="Anthropic's own"):
            validate(tmp_path / name)
    else:
        validate(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("claude-hook-timeouts", "hook-timeouts"), ("claude", "unnamed"), ("claudette", "claudette")],
)
def test_no_draft_has_such_a_name(name: str, kept: str) -> None:
    assert skill(name).name == kept
    assert joined(["Claude API", "overloaded"]) == "api-overloaded"


@pytest.mark.parametrize("error", ["--- FAIL: TestX (0.03s)", "a ---- b", "---", '"--- x: #1" \\n'])
def test_three_dashes_end_no_frontmatter(error: str, tmp_path: Path, validate: Validate) -> None:
    made = skill(description=f"Go. Use when: the exact error {error}. Verified on: go 1.22")
    put(tmp_path, render(made))
    validate(tmp_path / "plugins/data/ragged-rows")
    (found,) = skills(tmp_path)
    assert found.description == made.description
    assert not [f for f in lint(tmp_path) if f.severity == "error"]


def put(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.mark.data
@pytest.mark.timeout(600)
def test_every_draft_of_a_real_session_is_accepted(
    data: Path, tmp_path: Path, validate: Validate
) -> None:
    root = tmp_path / "registry"
    seed(root, Title("my-lab"))
    made = set()
    for file in sorted((data / "transcripts/gold").glob("*.jsonl")):
        session = read_session(file)
        for draft in drafts(session, mine(session), author="A. Researcher")[0]:
            made.add(root / "plugins" / draft.skill.category / draft.skill.name)
            put(root, draft.files)
    assert made
    (root / FILE).write_bytes(marketplace(root))
    for place in (root, *sorted(made)):
        validate(place)
