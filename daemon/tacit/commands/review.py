"""`tacit review`: what waits for a person, and what the person says."""

from dataclasses import asdict

import click
import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tacit.advise.refresh import refresh
from tacit.commands.review_show import Shown, shown_draft
from tacit.config import Config, load
from tacit.errors import RegistryError
from tacit.paths import Paths, paths
from tacit.publish.drafts import DraftRow
from tacit.publish.kin import Kin
from tacit.publish.listing import find, listed, settle
from tacit.publish.publish import approve as approve_
from tacit.publish.publish import reject as reject_
from tacit.publish.pushing import opened
from tacit.publish.registries import registries
from tacit.store import Database, connect
from tacit.terminal import safe, safe_line

_ID = click.argument("id", metavar="ID")
_JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable.")


def _desk() -> tuple[Database, Config, Paths]:
    where = paths()
    return connect(where.database), load(), where


@click.group("review", invoke_without_command=True, short_help="List, show, approve or reject.")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show, approve or reject drafts. Alone: the list."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("list")
@_JSON
@click.option("--all", "everything", is_flag=True, help="Also those that were decided.")
def list_(as_json: bool = False, everything: bool = False) -> None:
    """The drafts of this machine and your teammates' that wait for somebody."""
    db, config, where = _desk()
    to = registries(config, where)[0]
    try:
        opened(to, where).sync()
        settle(db, to)
    except RegistryError as error:
        click.echo(f"tacit: {error}; this is what was known before", err=True)
    rows = listed(db, config, where, everything=everything)
    if as_json:
        for row in rows:
            click.echo(orjson.dumps(row.form()))
    else:
        _table(rows)


def _table(rows: tuple[DraftRow, ...]) -> None:
    if not rows:
        click.echo("Nothing waits for review.")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("ID", "NAME", "STATE", "NOTE"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe_line(v)) for v in (row.id, row.name, row.state, row.note)))
    console = Console(highlight=False, soft_wrap=not _is_terminal())
    console.print(table)
    click.echo("\ntacit review show ID · approve ID · reject ID --reason …")


def _is_terminal() -> bool:
    return Console().is_terminal


@command.command()
@_ID
@_JSON
def show(id: str, as_json: bool) -> None:
    """The skill, what was redacted, what lint finds, the evidence where it is on this machine."""
    db, config, where = _desk()
    found = shown_draft(find(db, id, config, where), where)
    if as_json:
        form = found.row.form() | {
            "files": dict(found.files),
            "redactions": dict(found.redactions),
            "evidence": dict(found.evidence),
            "writer": found.writer,
            "writer_note": found.note,
            "findings": [asdict(finding) for finding in found.findings],
            "same": (found.same.branch or found.same.path) if found.same else "",
            "contradicts": found.same.against if found.same else "",
        }
        click.echo(orjson.dumps(form))
    else:
        _print(found)


def _print(found: Shown) -> None:
    """Everything as plain text: neither rich's markup nor an escape of the draft's takes effect."""
    row, echo = found.row, click.echo
    echo(f"{row.id}  {safe_line(row.name)}  {row.state}  {row.branch}")
    if row.note:
        echo(f"({safe_line(row.note)})")
    if found.note:
        echo(f"({safe_line(found.note)})")
    if found.same:
        echo(f"({_told(found.same)})")
    for path, text in found.files.items():
        if path.endswith(".md"):
            echo(f"\n─── {safe_line(path)}\n{safe(text).rstrip()}")
    others = [safe_line(path) for path in found.files if not path.endswith(".md")]
    if others:
        echo(f"\n─── other files\n{chr(10).join(others)}")
    if found.redactions:
        echo("\n─── redacted\n" + ", ".join(f"{k}: {n}" for k, n in found.redactions.items()))
    if found.findings:
        echo("\n─── lint")
        for one in found.findings:
            echo(f"{one.severity} {one.rule}: {safe_line(f'{one.path}:{one.line} {one.message}')}")
    if found.evidence:
        echo("\n─── evidence, on this machine only")
        for cited, quote in found.evidence.items():
            echo(f"[{safe_line(cited, 40)}] {safe_line(quote, 200)}")


def _told(same: Kin) -> str:
    """Where else the error is told, and what merging makes of it."""
    what = "the open draft" if same.branch else "a skill of the registry"
    where = safe_line(same.branch or same.path)
    if same.against:
        return f"{what} contradicts it: {where}: {safe_line(same.against)}"
    return f"{what} tells the same error: {where}"


@command.command()
@_ID
@_JSON
def approve(id: str, as_json: bool) -> None:
    """Merge a draft; one that waits on this machine goes to its registry first."""
    db, config, where = _desk()
    row = approve_(db, id, config, where)
    if row.state == "merged":
        refresh(registries(config, where), where.index)
    if as_json:
        click.echo(orjson.dumps(row.form()))
    elif row.state == "merged":
        click.echo(f"Merged {safe_line(row.name)}: it is advice from now on.")
    elif row.state == "superseded":
        click.echo(f"Joined {row.branch}: {safe_line(row.note)}.")
    else:
        click.echo(f"Pushed {row.branch}{f' ({safe_line(row.note)})' if row.note else ''}.")
        click.echo(f"It becomes advice when it is merged: `tacit review approve {row.id}` again.")


@command.command()
@_ID
@click.option("--reason", required=True, help="Why; it is remembered with the draft.")
@_JSON
def reject(id: str, reason: str, as_json: bool) -> None:
    """Refuse a draft: its branch goes, and it is not offered again."""
    db, config, where = _desk()
    row = reject_(db, id, reason, config, where)
    click.echo(orjson.dumps(row.form()) if as_json else f"Rejected {safe_line(row.name)}.")
