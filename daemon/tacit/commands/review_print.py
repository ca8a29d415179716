"""A draft on a terminal: each passage beside its evidence where there is room, else below it."""

from collections.abc import Iterator

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
    """Print it, by the user's pager where it is longer than the terminal.

    Neither rich's markup nor an escape of the draft's takes effect.
    """
    console = Console(highlight=False)
    with console.capture() as captured:
        _all(console, found)
    text = captured.get()
    if console.is_terminal and text.count("\n") >= console.height:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)


def _all(console: Console, found: Seen) -> None:
    _say(console, *_head(found))
    wide = console.is_terminal and console.width >= _ROOM
    for path, there in found.beside.items():
        if path.endswith(".md"):
            _say(console, "", f"─── {safe_line(path)}")
            _wide(console, there) if wide else _say(console, *_narrow(there))
    others = [safe_line(path) for path in found.files if not path.endswith(".md")]
    if others:
        _say(console, "", "─── other files", *others)


def _say(console: Console, *lines: str) -> None:
    """Lines as they are, however long."""
    for line in lines:
        console.print(Text(line), soft_wrap=True)


def _head(found: Seen) -> Iterator[str]:
    """What is to be known before the text: state, notes, findings, redactions, kin."""
    row = found.row
    yield f"{row.id}  {safe_line(row.name)}  {row.state}  {row.branch}"
    yield from (f"({note})" for note in notes(found))
    if found.redactions:
        yield "redacted: " + ", ".join(f"{k}: {n}" for k, n in found.redactions.items())
    yield from (f"similar: {safe_line(path)}" for path in found.similar)
    for one in found.findings:
        yield f"{one.severity} {one.rule}: {safe_line(f'{one.path}:{one.line} {one.message}')}"
    if not found.evidence:
        yield "The evidence lies on its author's machine."


def _wide(console: Console, there: tuple[Beside, ...]) -> None:
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="dim")
    for one in there:
        style = _STYLES.get(one.passage.kind, "")
        table.add_row(Text(safe(one.passage.text), style), Text("\n".join(_beside(one))))
    console.print(Padding(table, (1, 0, 0, 0)))


def _narrow(there: tuple[Beside, ...]) -> Iterator[str]:
    end = 0
    for one in there:
        if end and one.passage.line > end + 1:
            yield ""
        end = one.passage.last
        yield safe(one.passage.text)
        yield from (f"    │ {line}" for line in _beside(one))


def _beside(one: Beside) -> list[str]:
    """The column beside a passage, line by line."""
    lines = [f"{found.severity} {found.rule}: {safe_line(found.message)}" for found in one.findings]
    for quote in one.quotes[:_QUOTES]:
        first, *rest = safe(quote.text).split("\n")
        lines += [f"[{safe_line(quote.id, 40)}] {first}", *rest]
    more = len(one.quotes[_QUOTES:]) + one.more
    return [*lines, f"and {more} more"] if more else lines
