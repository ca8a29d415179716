"""A draft on a terminal: each passage beside its evidence where there is room, else below it."""

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacit.review.beside import Beside
from tacit.review.seen import Seen
from tacit.review.words import notes
from tacit.terminal import safe, safe_line

# Two columns of less than this are read with more trouble than one.
_ROOM = 110
# Quotes beside a passage; the page and --json have the others.
_QUOTES = 2
_STYLES = {"heading": "bold", "code": "cyan", "front": "dim"}


def show(found: Seen) -> None:
    """Print it; neither rich's markup nor an escape of the draft's takes effect."""
    console = Console(highlight=False)
    head(found)
    wide = console.is_terminal and console.width >= _ROOM
    for path, there in found.beside.items():
        if path.endswith(".md"):
            click.echo(f"\n─── {safe_line(path)}")
            _wide(console, there) if wide else _narrow(there)
    others = [safe_line(path) for path in found.files if not path.endswith(".md")]
    if others:
        click.echo(f"\n─── other files\n{chr(10).join(others)}")


def head(found: Seen) -> None:
    """What is to be known before the text: state, notes, findings, redactions, kin."""
    row, echo = found.row, click.echo
    echo(f"{row.id}  {safe_line(row.name)}  {row.state}  {row.branch}")
    for note in notes(found):
        echo(f"({note})")
    if found.redactions:
        echo("redacted: " + ", ".join(f"{k}: {n}" for k, n in found.redactions.items()))
    for path in found.similar:
        echo(f"similar: {safe_line(path)}")
    for one in found.findings:
        echo(f"{one.severity} {one.rule}: {safe_line(f'{one.path}:{one.line} {one.message}')}")
    if not found.evidence:
        echo("The evidence lies on its author's machine.")


def _wide(console: Console, there: tuple[Beside, ...]) -> None:
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="dim")
    for one in there:
        style = _STYLES.get(one.passage.kind, "")
        table.add_row(Text(safe(one.passage.text), style), Text("\n".join(_beside(one))))
    console.print(Padding(table, (1, 0, 0, 0)))


def _narrow(there: tuple[Beside, ...]) -> None:
    end = 0
    for one in there:
        if end and one.passage.line > end + 1:
            click.echo()
        end = one.passage.last
        click.echo(safe(one.passage.text))
        for line in _beside(one):
            click.echo(f"    │ {line}")


def _beside(one: Beside) -> list[str]:
    """The column beside a passage, line by line."""
    lines = [f"{found.severity} {found.rule}: {safe_line(found.message)}" for found in one.findings]
    for quote in one.quotes[:_QUOTES]:
        first, *rest = safe(quote.text).split("\n")
        lines += [f"[{safe_line(quote.id, 40)}] {first}", *rest]
    more = len(one.quotes[_QUOTES:]) + one.more
    return [*lines, f"and {more} more"] if more else lines
