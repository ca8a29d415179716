"""Give the index's skills their vectors: what has one already is not encoded again."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from tacit.advise.encoder import Encoder, Floats
from tacit.advise.entry import Source
from tacit.advise.index import Index
from tacit.advise.meaning import named, told
from tacit.advise.vectors import Vectors, empty, key, together
from tacit.errors import EncoderError

_AT_ONCE = 128  # texts between two looks at the clock
_ENTRIES = 1000  # read from the index at a time
_BEGINNING, _LOOKED_AT = 900, 20_000  # characters of a body
_CODE = re.compile(r"```.*?(?:```|\Z)", re.S)


def embed(
    index: Index,
    opened: Callable[[], Encoder],
    model: bytes,
    file: Path,
    *,
    seconds: float,
    say: Callable[[int, int], None],
) -> int:
    """Bring the vectors at `file` up to date with the index: see `meaning.learn`.

    `opened` gives the encoder, which is not asked for where nothing is to be done; `model` is its
    stamp. Raises EncoderError.
    """
    until, whole = time.monotonic() + seconds, _whole(index.sources())
    old = Vectors.open(file, model)
    if old is not None and whole and old.whole == whole:
        return 0
    ids = _ids(index)
    known = set(old.keys.tolist()) if old is not None else set()
    missing = {one: id_ for one, id_ in ids.items() if one not in known}
    if old is None or missing:
        keys, rows = _encoded(opened(), index, missing, until, say)
    else:
        keys, rows = [], np.zeros((0, old.rows.shape[1]), np.float32)
    left = len(missing) - len(keys)
    found = together(old or empty(model, rows.shape[1]), ids, keys, rows, b"" if left else whole)
    try:
        found.write(file)
    except OSError as error:
        raise EncoderError(f"{file} cannot be written: {error.strerror}") from None
    return left


def _ids(index: Index) -> dict[int, int]:
    """Key → id, of all skills."""
    ids = index.ids()
    found: dict[int, int] = {}
    for start in range(0, len(ids), _ENTRIES):
        for id_, entry in index.entries(ids[start : start + _ENTRIES]).items():
            found.setdefault(key(named(entry)), id_)
    return found


def _encoded(
    encoder: Encoder,
    index: Index,
    missing: Mapping[int, int],
    until: float,
    say: Callable[[int, int], None],
) -> tuple[Sequence[int], Floats]:
    """The keys that there was time for, one batch at least, and their vectors."""
    keys = [*missing]
    rows = [encoder.encode(["x"], "document")[:0]]  # of no text, as wide as the model's are
    done = 0
    while done < len(keys) and (done == 0 or time.monotonic() < until):
        now = keys[done : done + _AT_ONCE]
        rows.append(_vectors(encoder, index, [missing[one] for one in now]))
        done += len(now)
        say(done, len(keys))
    return keys[:done], np.concatenate(rows)


def _vectors(encoder: Encoder, index: Index, ids: Sequence[int]) -> Floats:
    """A row of length 1 for each skill: halfway between what it says of itself and its text."""
    entries = index.entries(ids)
    both = encoder.encode([told(entries[id_]) for id_ in ids], "document")
    both += encoder.encode([_beginning(index.body(id_)) for id_ in ids], "document")
    lengths: Floats = np.linalg.norm(both, axis=1, keepdims=True)
    both /= np.maximum(lengths, np.finfo(np.float32).tiny)
    return both


def _beginning(body: str) -> str:
    """How a skill's text begins, without its code."""
    return _CODE.sub(" ", body[:_LOOKED_AT])[:_BEGINNING]


def _whole(sources: Sequence[Source]) -> bytes:
    """16 bytes that stand for the registries as they are; none where a commit is not known."""
    if not all(one.head for one in sources):
        return b""
    return sha256(repr([(one.url, one.head) for one in sources]).encode()).digest()[:16]
