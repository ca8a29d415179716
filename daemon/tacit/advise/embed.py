"""Give the index's skills their vectors: what has one already is not encoded again."""

import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from tacit.advise.encoder import Encoder, Floats
from tacit.advise.entry import Source
from tacit.advise.index import Index
from tacit.advise.meaning import told
from tacit.advise.vectors import Vectors, empty, key, together
from tacit.errors import EncoderError

_AT_ONCE = 128  # texts between two looks at the clock
_ENTRIES = 1000  # read from the index at a time


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
    texts = _texts(index)
    known = set(old.keys.tolist()) if old is not None else set()
    missing = [one for one in texts if one not in known]
    if old is None or missing:
        keys, rows = _encoded(opened(), missing, texts, until, say)
    else:
        keys, rows = [], np.zeros((0, old.rows.shape[1]), np.float32)
    held = {one: id_ for one, (id_, _) in texts.items()}
    left = len(missing) - len(keys)
    found = together(old or empty(model, rows.shape[1]), held, keys, rows, b"" if left else whole)
    try:
        found.write(file)
    except OSError as error:
        raise EncoderError(f"{file} cannot be written: {error.strerror}") from None
    return left


def _texts(index: Index) -> dict[int, tuple[int, str]]:
    """Key → id and text, of all skills."""
    ids = index.ids()
    found: dict[int, tuple[int, str]] = {}
    for start in range(0, len(ids), _ENTRIES):
        for id_, entry in index.entries(ids[start : start + _ENTRIES]).items():
            text = told(entry)
            found.setdefault(key(text), (id_, text))
    return found


def _encoded(
    encoder: Encoder,
    missing: Sequence[int],
    texts: Mapping[int, tuple[int, str]],
    until: float,
    say: Callable[[int, int], None],
) -> tuple[Sequence[int], Floats]:
    """The keys that there was time for, one batch at least, and their vectors."""
    rows = [encoder.encode(["x"], "document")[:0]]  # of no text, as wide as the model's are
    done = 0
    while done < len(missing) and (done == 0 or time.monotonic() < until):
        now = missing[done : done + _AT_ONCE]
        rows.append(encoder.encode([texts[one][1] for one in now], "document"))
        done += len(now)
        say(done, len(missing))
    return missing[:done], np.concatenate(rows)


def _whole(sources: Sequence[Source]) -> bytes:
    """16 bytes that stand for the registries as they are; none where a commit is not known."""
    if not all(one.head for one in sources):
        return b""
    return sha256(repr([(one.url, one.head) for one in sources]).encode()).digest()[:16]
