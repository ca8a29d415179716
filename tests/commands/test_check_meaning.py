"""`tacit doctor` looks at the sentence encoder, and `tacit advise` and `sync` use it."""

import sys
from pathlib import Path

import pytest

from building.command import tacit
from building.encoders import encoder
from building.registries import index_of, skill
from tacit.commands.check_meaning import check_meaning
from tacit.paths import Paths, paths


@pytest.fixture
def where(home: Path, tmp_path: Path) -> Paths:
    """A user with a model in their home folder, and an index of two skills."""
    found = paths()
    found.config.mkdir(parents=True)
    encoder(home / "model")
    skill(tmp_path / "r", "queue", "latency", "benchmark notes")
    skill(tmp_path / "r", "axes", "figure", "benchmark notes")
    index_of(tmp_path / "r", found.index)
    return found


def states(where: Paths, model: str) -> list[tuple[str, str]]:
    where.config_file.write_text(f'[advise]\nsemantic_model = "{model}"\n')
    return [(check.state, check.seen) for check in check_meaning(where)]


def test_without_a_model_there_is_nothing_to_check(where: Paths) -> None:
    assert states(where, "") == []


def test_each_skill_has_its_vector(where: Paths, home: Path) -> None:
    assert states(where, "~/model") == [("ok", f"{home}/model, a vector for each of 2 skills")]
    assert states(where, "~/model") == [("ok", f"{home}/model, a vector for each of 2 skills")]


def test_what_is_amiss_is_one_note(where: Paths, home: Path) -> None:
    states(where, "~/model")
    (home / "model" / "model.onnx").write_bytes(b"no graph")
    ((state, seen),) = states(where, "~/model")
    assert state == "note"
    assert "cannot be used" in seen
    assert "words alone" in seen


def test_the_libraries_may_be_missing(where: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tacit.advise.encoder", None)
    ((state, seen),) = states(where, "~/model")
    assert state == "note"
    assert "tacit[semantic]" in seen


def test_by_hand_a_skill_is_found_by_its_meaning(where: Paths, tmp_path: Path) -> None:
    asked = ("advise", "why so sluggish", "--registry", str(tmp_path / "r"), "--json")
    assert "queue" not in tacit(*asked)
    states(where, "~/model")
    assert "queue" in tacit(*asked)


def test_a_model_that_cannot_be_used_leaves_the_words(where: Paths, tmp_path: Path) -> None:
    states(where, "~/nowhere")
    assert "axes" in tacit("advise", "why benchmark", "--registry", str(tmp_path / "r"), "--json")
