"""`tacit advise`: the advice that a session would get, for a person, a skill or a measurement."""

import importlib
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click
import orjson

from tacit.advise.advice import Advice, Match, advise
from tacit.advise.index import Index
from tacit.advise.meaning import Meaning
from tacit.advise.query import for_text
from tacit.advise.refresh import refresh, refresh_folder
from tacit.commands.advise_batch import questions
from tacit.commands.advise_print import show
from tacit.commands.meaning import meaning
from tacit.config import load
from tacit.options import Config, Moment
from tacit.paths import paths
from tacit.publish.registries import registries
from tacit.publish.registries import registry as registry_at
from tacit.publish.since import changed

_BEST = 10  # skills by hand and in a measurement, also where a session would be told of none


@click.command("advise", short_help="What the team knows about a goal.")
@click.argument("goal", required=False, default="")
@click.option(
    "--moment",
    type=click.Choice(get_args(Moment)),
    default="prompt",
    help="At a prompt (the default), the start of a session or an error.",
)
@click.option(
    "--cwd",
    type=click.Path(path_type=Path),
    default=".",
    help="The project's folder (default: this one).",
)
@click.option("--registry", help="A folder of skills or a repository's URL, not the configured.")
@click.option(
    "-k", "most", type=click.IntRange(1, 100), default=_BEST, help="List so many skills at most."
)
@click.option("--batch", type=click.Path(path_type=Path), help="JSON lines {id, query, moment}.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line instead of text.")
def command(
    *,
    goal: str,
    moment: Moment,
    cwd: Path,
    registry: str | None,
    most: int,
    batch: Path | None,
    as_json: bool,
) -> None:
    """What the registries know about GOAL: the best skills, and what a session would be told."""
    config = load()
    folder = _index(registry, config)
    index = Index.open(folder)
    ask = partial(_ask, index, meaning(config, index, folder), config.advise.max_chars)
    if batch:
        for row in questions(batch):
            form, _ = ask(_Asked(row.text, row.moment, None, _BEST))
            sys.stdout.buffer.write(orjson.dumps({"id": row.id, **form}) + b"\n")
        return
    if not goal and moment != "start":
        raise click.UsageError("say what the GOAL is, or name a file with --batch")
    form, advice = ask(_Asked(goal, moment, cwd, most))
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(form) + b"\n")
    else:
        show(advice)


class _Asked(NamedTuple):
    """One question: the project's files are looked at where a folder is given."""

    text: str
    moment: Moment
    project: Path | None
    most: int


def _ask(
    index: Index | None, meaning: Meaning | None, max_chars: int, asked: _Asked
) -> tuple[dict[str, Any], Advice]:
    """The stable machine-readable form, and the advice itself; `ms` is the time that it took.

    The text is a session's, however many skills are listed beside it.
    """
    started = time.perf_counter()
    query = for_text(asked.moment, asked.text, asked.project)
    near = meaning.near(query) if meaning else None
    advice = advise(index, query, near=near, max_chars=max_chars, k=asked.most)
    took = (time.perf_counter() - started) * 1000
    form = {
        "silent": advice.silent,
        "confidence": advice.confidence,
        "skills": [_form(match) for match in advice.skills],
        "text": advice.text,
        "ms": round(took, 3),
    }
    return form, advice


def _form(match: Match) -> dict[str, Any]:
    """`path` is inside the registry, `file` on this machine; `by` who says so, when, on what."""
    return {
        "name": match.name,
        "description": match.description,
        "by": match.by,
        "path": match.path,
        "score": match.score,
        "why": match.why,
        "file": match.file,
    }


def _index(named: str | None, config: Config) -> Path:
    """The folder of the index to ask: of the registry that was named, else of all configured."""
    where = paths()
    if named is None:
        refresh(registries(config, where), where.index, changed)
        return where.index
    folder = Path(named)
    if not _is_folder(folder):
        found = registry_at(named, "read", where)
        if not found.folder.is_dir():
            # git is heavy, and only needed where nobody joined the registry before.
            checkout = importlib.import_module("tacit.publish.checkout")
            checkout.Checkout(named, found.folder).sync()
        folder = found.folder
    return refresh_folder(folder, where.host_state / "folders")


def _is_folder(path: Path) -> bool:
    """A folder of files, not a bare repository."""
    return path.is_dir() and not ((path / "HEAD").is_file() and (path / "objects").is_dir())
