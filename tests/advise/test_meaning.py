"""A skill is found by its meaning, where no word of the prompt is in it."""

from pathlib import Path

import pytest

from building.encoders import encoder
from building.registries import index_of, skill
from tacit.advise.build import build
from tacit.advise.encoder import Encoder
from tacit.advise.entry import Source
from tacit.advise.index import Index
from tacit.advise.match import evidence
from tacit.advise.meaning import FILE, Meaning, learn
from tacit.advise.modelfolder import stamp
from tacit.advise.query import Query, for_error, for_prompt
from tacit.advise.vectors import Vectors
from tacit.errors import EncoderError


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Three skills of different meaning, which share no telling word."""
    for name, said in (("segv", "fault"), ("queue", "latency"), ("axes", "figure")):
        skill(tmp_path / "r", name, said, f"# {name}\n\nbenchmark notes on {name}")
    return tmp_path / "r"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return encoder(tmp_path / "model")


def opened(index: Index, model: Path, folder: Path) -> Meaning:
    learn(index, model, folder)
    return Meaning.open(model, folder)


def best(index: Index, meaning: Meaning | None, query: Query) -> list[str]:
    near = meaning.near(query) if meaning else None
    return [one.entry.name for one in evidence(index, query, near)]


def vectors(model: Path, folder: Path) -> Vectors:
    found = Vectors.open(folder / FILE, stamp(model))
    assert found is not None
    return found


def test_another_word_for_it_finds_the_skill(registry: Path, model: Path, tmp_path: Path) -> None:
    index = index_of(registry, tmp_path / "i")
    asked = for_prompt("why is it sluggish", None)
    assert "queue" not in best(index, None, asked)
    assert best(index, opened(index, model, tmp_path / "i"), asked)[0] == "queue"


def test_exact_words_stay_before_what_is_only_alike(
    registry: Path, model: Path, tmp_path: Path
) -> None:
    index = index_of(registry, tmp_path / "i")
    asked = for_prompt("segv benchmark, sluggish", None)
    assert best(index, opened(index, model, tmp_path / "i"), asked)[0] == "segv"


def test_an_error_is_found_by_its_words_alone(registry: Path, model: Path, tmp_path: Path) -> None:
    index = index_of(registry, tmp_path / "i")
    asked = for_error("RuntimeError: sluggish segv")
    assert opened(index, model, tmp_path / "i").near(asked) is None


def test_a_prompt_that_says_nothing_is_near_to_nothing(
    registry: Path, model: Path, tmp_path: Path
) -> None:
    index = index_of(registry, tmp_path / "i")
    meaning = opened(index, model, tmp_path / "i")
    assert best(index, meaning, for_prompt("ok do it", None)) == []


def test_only_what_is_new_is_encoded(registry: Path, model: Path, tmp_path: Path) -> None:
    learn(index_of(registry, tmp_path / "i"), model, tmp_path / "i")
    before = vectors(model, tmp_path / "i")
    skill(registry, "crash", "abort")
    (registry / "plugins/training/axes/skills/axes/SKILL.md").unlink()
    encoded: list[tuple[int, int]] = []
    index = index_of(registry, tmp_path / "i")
    learn(index, model, tmp_path / "i", say=lambda done, of: encoded.append((done, of)))
    after = vectors(model, tmp_path / "i")
    assert encoded == [(1, 1)]
    assert sorted(after.ids.tolist()) == index.ids()
    assert len({*after.keys.tolist()} & {*before.keys.tolist()}) == 2


def test_where_nothing_changed_the_model_is_not_opened(
    registry: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([Source("u", registry, "c0ffee")], tmp_path / "i")
    index = Index.open(tmp_path / "i")
    assert index is not None
    learn(index, model, tmp_path / "i")
    monkeypatch.setattr(Encoder, "__init__", lambda *_: pytest.fail("it was opened"))
    assert learn(index, model, tmp_path / "i") == 0


def test_what_there_was_no_time_for_is_encoded_the_next_time(model: Path, tmp_path: Path) -> None:
    for number in range(130):
        skill(tmp_path / "r", f"one-{number}", "plot")
    index = index_of(tmp_path / "r", tmp_path / "i")
    assert learn(index, model, tmp_path / "i", seconds=0) == 2
    assert len(vectors(model, tmp_path / "i").ids) == 128
    assert learn(index, model, tmp_path / "i", seconds=0) == 0
    assert len(vectors(model, tmp_path / "i").ids) == 130


def test_another_model_starts_anew(registry: Path, model: Path, tmp_path: Path) -> None:
    index = index_of(registry, tmp_path / "i")
    learn(index, model, tmp_path / "i")
    encoder(model, dims=12)
    assert Meaning.open(model, tmp_path / "i").near(for_prompt("why sluggish", None)) is None
    learn(index, model, tmp_path / "i")
    assert vectors(model, tmp_path / "i").rows.shape == (3, 12)


def test_a_skill_that_was_written_anew_has_no_vector_until_it_is_encoded(
    registry: Path, model: Path, tmp_path: Path
) -> None:
    meaning = opened(index_of(registry, tmp_path / "i"), model, tmp_path / "i")
    file = registry / "plugins/training/queue/skills/queue/SKILL.md"
    file.write_text(file.read_text().replace("latency", "chart"))
    index = index_of(registry, tmp_path / "i")
    near = meaning.near(for_prompt("why is it sluggish", None))
    assert near is not None
    entries = index.entries(index.ids()).values()
    told = {one.name for one in entries if one.id in near.likeness(entries)}
    assert told == {"segv", "axes"}


def test_skills_that_say_the_same_of_themselves_are_equally_near(
    model: Path, tmp_path: Path
) -> None:
    skill(tmp_path / "r", "twin", "latency", "one way")
    skill(tmp_path / "r", "twin", "latency", "another way", category="serving")
    index = index_of(tmp_path / "r", tmp_path / "i")
    near = opened(index, model, tmp_path / "i").near(for_prompt("sluggish way", None))
    assert near is not None
    found = near.likeness(index.entries(index.ids()).values())
    assert len(found) == 2
    assert len({*found.values()}) == 1


def test_a_weight_means_the_same_whatever_a_model_s_cosines_are(
    registry: Path, model: Path, tmp_path: Path
) -> None:
    index = index_of(registry, tmp_path / "i")
    entries = index.entries(index.ids()).values()
    asked = for_prompt("why is it sluggish", None)
    told = []
    for common in (0.0, 3.0):  # which all texts have alike
        encoder(model, common=common)
        near = opened(index, model, tmp_path / "i").near(asked)
        assert near is not None
        told.append(near.likeness(entries))
    assert told[0] == pytest.approx(told[1], abs=0.15)


def test_without_the_extra_one_line_says_what_to_install(
    registry: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tacit.advise.encoder", None)
    with pytest.raises(EncoderError, match=r"tacit\[semantic\]"):
        learn(index_of(registry, tmp_path / "i"), model, tmp_path / "i")


def test_a_folder_that_is_none(registry: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no folder"):
        learn(index_of(registry, tmp_path / "i"), tmp_path / "none", tmp_path / "i")
