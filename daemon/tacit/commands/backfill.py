"""`tacit backfill`: mine all past sessions of this machine, and draft the best of it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
import orjson
from rich.console import Console
from rich.markup import escape

from tacit.commands.progress import progress
from tacit.config import load
from tacit.draft.make import Draft
from tacit.errors import DaemonError
from tacit.paths import Paths, client_config, ensure_private, paths
from tacit.publish.drafts import DraftRow
from tacit.serve import lifetime
from tacit.serve.backfill import Report, backfill, cost
from tacit.serve.past import past
from tacit.serve.survey import Asked, survey
from tacit.store import connect

_MOST = 10


@click.command("backfill", short_help="Mine all past sessions; draft the best of what they teach.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Sessions that ended on this day or later."
)
@click.option("--project", "glob", default="", metavar="GLOB", help="Projects in these folders.")
@click.option("--most", type=click.IntRange(min=0), default=_MOST, help="Drafts of this run.")
@click.option("--dry-run", is_flag=True, help="Keep and publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line with what was done.")
def command(since: datetime | None, glob: str, most: int, dry_run: bool, as_json: bool) -> None:
    """Mine every transcript that the client still has, the oldest first.

    What one run leaves out, above --most, the next one takes. Sessions that the daemon mined or
    will mine are left to it, and so is one that was written to a moment ago.
    """
    where, config = paths(), load()
    quiet = time.time() - config.daemon.quiet_minutes * 60
    files = past(client_config(), since.timestamp() if since else 0.0, quiet)
    asked = Asked(config, dict(os.environ), glob)
    db = None if dry_run and not where.database.exists() else connect(where.database)
    with _one_run(where, dry_run):
        with progress() as told:
            found = survey(files, asked, db, told, keep=not dry_run)
        price = cost(found, config, most)
        print(f"to draft: {price}", file=sys.stderr)
        with progress() as told:
            report = backfill(found, asked, None if dry_run else db, where, most=most, told=told)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(form(report, price, dry_run)) + b"\n")
    else:
        _show(report, dry_run)


def form(report: Report, price: str, dry_run: bool) -> dict[str, object]:
    """The stable machine-readable form of a run."""
    return {
        "dry_run": dry_run,
        "transcripts": sum(report.states.values()),
        "states": dict(report.states),
        "cost": price,
        "drafts": [_draft(draft) for draft in report.drafts],
        "left": report.left,
        "failed": [{"transcript": path, "why": why} for path, why in report.lost],
    }


def _draft(draft: DraftRow | Draft) -> dict[str, object]:
    if isinstance(draft, DraftRow):
        return draft.form()
    names = {"id": draft.id, "name": draft.skill.name, "category": draft.skill.category}
    return {**names, "state": "not kept", "project": draft.project, "session": draft.session}


def _show(report: Report, dry_run: bool) -> None:
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    for draft in map(_draft, report.drafts):
        note = f": {draft['note']}" if draft.get("note") else ""
        console.print(escape(f"  {draft['id']}  {draft['name']}  {draft['state']}{note}"))
    for path, why in report.lost:
        console.print(escape(f"  not read: {path}: {why}"))
    states = ", ".join(f"{n} {state.replace('_', ' ')}" for state, n in report.states.items())
    console.print(f"{sum(report.states.values())} transcripts ({states or 'none'})")
    console.print(f"{len(report.drafts)} drafts; {report.left} sessions with a lesson are left")
    if report.drafts and not dry_run:
        console.print("`tacit review` shows them.")


@contextmanager
def _one_run(where: Paths, dry_run: bool) -> Iterator[None]:
    """Two runs at a time would do everything twice; a dry one is in nobody's way."""
    lock = None if dry_run else lifetime.hold(ensure_private(where.runtime) / "backfill.lock")
    if lock is None and not dry_run:
        raise DaemonError("another `tacit backfill` is at work; wait for it, or stop it")
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)
