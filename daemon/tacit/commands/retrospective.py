"""`tacit retrospective`: mine a session and publish its drafts, by hand."""

import os
import sys
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.markup import escape

from tacit.config import load
from tacit.draft.make import Draft
from tacit.paths import client_config, paths
from tacit.publish.drafts import DraftRow
from tacit.serve.retrospect import Outcome, retrospect
from tacit.store import connect
from tacit.transcript.find import last, named


@click.command("retrospective", short_help="Mine a session and publish its drafts, by hand.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--session", metavar="ID", help="A session of this machine, by its id.")
@click.option("--last", "newest", is_flag=True, help="The session that was written to last.")
@click.option("--dry-run", is_flag=True, help="Keep and publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line with the outcome.")
def command(
    path: Path | None, session: str | None, newest: bool, dry_run: bool, as_json: bool
) -> None:
    """Run the whole flow for one session: PATH, an id, or the last one of this machine."""
    file = _file(path, session, newest)
    where, config = paths(), load()
    console = Console(stderr=True, highlight=False)
    with console.status("…") as status:
        db = None if dry_run else connect(where.database)
        outcome = retrospect(file, db, config, where, os.environ, told=status.update)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(form(outcome)) + b"\n")
    else:
        _show(outcome, dry_run)


def form(outcome: Outcome) -> dict[str, object]:
    """The stable machine-readable form of an outcome."""
    return {
        "transcript": outcome.transcript,
        "session_id": outcome.session,
        "outcome": outcome.state,
        "reasons": outcome.reasons,
        "drafts": [_draft(draft) for draft in outcome.drafts],
    }


def _draft(draft: DraftRow | Draft) -> dict[str, object]:
    if isinstance(draft, DraftRow):
        return draft.form()
    skill = draft.skill
    return {"id": draft.id, "name": skill.name, "category": skill.category, "state": "not kept"}


def _file(path: Path | None, session: str | None, newest: bool) -> Path:
    if sum((path is not None, session is not None, newest)) != 1:
        raise click.UsageError("give a PATH, --session ID or --last")
    if path is not None:
        return path
    return named(session, client_config()) if session is not None else last(client_config())


def _show(outcome: Outcome, dry_run: bool) -> None:
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    console.print(f"[bold]{escape(outcome.transcript)}[/]: {outcome.state.replace('_', ' ')}")
    for draft in map(_draft, outcome.drafts):
        line = f"  {draft['id']}  {draft['name']}  {draft['state']}"
        console.print(escape(line), end="")
        console.print(escape(f": {draft['note']}") if draft.get("note") else "")
    for reason in outcome.reasons:
        console.print(f"  [dim]{escape(reason)}[/]")
    if outcome.drafts and not dry_run:
        console.print("`tacit review` shows them.")
