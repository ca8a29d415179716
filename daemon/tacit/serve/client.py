"""The command line's side of the socket: ask the daemon, start it, stop it."""

import os
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson

from tacit import __version__
from tacit.errors import DaemonError
from tacit.paths import Paths, paths
from tacit.serve.protocol import PROTOCOL, ProtocolError, Reply, Request, encode, parse_reply

_SECONDS = 2.0
_POLL = 0.05


def ask(verb: str, where: Paths | None = None) -> Reply:
    """The daemon's reply to one of its verbs. Raises DaemonError where none answers."""
    where = where or paths()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
            peer.settimeout(_SECONDS)
            peer.connect(str(where.socket))
            peer.sendall(encode(Request(PROTOCOL, __version__, verb)))
            raw = b"".join(iter(lambda: peer.recv(1 << 16), b""))
        return parse_reply(raw)
    except (FileNotFoundError, ConnectionRefusedError):
        raise DaemonError("no daemon is running; `tacit daemon start` starts one") from None
    except (OSError, ProtocolError) as error:
        raise DaemonError(f"the daemon does not answer ({error}); see `tacit daemon log`") from None


def daemon_status(where: Paths | None = None) -> dict[str, Any] | None:
    """What the daemon says of itself; None where none answers."""
    try:
        found: dict[str, Any] = orjson.loads(ask("status", where).body)
    except (DaemonError, ValueError):
        return None
    return found


def poke(where: Paths | None = None) -> None:
    """Have the daemon bring its registries up to date soon; nothing where none is running."""
    try:
        ask("sync", where)
    except DaemonError:
        return


def start(where: Paths | None = None) -> dict[str, Any]:
    """Start a daemon unless one answers; what it says of itself. Raises DaemonError."""
    where = where or paths()
    if found := daemon_status(where):
        return found
    command = (sys.executable, "-I", "-m", "tacit.serve.run", str(where.state))
    null = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, _plain(), file_actions=null, setsid=True)
    _until(lambda: daemon_status(where) is not None or os.waitpid(pid, os.WNOHANG)[0] == pid)
    found = daemon_status(where)
    if found is None:
        raise DaemonError(f"the daemon does not come up; {where.log} may say why")
    return found


def stop(where: Paths | None = None) -> bool:
    """Ask the daemon to leave and wait until it has; False where none was running.

    Raises DaemonError where it does not leave. A worker's job goes on and ends by itself.
    """
    where = where or paths()
    found = daemon_status(where)
    if found is None:
        return False
    ask("stop", where)
    if not _until(lambda: daemon_status(where) is None):
        raise DaemonError(
            f"the daemon (pid {found['pid']}) does not leave; {where.log} may say why"
        )
    return True


def _until(done: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL)
    return True


def _plain() -> dict[str, str]:
    """The environment without this shell's settings: the daemon serves all sessions."""
    ours = ("TACIT", "CLAUDE", "ANTHROPIC_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
