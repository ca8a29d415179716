"""Replace a file whole, or not at all."""

import os
import secrets
import stat
from pathlib import Path


def read(file: Path) -> bytes | None:
    """The file's bytes; None where there is none. Raises OSError otherwise."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def write(file: Path, data: bytes, mode: int = 0o666) -> None:
    """Put `data` in the file's place; a link (dotfiles are often links) keeps leading to it.

    An existing file keeps its mode; a new one gets `mode` less the umask. Raises OSError, and
    then the old bytes are still there.
    """
    target = Path(os.path.realpath(file))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    out = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(out, "wb") as stream:
            if target.exists():
                os.fchmod(out, stat.S_IMODE(target.stat().st_mode))
            stream.write(data)
            stream.flush()
            os.fsync(out)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
