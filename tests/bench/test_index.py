"""Engines side by side: each finds the text that has the words; the shipped set is asked whole."""

from importlib.util import find_spec
from pathlib import Path

import engines
import index
import pytest

TEXTS = ["gradient clip | norm", "disk full | quota disk", "gradient norm | clip", "other word"]
INSTALLED = [one for one in index.ENGINES if one is not engines.bm25s or find_spec("bm25s")]


@pytest.fixture(params=INSTALLED, ids=lambda engine: engine.__name__)
def asks(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, engines.Ask]:
    return dict(request.param(TEXTS, tmp_path))


def question(**asked: float) -> engines.Question:
    words = {tuple(phrase.split("_")): weight for phrase, weight in asked.items()}
    return engines.Question([word for phrase in words for word in phrase], words)


def test_the_text_with_the_words_is_found(asks: dict[str, engines.Ask]) -> None:
    asked = question(disk=1.0, quota=1.0)
    assert {tuple(ask(asked)) for ask in asks.values()} == {(1,)}


def test_what_is_in_no_text_finds_nothing(asks: dict[str, engines.Ask]) -> None:
    for asked in (question(nowhere=1.0), question()):
        assert not any(list(ask(asked)) for ask in asks.values())


def test_what_weighs_more_goes_first(asks: dict[str, engines.Ask]) -> None:
    asked = question(clip=0.25, other=2.0)
    assert next(iter(asks.values()))(asked)[0] == 3


@pytest.mark.parametrize("engine", [engines.tantivy, engines.fts5])
def test_a_phrase_stays_within_a_field(engine: engines.Engine, tmp_path: Path) -> None:
    ask = next(iter(engine(TEXTS, tmp_path).values()))
    assert list(ask(question(gradient_clip=1.0))) == [0]
    assert list(ask(question(clip_norm=1.0))) == []


def test_an_engine_without_weights_is_asked_again_instead() -> None:
    assert engines.repeated({("a",): 0.5, ("b", "c"): 0.1}) == [("a",), ("a",), ("b", "c")]


def test_the_shipped_set_has_a_row_for_each_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["index.py"])
    index.main()
    head, _, *rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()]
    assert head[0] == "| 38 skills"
    assert {row[2] for row in rows} == {"1.000"}  # whichever finds an error by its words
    assert len(rows) >= 7
