"""A file's lines, in bounded memory whatever the file holds."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tacit.errors import TranscriptError

# The longest real line seen has 2.1 MB; one with a pasted image may have ten.
MAX_LINE = 16 << 20

# A parsed empty list or object takes some 90 bytes for the three of `[],`. Up to LIGHT bytes any
# line may be parsed; above, only one that holds long texts rather than many values.
LIGHT = 2 << 20
MAX_VALUES = 500_000

_BUFFER = 1 << 18  # three times as fast as the default for lines of some kilobytes


def opened(path: Path) -> BinaryIO:
    """The regular file at `path`, open for `lines`. Raises TranscriptError."""
    try:
        # Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise TranscriptError(f"cannot open the transcript {path}: {error}") from None
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise TranscriptError(f"{path} is no regular file; give the path of a transcript")
    return os.fdopen(file, "rb", buffering=_BUFFER)


def lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Each line; None for one that is not fit to be parsed, and never held whole.

    Raises OSError.
    """
    while line := file.readline(LIGHT):
        if len(line) < LIGHT or line.endswith(b"\n"):
            yield line
        else:
            yield _long(line, file)


def _long(line: bytes, file: BinaryIO) -> bytes | None:
    """The line that begins so, read to its end, or None when it is too much."""
    while not line.endswith(b"\n") and (more := file.readline(LIGHT)):
        # A crash leaves runs of NUL of any length; the record behind one is as good as any.
        line = line.lstrip(b"\0") + more
        if len(line) > MAX_LINE:
            _skip(file, line)
            return None
    return None if sum(map(line.count, (b",", b"[", b"{"))) > MAX_VALUES else line


def _skip(file: BinaryIO, last: bytes) -> None:
    while last and not last.endswith(b"\n"):
        last = file.readline(LIGHT)
