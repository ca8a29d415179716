"""`tacit mine`: show the episodes of transcripts. Changes nothing on disk."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.markup import escape

from tacit.config import load
from tacit.episodes.episode import Episode, Mined
from tacit.episodes.mine import mine
from tacit.paths import client_config
from tacit.transcript.find import named, transcripts
from tacit.transcript.reader import read_session


@click.command(short_help="Show the episodes of transcripts; changes nothing.")
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--session", metavar="ID", help="A session of this machine; alone: the one around us."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON line a session.")
def command(path: tuple[Path, ...], session: str | None, as_json: bool) -> None:
    """Show each error of a session, what was tried, what ended it and what proves it.

    PATH is a transcript, or a folder of them. A record that several of them share (a fork copies
    its parent's) counts once.
    """
    if not path and not session:
        session = os.environ.get("CLAUDE_CODE_SESSION_ID")  # inside a session: its own
    if not path and not session:
        raise click.UsageError("give a PATH, or --session ID")
    seen: set[str] = set()
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    worth = load().retrospective.worth
    for file in _files(path, session):
        mined = mine(read_session(file, seen=seen), worth)
        if as_json:
            sys.stdout.buffer.write(orjson.dumps(mined.form(), default=str) + b"\n")
        else:
            _show(console, mined)


def _files(path: tuple[Path, ...], session: str | None) -> Iterator[Path]:
    if session is not None:
        yield named(session, client_config())
    for given in path:
        yield from transcripts(given)


def _show(console: Console, mined: Mined) -> None:
    """The human form: a line a session, then its episodes; text of the session is never markup."""
    mark = "[green]worth saving[/]" if mined.worth_saving else "[dim]nothing to save[/]"
    console.print(f"[bold]{escape(mined.transcript)}[/]  {mark}: {escape(mined.reasons[0])}")
    for episode in mined.episodes:
        _show_episode(console, episode)


def _show_episode(console: Console, episode: Episode) -> None:
    state = "[green]resolved[/]" if episode.resolved else "[yellow]open[/]"
    kept = " [green]kept[/]" if episode.keep else ""
    console.print(f"  {state}{kept}  {escape(_line(episode.error.text))}")
    for attempt in episode.attempts:
        outcome = f" → {attempt.outcome}" if attempt.outcome else ""
        console.print(f"    tried  {escape(_line(attempt.summary + outcome))}")
    if episode.fix is not None:
        what = "fix  " if episode.resolved else "last "
        console.print(f"    {what}  {escape(_line(episode.fix.summary))}")


def _line(text: str) -> str:
    """The beginning of a text on one line, without what would move a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in text[:200])
