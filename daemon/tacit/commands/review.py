"""`tacit review`: what waits for a person, and what the person says."""

import importlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click
import orjson

from tacit import atomic
from tacit.advise.refresh import refresh
from tacit.commands.review_list import STALE, drafts_table, stale_form, stale_table
from tacit.commands.review_print import show as print_
from tacit.config import load
from tacit.errors import RegistryError, TacitError
from tacit.options import Config
from tacit.paths import Paths, ensure_private, paths
from tacit.publish.approving import approve as approve_
from tacit.publish.approving import outcome
from tacit.publish.catching_up import catch_up
from tacit.publish.listing import find, listed
from tacit.publish.registries import registries
from tacit.publish.rejecting import reject as reject_
from tacit.publish.since import changed
from tacit.review.ageing import ageing
from tacit.review.editing import edit as edit_
from tacit.review.seen import seen
from tacit.store import Database, connect
from tacit.terminal import safe_line

_ID = click.argument("id", metavar="ID")
_JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable.")


def _desk() -> tuple[Database, Config, Paths]:
    where = paths()
    return connect(where.database), load(), where


@click.group("review", invoke_without_command=True, short_help="List, show, approve or reject.")
@click.option("--web", "as_page", is_flag=True, help="As a page in the browser, on loopback.")
@click.pass_context
def command(ctx: click.Context, as_page: bool) -> None:
    """List, show, edit, approve or reject drafts. Alone: the list."""
    if as_page:
        importlib.import_module("tacit.commands.review_web").web(*_desk())
        ctx.exit()
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("list", short_help="What waits for somebody.")
@_JSON
@click.option("--all", "everything", is_flag=True, help="Also those that were decided.")
@click.option("--stale", "old", is_flag=True, help="All skills to verify anew, in --json as well.")
def list_(as_json: bool = False, everything: bool = False, old: bool = False) -> None:
    """The drafts of this machine and your teammates' that wait for somebody.

    Below them, skills that nobody verified for long (`tacit registry stale`).
    """
    db, config, where = _desk()
    to = registries(config, where)[0]
    try:
        catch_up(db, to, where)
    except RegistryError as error:
        click.echo(f"tacit: {error}; this is what was known before", err=True)
    rows = listed(db, config, where, everything=everything)
    aged = ageing(config, where, Path.cwd()) if old or not as_json else ()
    if as_json:
        for form in (*(row.form() for row in rows), *map(stale_form, aged)):
            click.echo(orjson.dumps(form))
    else:
        drafts_table(rows)
        stale_table(aged if old else aged[:STALE], len(aged))


@command.command(short_help="See a draft beside its evidence.")
@_ID
@_JSON
def show(id: str, as_json: bool) -> None:
    """The draft, each passage beside its evidence, what was redacted, what lint finds."""
    db, config, where = _desk()
    found = seen(db, find(db, id, config, where), where, config.forge)
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
            "similar": found.similar,
            "sessions": found.sessions,
        }
        click.echo(orjson.dumps(form))
    else:
        print_(found)


@command.command(short_help="Change a draft in $EDITOR.")
@_ID
@click.option("--file", "name", default="SKILL.md", help="The file, by the end of its path.")
def edit(id: str, name: str) -> None:
    """Change a file of a draft in $EDITOR; it is looked through again before it is kept."""
    db, config, where = _desk()
    files = seen(db, find(db, id, config, where), where, config.forge).files
    path = next((path for path in files if f"/{path}".endswith(f"/{name}")), "")
    if not path:
        raise TacitError(f"the draft has no {safe_line(name, 60)}; it has {_names(files)}")
    text = click.edit(files[path], extension=Path(path).suffix, require_save=True)
    if text is None:
        raise TacitError("nothing was saved, so nothing changed")
    try:
        edit_(db, id, {path: text}, config, where)
    except TacitError as refusal:
        raise TacitError(f"{refusal}; your text is kept in {_kept(where, path, text)}") from None
    click.echo(f"Changed {safe_line(path)}.")


def _names(files: Mapping[str, str]) -> str:
    return ", ".join(safe_line(path.rsplit("/", 1)[-1], 60) for path in files)


def _kept(where: Paths, path: str, text: str) -> Path:
    file = ensure_private(where.host_state) / f"edited-{safe_line(Path(path).name, 60)}"
    atomic.write(file, text.encode("utf-8", "replace"), 0o600)
    return file


@command.command(short_help="Merge a draft; one that waits goes to its registry first.")
@_ID
@_JSON
def approve(id: str, as_json: bool) -> None:
    """Merge a draft; one that waits on this machine goes to its registry first."""
    db, config, where = _desk()
    row = approve_(db, id, config, where)
    if row.state == "merged":
        refresh(registries(config, where), where.index, changed)
    click.echo(orjson.dumps(row.form()) if as_json else outcome(row))


@command.command(short_help="Refuse a draft, with a reason.")
@_ID
@click.option("--reason", required=True, help="Why; it is remembered with the draft.")
@_JSON
def reject(id: str, reason: str, as_json: bool) -> None:
    """Refuse a draft: its branch goes, and it is not offered again."""
    db, config, where = _desk()
    row = reject_(db, id, reason, config, where)
    click.echo(orjson.dumps(row.form()) if as_json else f"Rejected {safe_line(row.name)}.")
