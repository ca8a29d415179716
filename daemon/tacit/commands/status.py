"""`tacit status`, and `tacit` alone: what is on, for this folder, and what waits."""

import sys
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.markup import escape

from tacit import __version__, footprint
from tacit.advise.facts import latest
from tacit.advise.refresh import head
from tacit.config import load
from tacit.draft.ledger import Spent, spent
from tacit.options import Config
from tacit.paths import Paths, paths
from tacit.policy import policy
from tacit.publish import drafts
from tacit.publish.address import shown
from tacit.publish.registries import registries
from tacit.serve import queue
from tacit.serve.client import daemon_status
from tacit.store import connect
from tacit.terminal import safe_line

_WAITING = ("waiting", "pushed", "open")


@click.command(short_help="What is on, for this folder, and what waits.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(as_json: bool) -> None:
    """Say what is on, for this folder, and what waits."""
    where, config, project = paths(), load(), Path.cwd()
    form = status(where, config, project)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(form) + b"\n")
    else:
        _show(Console(highlight=False, soft_wrap=True), form, installed(where))


def status(where: Paths, config: Config, project: Path) -> dict[str, Any]:
    """The stable machine-readable form; asks no git and no network, and makes no file."""
    daemon = daemon_status(where)
    found = policy(project, config)
    return {
        "version": __version__,
        "registries": _registries(where, config),
        "daemon": {
            "running": daemon is not None,
            "pid": daemon and daemon.get("pid"),
            "version": daemon and daemon.get("version"),
        },
        "project": {
            "path": found.path,
            "advise": found.advise,
            "retrospective": found.retrospective,
            "publish": found.publish,
            "why": found.why,
        },
        **_stored(where, config, project),
    }


def installed(where: Paths) -> list[str]:
    """The configuration folders of Claude Code that tacit is installed in."""
    return [record.config for record in footprint.records(where)]


def _registries(where: Paths, config: Config) -> list[dict[str, Any]]:
    held = _held(where.index)
    return [
        {
            "url": shown(one.url),
            "role": one.role,
            "head": head(one.folder),
            "skills": held.get(one.url, 0),
        }
        for one in registries(config, where)
    ]


def _held(index: Path) -> dict[str, int]:
    facts = latest(index)
    return facts.by_registry() if facts else {}


def _stored(where: Paths, config: Config, project: Path) -> dict[str, Any]:
    limit = config.retrospective.max_drafts_a_day
    if not where.database.exists():
        budget = {"drafts_today": 0, "max_drafts_a_day": limit}
        budget |= _model(config, Spent(0, 0.0), Spent(0, 0.0))
        return {"drafts": [], "queue": {}, "budget": budget}
    db = connect(where.database)
    try:
        today = drafts.pushed_lately(db, str(project), besides="")
        return {
            "drafts": [row.form() for row in drafts.rows(db)],
            "queue": queue.counts(db),
            "budget": {"drafts_today": today, "max_drafts_a_day": limit}
            | _model(config, *spent(db)),
        }
    finally:
        db.close()


def _model(config: Config, day: Spent, month: Spent) -> dict[str, Any]:
    """What the model of the `anthropic` writer has cost, beside its limits."""
    return {
        "writer": config.retrospective.writer,
        "dollars_today": round(day.dollars, 6),
        "dollars_this_month": round(month.dollars, 6),
        "max_dollars_a_day": config.model.max_dollars_a_day,
        "max_dollars_a_month": config.model.max_dollars_a_month,
        "tokens_today": day.tokens,
        "tokens_this_month": month.tokens,
        "max_tokens_a_day": config.model.max_tokens_a_day,
        "max_tokens_a_month": config.model.max_tokens_a_month,
    }


def _stands(row: dict[str, Any]) -> str:
    """The draft's state, why it is so, and its page."""
    why = f" ({_line(row['note'])})" if row["note"] else ""
    return f"{row['state']}{why} {_line(row['url'])}".rstrip()


def _show(console: Console, form: dict[str, Any], configs: list[str]) -> None:
    project, daemon = form["project"], form["daemon"]
    parts = [part for part in ("advise", "retrospective") if project[part]]
    on = f"[green]on[/] ({', '.join(parts)})" if parts else "[yellow]off[/]"
    why = f": {_line(project['why'])}" if project["why"] else ""
    console.print(f"tacit {form['version']} is {on} in {_line(project['path'])}{why}")
    if not configs:
        console.print("[yellow]Not installed[/] in Claude Code: run `tacit install`")
    for one in form["registries"]:
        skills = (
            f"{one['skills']} skill{'s' * (one['skills'] != 1)}"
            if one["head"]
            else "never synchronised"
        )
        console.print(f"{one['role']:>9}  {_line(one['url'])}, {skills}")
    running = f"running, pid {daemon['pid']}" if daemon["running"] else "asleep; a session wakes it"
    console.print(f"   daemon  {running}")
    if form["queue"]:
        counts = ", ".join(f"{number} {state}" for state, number in form["queue"].items())
        console.print(f" sessions  {_line(counts)}")
    budget = form["budget"]
    if budget["writer"] != "rules" or budget["tokens_this_month"]:
        today, month = (f"${budget[f'dollars_{time}']:.2f}" for time in ("today", "this_month"))
        most = f"${budget['max_dollars_a_day']:g} a day, ${budget['max_dollars_a_month']:g} a month"
        console.print(f"    model  {today} today, {month} this month; at most {most}")
    for row in form["drafts"]:
        if row["state"] in _WAITING:
            console.print(f"    draft  {_line(row['id'])} {_line(row['name'])}: {_stands(row)}")
    if any(row["state"] in _WAITING for row in form["drafts"]):
        console.print("Drafts wait for you: `tacit review`")


def _line(text: str) -> str:
    return escape(safe_line(text, 200))
