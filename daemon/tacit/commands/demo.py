"""`tacit demo`: the whole loop once, on a bundled transcript, in a scratch registry."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import click
from rich.console import Console
from rich.markup import escape

from tacit.advise.advice import advise
from tacit.advise.index import Index
from tacit.advise.query import Query, for_error, for_start
from tacit.advise.refresh import refresh
from tacit.config import load
from tacit.draft.make import Draft, drafts
from tacit.episodes.episode import Mined
from tacit.episodes.mine import mine
from tacit.errors import TacitError
from tacit.paths import Paths
from tacit.publish.approving import approve
from tacit.publish.checkout import Checkout
from tacit.publish.creating import create_local
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish, shelve
from tacit.publish.registries import registries
from tacit.publish.since import changed
from tacit.share import share
from tacit.store import connect
from tacit.terminal import safe
from tacit.transcript.reader import read_session
from tacit.transcript.session import ToolCall

# Another project, of another person.
_TECHSPEC = """\
# Long-context language model

A decoder-only transformer in PyTorch with rotary position embeddings (RoPE), 8 heads of 64.
"""
_ERROR = (
    "RuntimeError: The size of tensor a (64) must match the size of tensor b (32) "
    "at non-singleton dimension 3"
)
Step = tuple[str, str]  # what happens, and what comes of it


@click.command("demo", short_help="The whole loop once, in a scratch registry.")
def command() -> None:
    """Show the whole loop on a bundled transcript: a session ends, the next one knows.

    Everything happens in a temporary folder; nothing of yours is read or changed.
    """
    console = Console(highlight=False, soft_wrap=True)
    os.environ.pop("TACIT", None)  # who opted out may look at it all the same
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tacit-demo-") as scratch:
        for number, (title, text) in enumerate(loop(Path(scratch)), start=1):
            console.print(f"\n[bold cyan]{number}. {escape(title)}[/]")
            console.print(escape(indent(safe(text).strip(), "   ")))
    console.print(f"\n[green]The loop is closed[/], in {time.monotonic() - begun:.1f} s.")


def loop(scratch: Path) -> Iterator[Step]:
    """Go through the loop in a folder, with the functions that daemon and commands use.

    Raises TacitError where a step comes to nothing.
    """
    where = Paths(scratch / "config", scratch / "data", scratch / "state", "demo")
    where.data.mkdir()
    create_local(where.local_registry)
    yield from _learn(where)
    yield from _know(where, scratch / "long-context-lm")


def _learn(where: Paths) -> Iterator[Step]:
    """A session becomes a skill of the registry."""
    session = read_session(share("templates/demo") / "base100-addition.jsonl")
    calls = [event for event in session.events if isinstance(event, ToolCall)]
    failed = sum(1 for call in calls if call.result and call.result.is_error)
    ran = f"{session.reading.records} records, {len(calls)} tool calls, {failed} failed"
    yield "A session of Claude Code ends", f"{session.project}\n{ran}"
    mined = mine(session)
    yield "Its episodes are mined", _episodes(mined)
    made, refused = drafts(session, mined, author="A. Researcher")
    if not made:
        raise TacitError(f"the demo gave no draft: {'; '.join(refused)}; please report it")
    yield "A draft skill is written, each statement from the transcript", _files(made[0])
    config, db = load(where.config_file, {}), connect(where.database)
    try:
        to = registries(config, where)[0]
        row = publish(db, shelve(db, made[0], to, where), config, where, "auto")
        yield "It is pushed as a branch of the registry and waits for review", _state(row)
        row = approve(db, row.id, config, where)
        yield "A person approves it: `tacit review approve`", _state(row)
    finally:
        db.close()


def _know(where: Paths, project: Path) -> Iterator[Step]:
    """What sessions in another project receive."""
    known = registries(load(where.config_file, {}), where)
    Checkout(known[0].url, known[0].folder).sync()
    refresh(known, where.index, changed)
    project.mkdir()
    (project / "TECHSPEC.md").write_text(_TECHSPEC, encoding="utf-8")
    (project / "requirements.txt").write_text("torch==2.13.0\n", encoding="utf-8")
    index = Index.open(where.index)
    yield (
        "A teammate starts a session in another project; before its first word it is told",
        _told(index, for_start(project)),
    )
    yield (
        "The same kind of error there; right after it the session is told",
        (f"{_ERROR}\n\n{_told(index, for_error(_ERROR, project))}"),
    )
    if index:
        index.close()


def _told(index: Index | None, query: Query) -> str:
    return advise(index, query).text or "(nothing)"


def _episodes(mined: Mined) -> str:
    lines = []
    for episode in mined.episodes:
        lines.append(f"error   {episode.error.text}")
        lines += [f"tried   {one.summary} → {one.outcome}" for one in episode.attempts]
        lines += [f"fix     {episode.fix.summary}"] if episode.fix else []
        lines += [f"proof   {len(episode.verified_by)} rerun"] if episode.resolved else []
    return "\n".join(lines)


def _files(draft: Draft) -> str:
    return f"{draft.skill.description}\n" + "\n".join(draft.files)


def _state(row: DraftRow) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{row.branch or row.name}: {row.state}{note}"
