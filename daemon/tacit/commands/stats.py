"""`tacit stats`: what advice came to on this machine, in counts."""

import csv
import io
import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from tacit import atomic
from tacit.commands.progress import progress
from tacit.commands.stats_plot import plot
from tacit.commands.switch_off import off_pattern
from tacit.config import load
from tacit.errors import TranscriptError
from tacit.paths import paths
from tacit.serve.survey import Asked
from tacit.serve.tally import Tally, tally
from tacit.stats import report
from tacit.stats.export import Rows, tables
from tacit.store import connect
from tacit.terminal import safe_line

_AGO = re.compile(r"(\d{1,5})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}


class _Since(click.ParamType[datetime]):
    """`30d`, `12h`, `4w`, or a day."""

    name = "AGO|DAY"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            if ago := _AGO.fullmatch(value):
                return datetime.now() - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
            return datetime.strptime(value, "%Y-%m-%d")
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is neither like 30d, 12h or 4w nor a day like 2026-01-31")


@click.command("stats", short_help="What advice came to: given, followed, errors met again.")
@click.option("--since", type=_Since(), default="30d", help="How far back.", show_default=True)
@click.option("--project", type=click.Path(path_type=Path), help="Sessions in this folder alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--csv", "to", metavar="FOLDER|-", help="Tables as files; -: the figures, on stdout.")
def command(since: datetime, project: Path | None, as_json: bool, to: str | None) -> None:
    """Count what advice came to in the sessions of this machine.

    Which was given, whether it was followed, whether the error came again, which errors the team
    already knew. Transcripts are read once; what they show is kept.
    """
    if as_json and to == "-":
        raise click.UsageError("--json and --csv - both write to stdout; ask for one")
    where = paths()
    glob = off_pattern(project.resolve()) if project else ""
    asked = Asked(load(), dict(os.environ), glob)
    db = connect(where.database)
    with progress() as told:
        found = tally(db, asked, where, since, told)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(form(found)) + b"\n")
    if to:
        _export(found, to)
    if not (as_json or to):
        _show(Console(highlight=False, emoji=False), found, since)


def form(found: Tally) -> dict[str, object]:
    """The stable machine-readable form."""
    back = found.back
    return found.figures.form() | {
        "transcripts": {
            "left": back.left,
            "opted_out": back.apart,
            "failed": [{"transcript": path, "why": why} for path, why in back.lost],
        }
    }


def _export(found: Tally, to: str) -> None:
    made = tables(found.figures, found.happened, found.known)
    if to == "-":
        sys.stdout.write(_csv(made["figures"]))
        return
    folder = Path(to)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in made.items():
            atomic.write(folder / f"{name}.csv", _csv(rows).encode("utf-8", "replace"))
    except OSError as error:
        raise TranscriptError(f"cannot write the tables to {folder}: {error}") from None
    click.echo(f"{len(made)} tables are in {folder}", err=True)


def _csv(rows: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _show(console: Console, found: Tally, since: datetime) -> None:
    figures, back = found.figures, found.back
    if not figures.sessions:
        console.print(report.NONE_YET)
    else:
        sessions = f"{figures.sessions} session{'s' * (figures.sessions != 1)}"
        console.print(f"[bold]{sessions} since {since:%Y-%m-%d}[/] on this machine")
    if figures.days:
        console.print()
        console.print(plot(figures, console.width))
    for one in report.report(figures):
        _print(console, one)
    if back.apart:
        console.print(f"{back.apart} more take no part, and were not looked at.")
    for path, why in back.lost:
        console.print(escape(f"not read: {safe_line(path)}: {safe_line(why)}"))


def _print(console: Console, one: report.Table) -> None:
    table = Table(title=one.title, title_justify="left", title_style="bold", box=None)
    for place, head in enumerate(one.head):
        table.add_column(escape(head), justify="right" if place else "left", overflow="fold")
    for row in one.rows:
        table.add_row(*(escape(safe_line(cell, 100)) for cell in row))
    console.print()
    if one.rows:
        console.print(table)
    else:
        console.print(f"[bold]{one.title}[/]")
    console.print(Padding(f"[dim]{escape(safe_line(one.note, 2000))}[/]", (0, 0, 0, 2)))
