"""What waits for a person, as the terminal and other programs are told it."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tacit.advise.stale import Stale
from tacit.draft.clean import each_text
from tacit.publish.drafts import DraftRow
from tacit.review.ageing import aged
from tacit.terminal import safe_line

# So many skills to verify anew are named below the drafts; `--stale` names all.
STALE = 5
# No line is folded where no person reads it.
_UNFOLDED = 10_000
_DRAFTS = (
    *("id", "name", "category", "branch", "state", "note", "project", "session"),
    *("registry", "url"),
)


def drafts_table(rows: Sequence[DraftRow]) -> None:
    """Print the drafts, a row each, and what can be done with one."""
    if not rows:
        click.echo("Nothing waits for review.")
        return
    _table(
        ("ID", "NAME", "STATE", "NOTE"), ((row.id, row.name, row.state, row.told) for row in rows)
    )
    click.echo("\ntacit review show ID · approve ID · reject ID --reason …")


def stale_table(shown: Sequence[Stale], of: int) -> None:
    """Print skills to verify anew. `of`: how many there are, these included."""
    if shown:
        more = f"; `tacit registry stale` lists {of}" if of > len(shown) else ""
        click.echo(f"\nTo be verified anew{more}:")
        _table((), ((one.skill.name, aged(one)) for one in shown))


def stale_form(one: Stale) -> Any:
    """The keys of a draft's form, "" where a skill has none, its path, and the state "stale"."""
    form = {
        **dict.fromkeys(_DRAFTS, ""),
        "name": one.skill.name,
        "state": "stale",
        "note": aged(one),
        "path": one.skill.path,
        "months": one.months,
    }
    return each_text(form, lambda text: text.encode("utf-8", "replace").decode())


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_UNFOLDED)
    table = Table(box=None, pad_edge=False, show_header=bool(names))
    for name in names or ("", ""):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe_line(value)) for value in row))
    console.print(table)
