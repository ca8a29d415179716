"""One daemon a user and host: the lock for life, the socket, and knowing when it is not ours."""

import fcntl
import os
import socket
import struct
import time
from contextlib import suppress
from pathlib import Path

from tacit.paths import ensure_private

_BACKLOG = 128


def hold(lock: Path, patience: float = 0.0) -> int | None:
    """Take the lock until this process ends: the descriptor, or None while another holds it.

    `patience`: seconds to wait for one that is about to leave.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        else:
            return descriptor


def listen(path: Path) -> socket.socket:
    """A listening socket at `path`, in place of what was there.

    Bound under another name and renamed when it listens, so that whoever finds it is answered.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    ensure_private(path.parent)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    umask = os.umask(0o177)
    try:
        listener.bind(str(temporary))
    finally:
        os.umask(umask)
    listener.listen(_BACKLOG)
    temporary.rename(path)
    return listener


def inode(path: Path) -> tuple[int, int] | None:
    """Which file is at the path; None for none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def take_away(path: Path, expected: tuple[int, int] | None) -> None:
    """Remove our socket, unless another daemon's is there by now."""
    if expected is not None and inode(path) == expected:
        with suppress(OSError):
            path.unlink()


def peer_is_us(connection: socket.socket) -> bool:
    """Does the other end of the connection run as this user?"""
    if not hasattr(socket, "SO_PEERCRED"):  # the folder is 0700 already
        return True
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack(
        "3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    )
    return bool(uid == os.getuid())
