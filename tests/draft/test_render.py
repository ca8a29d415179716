import json
import subprocess
from pathlib import Path
from typing import Any

import frontmatter
import pytest

from building.client import environment
from building.lessons import ERROR, form, session, written
from tacit.draft.render import render
from tacit.draft.skill import SkillDraft
from tacit.registry.lint import lint_files
from tacit.registry.troubles import troubles

HOSTILE = '</td>|`x`\n---\n# Heading\n```\n<!-- c --> ![i](http://x.example/i) --> "q" \\ {{x}} é'


def hostile(draft: SkillDraft) -> SkillDraft:
    """The draft with every free text replaced; names and dates have forms of their own."""

    def change(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: change(v, k) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [change(item, key) for item in value]
        fixed = ("name", "category", "date", "kind", "evidence")
        return value if key in fixed or not isinstance(value, str) else HOSTILE

    return SkillDraft.model_validate(change(draft.model_dump()))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return dict(render(hostile(form(session(tmp_path)))))


def ending(files: dict[str, str], end: str) -> str:
    (text,) = [text for path, text in files.items() if path.endswith(end)]
    return text


def test_hostile_text_breaks_no_form(files: dict[str, str]) -> None:
    said = ("personal", "secret", "description-when", "description-verified")
    assert not [f for f in lint_files(files) if f.rule not in said]


def test_hostile_text_stays_in_its_field(files: dict[str, str]) -> None:
    manifest = json.loads(ending(files, "plugin.json"))
    assert set(manifest) == {"name", "version", "description", "author", "skills"}
    front = frontmatter.loads(ending(files, "SKILL.md"))
    assert set(front.metadata) == {"name", "description", "author", "date"}
    headings = [line for line in front.content.splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(headings)) == 8


def test_the_index_reads_each_trouble_back(tmp_path: Path, files: dict[str, str]) -> None:
    (entry,) = troubles(ending(files, "troubleshooting.md"))
    assert entry.error == HOSTILE
    (draft,) = written(session(tmp_path))
    (entry,) = troubles(ending(dict(draft.files), "troubleshooting.md"))
    assert (entry.error, entry.signature) == (ERROR, ERROR)
    assert "total // 10" in entry.text


def test_a_signature_cannot_leave_its_comment(tmp_path: Path) -> None:
    draft = form(session(tmp_path))
    bad = draft.troubles[0].model_copy(update={"signature": "x --> <img src=x>"})
    files = render(draft.model_copy(update={"troubles": (bad,)}))
    assert "<img" not in "".join(files.values())


@pytest.mark.parametrize("name", ["../up", "a/b", "A", "a--b", "-a", "", "a b", "a\nb", "é"])
def test_a_name_that_is_no_slug_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    for field in ("name", "category"):
        with pytest.raises(ValueError, match=field):
            form(session(tmp_path), **{field: name})


@pytest.mark.client
@pytest.mark.parametrize("nasty", [False, True])
def test_the_real_client_accepts_the_plugin(tmp_path: Path, client: Path, nasty: bool) -> None:
    draft = form(session(tmp_path))
    for path, text in render(hostile(draft) if nasty else draft).items():
        file = tmp_path / "out" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    plugin = tmp_path / "out/plugins/training/warmup-steps-need-an-integer"
    done = subprocess.run(
        [client, "plugin", "validate", plugin, "--strict"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
