"""What a hook costs: `python bench/hook.py [ROUNDS]`.

Runs the client for SessionStart against a warm daemon and the bare interpreter in turn, compares
the medians; then cold starts, and how long a client waits at most where none can start.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tacit.paths import Paths, host_name
from tacit.serve.client import stop
from tacit.share import share

PAYLOAD = b'{"session_id":"bench-1","cwd":"%b","hook_event_name":"SessionStart","source":"startup"}'
PLACES = (".config", ".local/share", ".local/state")
Rows = list[tuple[str, list[float]]]


class Desk:
    """A home of its own, with whatever daemon its hooks start."""

    def __init__(self, interpreter: str = sys.executable) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="tacit-bench-"))
        config, data, state = (self.home / f"{name}/tacit" for name in PLACES)
        self.where = Paths(config, data, state, host_name())
        state.mkdir(parents=True)
        self.command = [interpreter, "-I", "-S", str(share("hooks/client.py"))]
        self.env = {"HOME": str(self.home), "PATH": os.environ["PATH"]}
        self.env["CLAUDE_PROJECT_DIR"] = str(self.home)

    def hook(self, event: str = "SessionStart", payload: bytes = b"") -> float:
        """One hook; its seconds."""
        payload = payload or PAYLOAD % str(self.home).encode()
        return timed([*self.command, event, str(self.where.state)], self.env, payload)

    def close(self) -> None:
        """End the daemon, leave nothing."""
        stop(self.where)
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.where.runtime, ignore_errors=True)


def timed(command: list[str], env: dict[str, str], payload: bytes = b"") -> float:
    """The seconds that the command takes from its start to its end."""
    begun = time.perf_counter()
    subprocess.run(command, env=env, input=payload, capture_output=True, check=True)
    return time.perf_counter() - begun


def warm(rounds: int) -> Rows:
    """The bare interpreter and the hook, in turn."""
    desk = Desk()
    bare: list[float] = []
    hook: list[float] = []
    try:
        for _ in range(3):
            desk.hook()
        time.sleep(4)  # the daemon's first synchronisation is over
        for _ in range(rounds):
            bare.append(timed([sys.executable, "-I", "-S", "-c", "pass"], desk.env))
            hook.append(desk.hook())
    finally:
        desk.close()
    return [("`python -I -S -c pass`", bare), ("SessionStart, warm daemon", hook)]


def cold(rounds: int) -> Rows:
    """The first hook of all: it starts the daemon and waits for its answer."""
    times = []
    for _ in range(rounds):
        desk = Desk()
        try:
            times.append(desk.hook())
        finally:
            desk.close()
    return [("SessionStart, cold daemon", times)]


def hopeless(rounds: int) -> Rows:
    """A daemon that never comes up (an interpreter without tacit): what a client waits for it."""
    folder = Path(tempfile.mkdtemp(prefix="tacit-bench-"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    desk = Desk(str(folder / "bin" / "python"))
    try:
        times = [desk.hook() for _ in range(rounds)]
    finally:
        desk.close()
        shutil.rmtree(folder)
    return [("SessionStart, daemon fails to start", times[:1]), ("… and backs off", times[1:])]


def silent(rounds: int) -> Rows:
    """A daemon that is there and never answers: what a client waits for it."""
    desk = Desk()
    desk.where.runtime.mkdir(mode=0o700, parents=True)
    desk.where.runtime.parent.chmod(0o700)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(desk.where.runtime / "s"))
        listener.listen(rounds + 1)
        times = [desk.hook() for _ in range(rounds)]
    shutil.rmtree(desk.home)
    shutil.rmtree(desk.where.runtime)
    return [("SessionStart, daemon hangs", times)]


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    few = max(rounds // 20, 3)
    found = warm(rounds) + cold(few) + hopeless(few) + silent(few)
    base = statistics.median(found[0][1])
    print(f"| {rounds} rounds in turn | min ms | median ms | longest ms | times bare |")
    print("|---|---|---|---|---|")
    for name, times in found:
        low, middle, high = min(times), statistics.median(times), max(times)
        figures = f"{low * 1e3:.1f} | {middle * 1e3:.1f} | {high * 1e3:.1f} | {middle / base:.2f}"
        print(f"| {name} | {figures} |")


if __name__ == "__main__":
    main()
