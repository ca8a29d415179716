"""`tacit daemon run|start|stop|log`: hooks start it and it leaves by itself; this is by hand."""

import logging
import sys
from collections import deque

import click

from tacit.errors import DaemonError
from tacit.paths import paths
from tacit.serve import client


@click.group()
def command() -> None:
    """Run, start or stop the daemon, or show its log."""


@command.command("run")
def run_() -> None:
    """Run it in the foreground, its log on stderr, until ^C or the idle time."""
    from tacit.serve.run import run  # noqa: PLC0415 - the other verbs need none of it

    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", force=True)
    logging.getLogger("tacit").setLevel(logging.INFO)
    run(paths())


@command.command("start")
def start() -> None:
    """Start it in the background; hooks do so by themselves."""
    found = client.start()
    print(f"running, pid {found['pid']}, version {found['version']}")


@command.command("stop")
def stop() -> None:
    """Ask it to leave; the next hook starts it again."""
    print("stopped" if client.stop() else "none was running")


@command.command("log")
@click.option("-n", "lines", default=50, show_default=True, help="How many of the last lines.")
def log(lines: int) -> None:
    """Show what daemon and workers said last."""
    file = paths().log
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            sys.stdout.writelines(deque(opened, maxlen=max(lines, 0)))
    except FileNotFoundError:
        raise DaemonError(f"there is no log yet; it will be {file}") from None
