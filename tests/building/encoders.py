"""A sentence encoder's folder, small and real: what stands for a downloaded one in the tests.

A graph that onnxruntime runs: one row of a table for each token. Words of one group share a
direction, so that a "crash" lies near a "fault" without a letter in common.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

GROUPS: Sequence[Sequence[str]] = (
    ("crash", "fault", "abort"),
    ("slow", "latency", "sluggish"),
    ("plot", "figure", "chart"),
)


def encoder(
    folder: Path,
    groups: Sequence[Sequence[str]] = GROUPS,
    dims: int = 8,
    common: float = 0.0,
) -> Path:
    """The folder, with a model in which each group of words has a direction of its own.

    `common`: how far all of them go in one direction besides.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = ["[UNK]", *(word for group in groups for word in group)]
    table = np.zeros((len(words), dims), np.float32)
    for place, group in enumerate(groups):
        for word in group:
            table[words.index(word), place] = 1.0
        table[[words.index(word) for word in group], -1] = common
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    onnx.save(_graph(table), folder / "model.onnx")
    return folder


def _graph(table: "np.ndarray[tuple[int, int], np.dtype[np.float32]]") -> onnx.ModelProto:
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])
    out = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", table.shape[1]]
    )
    node = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph(
        [node], "words", [ids], [out], [numpy_helper.from_array(table, "table")]
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
