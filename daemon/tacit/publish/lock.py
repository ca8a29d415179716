"""One process at a time in a checkout, whatever dies in the middle."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tacit.errors import RegistryError
from tacit.paths import ensure_private

# A fetch over a slow line may take this long; whoever waits has nothing better to do.
PATIENCE = 180.0
# A lock on a single ref may belong to a fetch that outlived its parent; after this it does not.
_STALE = 600.0


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[int]:
    """Hold the lock of the checkout `folder`; the descriptor that holds it comes back.

    It is given to local git processes, so that the lock outlives a killed parent for as long as
    its git still writes. Raises RegistryError where another process holds it for too long.
    """
    ensure_private(folder.parent)
    file = folder.with_name(f"{folder.name}.lock")
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _wait(descriptor, folder, patience)
        _unlock(folder / ".git")
        yield descriptor
    finally:
        os.close(descriptor)


def _wait(descriptor: int, folder: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                message = f"{folder} is in use by another process; try again later"
                raise RegistryError(message) from None
            time.sleep(0.02)


def _unlock(git: Path) -> None:
    """Remove the locks that a killed git left behind; under our lock nobody else holds them."""
    for name in ("index.lock", "HEAD.lock", "config.lock", "shallow.lock"):
        with suppress(OSError):
            (git / name).unlink(missing_ok=True)
    now = time.time()
    for stale in (git / "packed-refs.lock", *(git / "refs").rglob("*.lock")):
        with suppress(OSError):
            if now - stale.stat().st_mtime > _STALE:
                stale.unlink()
