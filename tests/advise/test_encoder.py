import json
from pathlib import Path

import numpy as np
import pytest

from building.encoders import encoder
from tacit.advise.encoder import Encoder, form
from tacit.advise.modelfolder import stamp
from tacit.errors import EncoderError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return encoder(tmp_path / "model")


def test_words_of_one_meaning_lie_together(folder: Path) -> None:
    crash, fault, slow = Encoder(folder).encode(["crash", "a fault", "slow"], "query")
    assert crash @ fault == pytest.approx(1.0)
    assert crash @ slow == pytest.approx(0.0)


def test_rows_come_in_the_order_of_the_texts_whatever_their_length(folder: Path) -> None:
    texts = ["slow " * n + "plot" for n in range(40, 0, -1)]
    together = Encoder(folder).encode(texts, "document")
    alone = np.concatenate([Encoder(folder).encode([text], "document") for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


def test_each_row_has_length_one_and_one_without_tokens_has_none(folder: Path) -> None:
    rows = Encoder(folder).encode(["slow plot crash", "", "\x00\ud800"], "query")
    assert np.linalg.norm(rows, axis=1).round(5).tolist() == [1.0, 0.0, 0.0]


def test_no_text_gives_no_row(folder: Path) -> None:
    assert len(Encoder(folder).encode([], "query")) == 0


def test_a_text_is_cut_at_the_tokens_of_the_model(folder: Path) -> None:
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 2}')
    (row,) = Encoder(folder).encode(["slow slow " + "crash " * 50], "query")
    assert row.argmax() == 1
    assert row[0] == 0


def test_the_first_token_stands_for_all_where_the_model_says_so(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    (row,) = Encoder(folder).encode(["plot slow slow"], "query")
    assert row.argmax() == 2


def test_each_side_has_the_prefix_that_the_model_was_trained_with(folder: Path) -> None:
    prompts = {"prompts": {"query": "crash ", "passage": "slow "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    model = Encoder(folder)
    assert model.encode([""], "query").argmax() == 0
    assert model.encode([""], "document").argmax() == 1


@pytest.mark.parametrize(
    "said", ["[]", "{", '{"max_seq_length": "many"}', '{"max_seq_length": -1}']
)
def test_settings_that_make_no_sense_are_as_if_they_were_not_there(folder: Path, said: str) -> None:
    (folder / "sentence_bert_config.json").write_text(said)
    assert form(folder).tokens == 256


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff" * 100])
def test_a_broken_folder_is_one_clear_line(folder: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(EncoderError, match=str(folder)) as refusal:
        Encoder(folder).encode(["x"], "query")
    assert "\n" not in str(refusal.value)


def test_the_graph_may_lie_in_a_folder_of_its_own(folder: Path) -> None:
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert Encoder(folder).encode(["slow"], "query").shape == (1, 8)


def test_another_model_has_another_stamp(folder: Path) -> None:
    before = stamp(folder)
    assert before == stamp(folder)
    encoder(folder, groups=[("one", "two")])
    assert stamp(folder) != before
