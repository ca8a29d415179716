"""A sentence encoder in a folder of this machine, run by onnxruntime: the only importer of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import onnxruntime
import orjson
from tokenizers import Tokenizer

from tacit.advise.modelfolder import SETTINGS, TOKENIZER, graph
from tacit.errors import EncoderError

Floats = npt.NDArray[np.float32]
Side = Literal["query", "document"]

_TOKENS = 256  # of a text, where the folder does not say how many the model was trained on
_MOST_TOKENS = 512
_TEXT = 20_000  # characters, of which the tokens above are never more than a part
_BATCH = 16  # texts of like length at once: more is no faster on a CPU, and costs memory


@dataclass(frozen=True, slots=True)
class Form:
    """How a model wants to be used; `prefixes` stand before a text of their side."""

    tokens: int
    first: bool
    prefixes: dict[Side, str]


class Encoder:
    """Turns texts into unit vectors whose inner product is their likeness; threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Raises EncoderError where the folder holds no model that can be used."""
        self._folder = folder
        self._form = form(folder)
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(self._form.tokens)
            self._session: Any = onnxruntime.InferenceSession(
                str(graph(folder)), _options(), providers=["CPUExecutionProvider"]
            )
            self._inputs = {one.name for one in self._session.get_inputs()}
        except Exception as fault:  # noqa: BLE001 - both libraries raise bare Exceptions of their own
            raise self._unusable(fault) from None

    def encode(self, texts: Sequence[str], side: Side) -> Floats:
        """A row of length 1 for each text, in their order; of a text without tokens, zeros."""
        before = self._form.prefixes.get(side, "")
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: list[Floats] = []
        try:
            for start in range(0, len(order), _BATCH):
                batch = [before + _clean(texts[n]) for n in order[start : start + _BATCH]]
                rows.extend(self._encoded(batch))
        except Exception as fault:  # noqa: BLE001 - as above
            raise self._unusable(fault) from None
        back = np.argsort(order)
        return np.stack(rows)[back] if rows else np.zeros((0, 0), np.float32)

    def _encoded(self, texts: list[str]) -> Floats:
        found = [self._tokenizer.encode(text).ids for text in texts]  # a batch takes all cores
        ids = np.zeros((len(found), max(1, *map(len, found))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(found):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        return _unit(_pooled(np.asarray(out, np.float32), mask, first=self._form.first))

    def _unusable(self, fault: Exception) -> EncoderError:
        said = " ".join(str(fault).split())[:300]
        return EncoderError(f"the model in {self._folder} cannot be used: {said}")


def form(folder: Path) -> Form:
    """How the folder's own files say that the model is used; else 256 tokens and their mean."""
    pooling, sizes, sides = (_settings(folder / name) for name in SETTINGS)
    said = sizes.get("max_seq_length")
    tokens = min(said, _MOST_TOKENS) if isinstance(said, int) and said > 0 else _TOKENS
    prompts = sides.get("prompts")
    prompts = prompts if isinstance(prompts, dict) else {}
    before: dict[Side, object] = {
        "query": prompts.get("query"),
        "document": prompts.get("document", prompts.get("passage")),
    }
    prefixes = {side: text for side, text in before.items() if isinstance(text, str)}
    return Form(tokens, pooling.get("pooling_mode_cls_token") is True, prefixes)


def _clean(text: str) -> str:
    """The text without lone surrogates, which a tokenizer refuses."""
    return text[:_TEXT].encode("utf-8", "replace").decode()


def _settings(file: Path) -> dict[str, Any]:
    try:
        found = orjson.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _options() -> Any:
    """One thread, and memory given back: a daemon at rest is no guest that takes the whole table.

    With the arena of the library, which never shrinks, a batch leaves hundreds of megabytes.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return options


def _pooled(out: Floats, mask: npt.NDArray[np.int64], *, first: bool) -> Floats:
    """One vector a text: what the model gives, its first token, or the mean of all."""
    if out.ndim == 2:
        return out
    if first:
        return np.asarray(out[:, 0], np.float32)
    counts = np.maximum(mask.sum(axis=1, keepdims=True), 1).astype(np.float32)
    return np.asarray(np.einsum("btd,bt->bd", out, mask.astype(np.float32)) / counts, np.float32)


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(np.isfinite(lengths) & (lengths > 0), rows / np.maximum(lengths, 1e-12), 0.0)
