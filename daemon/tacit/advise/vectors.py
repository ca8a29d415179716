"""The vectors of all skills in one file beside the index, memory-mapped, replaced whole.

Eight bits a dimension, each row with a scale of its own: a quarter of the memory of 32-bit floats,
and as fast to go through (docs/retrieval.md). A row is found by its key, a hash of the text that
it is the vector of: whatever becomes of the index, no skill gets another's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from tacit import atomic

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
Ids = npt.NDArray[np.int64]

NOT_WHOLE = bytes(16)

_MAGIC = b"tacitvec"
_FORM = 1
_HEAD = np.dtype(
    [
        ("magic", "S8"),
        ("form", "<u4"),
        ("dims", "<u4"),
        ("rows", "<u8"),
        ("model", "V16"),
        ("whole", "V16"),
    ]
)
_MOST_DIMS = 8192
_CHUNK = 2048  # rows made into floats at a time: what stays in a processor's cache


class Nearest(NamedTuple):
    """Ids of skills, the nearest first; mean and deviation of the cosines of all."""

    ids: Sequence[int]
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors in a file. `keys` ascend; `ids` are those of the skills in the index.

    `model` stands for the encoder that made them, `whole` for the registries of which none is
    missing; 16 bytes each.
    """

    model: bytes
    whole: bytes
    keys: Keys
    ids: Ids
    scales: Floats
    rows: npt.NDArray[np.int8]

    @classmethod
    def open(cls, file: Path, model: bytes) -> Self | None:
        """The vectors at `file`; None where there are none that this model made."""
        try:
            head = np.fromfile(file, _HEAD, 1)
            whole = np.memmap(file, np.uint8, "r") if len(head) else None
        except (OSError, ValueError):
            return None
        if whole is None or head["magic"][0] != _MAGIC or head["form"][0] != _FORM:
            return None
        rows, dims = int(head["rows"][0]), int(head["dims"][0])
        if bytes(head["model"][0]) != model or not 0 < dims <= _MOST_DIMS:
            return None
        if len(whole) != _HEAD.itemsize + rows * (20 + dims):
            return None
        keys, ids, scales, cells = np.split(
            whole[_HEAD.itemsize :], [8 * rows, 16 * rows, 20 * rows]
        )
        return cls(
            model,
            bytes(head["whole"][0]),
            keys.view("<u8"),
            ids.view("<i8"),
            scales.view("<f4"),
            cells.view(np.int8).reshape(rows, dims),
        )

    def write(self, file: Path) -> None:
        """Put them in the file's place. Raises OSError."""
        head = np.zeros(1, _HEAD)
        head["magic"], head["form"] = _MAGIC, _FORM
        head["rows"], head["dims"] = self.rows.shape
        head["model"], head["whole"] = np.void(self.model), np.void(self.whole)
        parts = (head, self.keys, self.ids, self.scales, self.rows)
        atomic.write(file, b"".join(part.tobytes() for part in parts), 0o600)

    def cosines(self, keys: Collection[int], to: Floats) -> dict[int, float]:
        """The cosine of the unit vector `to` with the vector of each key that is here."""
        if not keys or not len(self.keys):
            return {}
        asked = np.array(sorted(set(keys)), np.uint64)
        places = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        places = places[self.keys[places] == asked]
        found = _products(self.rows[places], to) * self.scales[places]
        return dict(zip(self.keys[places].tolist(), found.tolist(), strict=True))

    def nearest(self, to: Floats, most: int) -> Nearest:
        """The `most` vectors, at least one, that are nearest to the unit vector."""
        if not len(self.rows):
            return Nearest((), 0.0, 0.0)
        found = np.empty(len(self.rows), np.float32)
        for start in range(0, len(self.rows), _CHUNK):
            part = slice(start, start + _CHUNK)
            found[part] = _products(self.rows[part], to)
        found *= self.scales
        most = min(most, len(found))
        best = np.argpartition(-found, most - 1)[:most]
        best = best[np.lexsort((best, -found[best]))]
        return Nearest(tuple(self.ids[best].tolist()), float(found.mean()), float(found.std()))


def _products(rows: npt.NDArray[np.int8], to: Floats) -> Floats:
    """The inner product of each row with `to`, on one thread.

    A matrix product of the library's would wait for a thread on every core, which takes ten times
    as long where the cores have other work.
    """
    return np.asarray(np.einsum("rd,d->r", rows.astype(np.float32), to), np.float32)


def key(text: str) -> int:
    """The 64 bits that a text's vector is found by."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def empty(model: bytes, dims: int) -> Vectors:
    """No vectors yet."""
    return Vectors(
        model,
        NOT_WHOLE,
        np.zeros(0, np.uint64),
        np.zeros(0, np.int64),
        np.zeros(0, np.float32),
        np.zeros((0, dims), np.int8),
    )


def together(
    old: Vectors, held: Mapping[int, int], keys: Sequence[int], new: Floats, whole: bytes = b""
) -> Vectors:
    """The rows of `old` and the unit vectors `new` of `keys`, of those that are `held`.

    `held`: the id that the skill of each key has in the index. `whole`: see `Vectors`; empty where
    some are missing.
    """
    scales = np.maximum(np.abs(new).max(axis=1, initial=0.0), 1e-12) / 127
    cells = np.round(new / scales[:, None]).astype(np.int8)
    every, first = np.unique(
        np.concatenate([old.keys, np.array(keys, np.uint64)]), return_index=True
    )
    kept = np.array([key in held for key in every.tolist()], np.bool_)
    take = first[kept]
    return Vectors(
        old.model,
        whole or NOT_WHOLE,
        every[kept],
        np.array([held[key] for key in every[kept].tolist()], np.int64),
        np.concatenate([old.scales, scales]).astype(np.float32)[take],
        np.concatenate([old.rows, cells])[take],
    )
