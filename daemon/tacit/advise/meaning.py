"""Which skills lie near a text by meaning, where the user named an encoder's folder.

The libraries come with `tacit[semantic]` and are imported when a model is first opened. Whatever is
amiss with them or with the folder, words alone find skills as before; `tacit doctor` says so.
"""

import math
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tacit.advise.entry import Entry
from tacit.advise.index import Index
from tacit.advise.modelfolder import stamp
from tacit.advise.query import Query
from tacit.errors import EncoderError

if TYPE_CHECKING:
    from tacit.advise.encoder import Encoder, Floats
    from tacit.advise.vectors import Nearest, Vectors

# In an index's folder.
FILE = "vectors"
_NEAREST = 50  # skills that meaning alone may bring in
_LEAST = 1e-3  # of a deviation: where all skills are equally near, little is said
_EXTRA = "`./install.sh --semantic` installs it, or pip install 'tacit[semantic]'"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A text's place among the skills; see `near.Near`."""

    _to: "Floats"
    _vectors: "Vectors"
    _nearest: "Nearest"

    @property
    def ids(self) -> Sequence[int]:
        """The nearest skills, the nearest first."""
        return self._nearest.ids

    def likeness(self, entries: Collection[Entry]) -> Mapping[int, float]:
        """Id → how far above the mean of all skills its cosine is, in standard deviations."""
        from tacit.advise.vectors import key  # noqa: PLC0415 - as `encoder`

        keys = {entry.id: key(named(entry)) for entry in entries}
        found = self._vectors.cosines(keys.values(), self._to)
        mean, unit = self._nearest.mean, max(self._nearest.deviation, _LEAST)
        return {id_: (found[one] - mean) / unit for id_, one in keys.items() if one in found}


class Meaning:
    """An opened model with the vectors that it made; threads may share it."""

    def __init__(self, encoder: "Encoder", model: bytes, file: Path) -> None:
        self._encoder, self._model, self._file = encoder, model, file
        self._lock = threading.Lock()
        self._open: tuple[object, Vectors | None] = (None, None)

    @classmethod
    def open(cls, model: Path, index: Path) -> Self:
        """The model in a folder, and the vectors in an index's folder.

        Raises EncoderError where the model cannot be used.
        """
        return cls(_encoder(model)(model), stamp(model), index / FILE)

    def near(self, query: Query) -> Neighbours | None:
        """What lies near a prompt; None at another moment, or where no skill has a vector.

        An error is found by its exact words, and a project by what it is made of: there a likeness
        of meaning can only mislead. Raises EncoderError.
        """
        vectors = self._latest() if query.moment == "prompt" and query.terms else None
        if vectors is None:
            return None
        (to,) = self._encoder.encode([query.text], "query")
        if vectors.rows.shape[1] != len(to):
            return None
        return Neighbours(to, vectors, vectors.nearest(to, _NEAREST))

    def _latest(self) -> "Vectors | None":
        from tacit.advise.vectors import Vectors  # noqa: PLC0415 - importable by now

        try:
            found = self._file.stat()
        except OSError:
            return None
        now = (found.st_ino, found.st_mtime_ns, found.st_size)
        with self._lock:
            if self._open[0] != now:
                self._open = (now, Vectors.open(self._file, self._model))
            return self._open[1]


def folder_of(semantic_model: str) -> Path | None:
    """The model's folder that the configuration names; None where it names none."""
    return Path(semantic_model).expanduser() if semantic_model else None


def learn(
    index: Index,
    model: Path,
    folder: Path,
    seconds: float = math.inf,
    say: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Give the skills of the index in `folder` their vectors; how many are left without one.

    After `seconds` the rest is left to the next time. `say` is told how many of how many texts are
    encoded. Raises EncoderError where the model cannot be used or the file cannot be written.
    """
    encoder = _encoder(model)
    from tacit.advise.embed import embed  # noqa: PLC0415 - importable by now

    return embed(
        index, partial(encoder, model), stamp(model), folder / FILE, seconds=seconds, say=say
    )


def _encoder(model: Path) -> "type[Encoder]":
    """What opens a model's folder. Raises EncoderError where it, or what runs it, is missing."""
    if not model.is_dir():
        raise EncoderError(f"{model} is no folder; advise.semantic_model names a model's folder")
    try:
        from tacit.advise.encoder import Encoder  # noqa: PLC0415 - heavy, and an optional extra
    except ImportError as error:
        raise EncoderError(f"{error}; {_EXTRA}") from None
    return Encoder


def named(entry: Entry) -> str:
    """What a skill's vector goes by; another one when anything that it is made of changed."""
    return f"{told(entry)}\0{entry.digest}"


def told(entry: Entry) -> str:
    """What a skill says of itself, one half of its vector; how its text begins is the other."""
    return f"{entry.name}. {entry.description}"
