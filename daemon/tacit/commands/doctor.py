"""`tacit doctor`: check each link of the chain by using it."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.markup import escape

from tacit.commands.check import Check
from tacit.commands.check_client import check_client
from tacit.commands.check_host import check_host
from tacit.commands.check_meaning import check_meaning
from tacit.commands.check_model import check_model
from tacit.commands.check_registries import check_registries
from tacit.paths import client_config, paths
from tacit.terminal import safe_line
from tacit.wiring import wiring

_MARKS = {"ok": "[green]ok[/]     ", "note": "[yellow]note[/]   ", "problem": "[red]problem[/]"}


@click.command(short_help="Check each link of the chain by using it.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line a link.")
def command(as_json: bool) -> None:
    """Check each link of the chain by using it, and say how to mend what is broken.

    Exit code 1 where something is broken. Nothing of yours is changed.
    """
    console = Console(highlight=False, soft_wrap=True)
    broken = False
    for check in _checks():
        broken |= check.state == "problem"
        if as_json:
            sys.stdout.buffer.write(orjson.dumps(asdict(check), default=str) + b"\n")
            continue
        mend = f"\n          [bold]→ {_shown(check.mend)}[/]" if check.mend else ""
        console.print(f"{_MARKS[check.state]} {_shown(check.link)}: {_shown(check.seen)}{mend}")
    sys.exit(1 if broken else 0)


def _checks() -> Iterator[Check]:
    where, project = paths(), Path.cwd()
    wanted = wiring(where)
    yield from check_client(client_config().absolute(), project, wanted)
    yield from check_host(where, wanted)
    yield from check_registries(where, project)
    yield from check_model(where)
    yield from check_meaning(where)


def _shown(text: str) -> str:
    return escape(safe_line(text, 500))
