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
from tacit.errors import TranscriptError
from tacit.paths import client_config, paths
from tacit.publish.drafts import DraftRow
from tacit.serve.retrospect import Outcome, retrospect
from tacit.store import connect
from tacit.transcript.find import find, transcripts


@click.command("retrospective", short_help="Mine a session and publish its drafts, by hand.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--session", metavar="ID", help="A session of this machine, by its id.")
@click.option("--last", is_flag=True, help="The session that was written to last.")
@click.option("--dry-run", is_flag=True, help="Keep and publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line with the outcome.")
def command(
    path: Path | None, session: str | None, last: bool, dry_run: bool, as_json: bool
) -> None:
    """Run the whole flow for one session: PATH, an id, or the last one of this machine."""
    file = _file(path, session, last)
    where, config = paths(), load()
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        outcome = retrospect(
            file,
            connect(where.database),
            config,
            where,
            os.environ,
            dry_run=dry_run,
            told=lambda stage: status.update(f"{stage} …"),
        )
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


def _file(path: Path | None, session: str | None, last: bool) -> Path:
    if sum((path is not None, session is not None, last)) != 1:
        raise click.UsageError("give a PATH, --session ID or --last")
    if path is not None:
        return path
    if session is not None:
        found = find(session, [client_config()])
        if found is None:
            raise TranscriptError(
                f"no transcript of session {session} under {client_config()}/projects;"
                " set CLAUDE_CONFIG_DIR if it lies elsewhere, or give its PATH"
            )
        return found
    return _last()


def _last() -> Path:
    projects = client_config() / "projects"
    known = [(file.stat().st_mtime, file) for file in transcripts(projects)]
    if not known:
        raise TranscriptError(
            f"no transcript under {projects}; set CLAUDE_CONFIG_DIR, or give PATH"
        )
    return max(known)[1]


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
