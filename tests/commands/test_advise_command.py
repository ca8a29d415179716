import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from rich.console import Console

from building.registries import ROPE_ERROR, project, rope, skill
from tacit.advise.advice import Advice, Match
from tacit.commands.advise_print import show
from tacit.share import share

GOAL = "rotary tables clash with the heads of a transformer"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    rope(tmp_path / "registry")
    return tmp_path / "registry"


def tacit(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tacit", "advise", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def form(*args: str | Path) -> dict[str, Any]:
    done = tacit(*args, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_form_is_the_stable_one(registry: Path) -> None:
    found = form(GOAL, "--registry", registry)
    assert set(found) == {"silent", "confidence", "skills", "text", "ms"}
    (first,) = found["skills"]
    assert first["path"] == "plugins/training/rope-width/skills/rope-width/SKILL.md"
    assert first["file"] == f"{registry}/{first['path']}"
    assert {"name", "score", "why"} < set(first)
    assert not found["silent"]
    assert found["confidence"] > 0.5


def test_an_error_is_answered_with_its_entry(registry: Path) -> None:
    text = form(ROPE_ERROR, "--moment", "error", "--registry", registry)["text"]
    assert "Join the angles" in text


def test_a_start_needs_no_goal(registry: Path, tmp_path: Path) -> None:
    here = project(tmp_path / "p", {"README.md": "# Rotary embeddings, small transformer"})
    assert not form("--moment", "start", "--cwd", here, "--registry", registry)["silent"]


def test_a_batch_names_the_best_even_where_silent(registry: Path, tmp_path: Path) -> None:
    for number in range(12):
        skill(registry, f"more-{number}", "the heads of state")
    rows = [
        {"id": "a", "query": GOAL, "moment": "prompt"},
        {"id": 2, "query": "the heads of state x y z"},
    ]
    (tmp_path / "batch").write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    done = tacit("--batch", tmp_path / "batch", "--registry", registry, "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["silent"], second["id"]) == ("a", False, 2)
    assert len(second["skills"]) == 10


@pytest.mark.parametrize("row", ["no json", "[1]", '{"id":1}', '{"query":"x","moment":"never"}'])
def test_a_bad_line_of_a_batch_is_named(registry: Path, tmp_path: Path, row: str) -> None:
    (tmp_path / "batch").write_text(f'{{"query":"x"}}\n{row}\n')
    done = tacit("--batch", tmp_path / "batch", "--registry", registry)
    assert done.returncode == 1
    assert "line 2" in done.stderr


def test_a_person_reads_names_reasons_and_files(registry: Path) -> None:
    said = tacit(GOAL, "--registry", registry).stdout
    assert "rope-width" in said
    assert f"{registry}/plugins" in said
    assert "Failed attempts" in said


def test_by_hand_ten_are_listed_and_a_session_s_text_stays(registry: Path) -> None:
    for number in range(12):
        skill(registry, f"more-{number}", "rotary tables clash with the heads of state")
    found, one = form(GOAL, "--registry", registry), form(GOAL, "--registry", registry, "-k", "1")
    assert (len(found["skills"]), len(one["skills"])) == (10, 1)
    assert found["text"] == one["text"]
    assert found["text"].count("\n## ") == 3


def test_who_says_so_is_told_beside_what(registry: Path) -> None:
    (first,) = form(GOAL, "--registry", registry)["skills"]
    assert first["by"].startswith("A. Researcher, 2026-01-31")
    assert first["description"].startswith("Rotary position embeddings")


def test_no_line_is_wrapped_where_no_terminal_reads_it(registry: Path) -> None:
    lines = tacit(GOAL, "--registry", registry).stdout.splitlines()
    assert " 1. rope-width  A. Researcher, 2026-01-31; verified" in "\n".join(lines)
    assert f"    {registry}/plugins/training/rope-width/skills/rope-width/SKILL.md" in lines


def test_on_a_terminal_words_are_wrapped_and_paths_are_whole() -> None:
    match = Match("n", "p", 1.0, "w " * 60, "/a/" + "b" * 90, "d " * 60)
    shown = StringIO()
    advice = Advice(silent=True, confidence=0.1, skills=(match,), text="", passages=())
    show(advice, Console(file=shown, force_terminal=True, width=60, no_color=True))
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown.getvalue()).splitlines()
    assert [line for line in lines if len(line.rstrip()) > 60] == ["    /a/" + "b" * 90]


def test_nothing_is_said_of_nothing(registry: Path) -> None:
    assert tacit("ramen in Lisbon", "--registry", registry).stdout.startswith("Nothing")


def test_no_goal_is_asked_for(registry: Path) -> None:
    assert "GOAL" in tacit("--registry", registry).stderr


def test_without_any_registry_yet_nothing_is_known() -> None:
    assert form(GOAL)["silent"]


def test_a_registry_that_is_none_is_refused_in_one_line() -> None:
    done = tacit(GOAL, "--registry", "--upload-pack=touch x")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_no_control_character_of_a_skill_reaches_the_terminal(tmp_path: Path) -> None:
    skill(tmp_path / "r", "rope", "rotary tables clash \x1b[2J", "\x1b[31m\x07 rotary")
    said = tacit(GOAL, "--registry", tmp_path / "r").stdout
    assert not any(ord(char) < 32 and char != "\n" for char in said)


def test_the_slash_skill_may_run_this_command_and_no_other() -> None:
    text = share("skills/advise/SKILL.md").read_text()
    loaded = frontmatter.loads(text)
    allowed = str(loaded["allowed-tools"]).split(", ")
    assert loaded["name"] == "advise"
    assert all(re.fullmatch(r"Bash\(.+ advise:\*\)", rule) for rule in allowed)
    assert " advise '<goal>' --json -k 10\n" in text
    assert len(str(loaded["description"])) < 500
    assert "parameter count" in text
    for part in ("What worked", "What failed", "Recommended", "Hypotheses", "Checklist", "To run"):
        assert f"**{part}" in text
