"""`tacit review show` on terminals of several widths."""

import re
from pathlib import Path

import pytest

from building.command import tacit
from building.drafts import ERROR, draft
from building.gits import commit
from building.reviewing import published
from tacit.paths import paths

STEP, CITED = "1. Pad each row", "[toolu_1]"
_STYLE = re.compile(r"\x1b\[[\d;]*m")


def shown(width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    return _STYLE.sub("", tacit("review", "show", published().id)).split("\n")


@pytest.mark.parametrize("width", [60, 100])
def test_without_room_the_evidence_stands_below(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(width, monkeypatch)
    assert lines[lines.index(STEP) + 1] == f"    │ {CITED} {ERROR}"


def test_with_room_it_stands_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = [one for one in shown(160, monkeypatch) if one.startswith(STEP)]
    assert line.index(CITED) > len(line) / 2


@pytest.mark.parametrize("width", [110, 160, 300])
def test_no_word_is_lost_and_no_line_longer_than_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(width, monkeypatch)
    head = next(n for n, line in enumerate(lines) if line.startswith("───"))
    tables = [one for one in lines[head:] if not one.startswith(("───", "plugins/"))]
    assert max(map(len, tables)) <= width
    text = "".join("".join(lines).split())
    told = [page for path, page in draft().files.items() if path.endswith("SKILL.md")]
    heads = re.findall(r"(?m)^#+ .*$", told[0])
    assert [one for one in heads if "".join(one.split()) not in text] == []


def test_a_hostile_draft_moves_no_cursor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = published()
    path = next(path for path in draft().files if path.endswith("SKILL.md"))
    text = draft().files[path] + "\n\x1b[2J[bold]loud[/bold] \u202etxet\n"
    commit(paths().local_registry, tmp_path / "clone", {path: text}, row.branch)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    out = tacit("review", "show", row.id)
    assert "\\x1b[2J[bold]loud[/bold]" in out
    assert "\x1b[2J" not in out
