"""`tacit registry stale`, as it is typed."""

import json
from pathlib import Path

import pytest

from building.command import tacit
from building.registries import project, skill
from tacit.errors import RegistryError

ON = "What. Verified on: 2020-01-31 with PyTorch 2.5.1, A100."


@pytest.fixture
def team(tmp_path: Path) -> Path:
    file = skill(tmp_path / "team", "warmup", ON)
    file.write_text(file.read_text().replace("2026-01-31", "2020-01-31"))
    return tmp_path / "team"


def test_its_age_and_what_it_held_on(team: Path) -> None:
    told = tacit("registry", "stale", str(team), "--project", str(team))
    assert "months ago on PyTorch 2.5.1, A100\n" in told
    assert told.endswith("1 skill not verified for 6 months or longer, 0 behind the lock files"
                         " of this project, 0 without a date.\n")  # fmt: skip


def test_behind_the_project(team: Path, tmp_path: Path) -> None:
    here = project(tmp_path / "here", {"requirements.txt": "torch==2.9.0\n"})
    said = tacit(
        "registry", "stale", str(team), "--project", str(here), "--months", "999", "--json"
    )
    form = json.loads(said)
    late = [{"name": "PyTorch", "verified": "2.5.1", "locked": "2.9.0", "file": "requirements.txt"}]
    assert (form["name"], form["old"], form["behind"]) == ("warmup", False, late)


def test_nothing_to_say(team: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TACIT_REGISTRY_STALE_MONTHS", "999")
    told = tacit("registry", "stale", str(team), "--project", str(home))
    assert told.startswith("0 skills not verified for 999 months")


def test_no_folder_and_no_registry(home: Path) -> None:
    with pytest.raises(RegistryError, match="is no folder"):
        tacit("registry", "stale", str(home / "gone"))
    with pytest.raises(RegistryError, match="sync"):
        tacit("registry", "stale")


def test_a_skill_whose_text_is_hostile(team: Path, home: Path) -> None:
    file = skill(team, "other", "What. Verified on: \x1b[31mred 1.2 \u202e.")
    file.write_text(file.read_text().replace("2026-01-31", "2020-01-31"))
    told = tacit("registry", "stale", str(team), "--project", str(home))
    assert "\x1b" not in told
    assert "\u202e" not in told
