"""Read a secret from a file that its owner alone can read."""

import os
import stat
from pathlib import Path

from tacit.errors import TacitError

_MOST = 1_000  # bytes; a key or a token has about a hundred


def read(file: Path) -> str:
    """The secret in the file. Raises TacitError where others can read it, or it holds none."""
    try:
        # NONBLOCK: opening a pipe would wait for a writer.
        with open(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123 - a descriptor
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
                raise TacitError(f"{file} is not a file of yours")
            if stat.S_IMODE(found.st_mode) & 0o077:
                raise TacitError(f"others can read {file}; run `chmod 600` on it")
            return checked(stream.read(_MOST + 1).decode("ascii", "replace").strip(), str(file))
    except OSError as error:
        raise TacitError(f"cannot read the key or token in {file}: {error.strerror}") from None


def checked(secret: str, where: str) -> str:
    """The secret itself: one printable word. Raises TacitError where it is none."""
    word = secret.isascii() and secret.isprintable() and " " not in secret
    if not (word and 0 < len(secret) <= _MOST):
        raise TacitError(f"{where} holds no key or token")
    return secret
