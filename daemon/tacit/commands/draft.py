"""`tacit draft`: the plugin folders of a transcript, or of a draft that Claude filled."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson
from pydantic import ValidationError

from tacit import atomic
from tacit.author import author
from tacit.config import load
from tacit.draft.anthropic import asking
from tacit.draft.losses import left_out
from tacit.draft.make import Draft, drafts, filled
from tacit.draft.safe import redacted
from tacit.draft.skill import SkillDraft
from tacit.episodes.mine import mine
from tacit.errors import DraftRefused
from tacit.paths import client_config, paths
from tacit.publish.publish import publish, shelve
from tacit.publish.registries import registries
from tacit.serve.standing import strictest
from tacit.store import connect
from tacit.transcript.find import named, transcripts
from tacit.transcript.reader import read_session
from tacit.transcript.session import Session

# A form is some kilobytes; what is larger is none.
MOST = 2_000_000
# Where /retrospective writes its form; its `allowed-tools` name this folder.
FORMS = ".cache/tacit/forms"


@click.command(short_help="Write the plugin folders of a transcript, or of a filled draft.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option(
    "--writer", type=click.Choice(["rules", "anthropic"]), default="rules", show_default=True
)
@click.option("--from", "form", metavar="FILE", help="A filled form as JSON; - is stdin.")
@click.option("--session", metavar="ID", help="The form's session; default: the one around us.")
@click.option(
    "--publish",
    "also_publish",
    is_flag=True,
    help="Publish a filled form even where --out is given.",
)
@click.option("--schema", is_flag=True, help="Print the JSON schema of the form.")
def command(
    *,
    path: Path | None,
    out: Path | None,
    writer: str,
    form: str | None,
    session: str | None,
    also_publish: bool,
    schema: bool,
) -> None:
    """Write the skills that a transcript has to teach into a folder, or take a filled form.

    A form (`--from`) goes where a session's own drafts go: on the shelf, and to the registry as
    far as consent reaches. With `--out` it is only written there.
    """
    if schema:
        click.echo(json.dumps(SkillDraft.model_json_schema(), indent=2))
    elif form is not None:
        _take(form, session, out, also_publish)
    elif path is None or out is None:
        raise click.UsageError("give PATH and --out DIR, or --from FILE")
    else:
        for file in transcripts(path):
            _write_all(read_session(file), out, writer)


def _write_all(session: Session, out: Path, writer: str) -> None:
    model = asking(load().model, paths(), os.environ) if writer == "anthropic" else None
    mined = mine(session, load().retrospective.worth)
    made, refused = drafts(session, mined, author=author(), model=model)
    for draft in made:
        _write(draft, out)
        if draft.note:
            click.echo(f"tacit: {draft.skill.name}: {draft.note}", err=True)
    for reason in refused:
        click.echo(f"tacit: not written: {reason}", err=True)


def _take(form: str, session_id: str | None, out: Path | None, also: bool) -> None:
    session = _session(session_id)
    given, _ = redacted(_form(form), author())
    draft = filled(given, session, mine(session), author=author())
    for part in left_out(given, draft.skill):
        click.echo(f"tacit: left out: {part}: its evidence does not hold what it says", err=True)
    if out is not None:
        _write(draft, out)
    if out is None or also:
        _publish(draft, session)
    if Path(form).absolute().parent == Path.home() / FORMS:
        Path(form).unlink(missing_ok=True)


def _write(draft: Draft, out: Path) -> None:
    """Write the files below `out` and print the plugin's folder as a JSON line."""
    for path, text in draft.files.items():
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, text.encode())
    plugin = out / "plugins" / draft.skill.category / draft.skill.name
    _print({"path": str(plugin), "name": draft.skill.name, "id": draft.id, "writer": draft.writer})


def _print(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


def _session(given: str | None) -> Session:
    session_id = given or os.environ.get("CLAUDE_CODE_SESSION_ID", "")
    if not session_id:
        raise DraftRefused("which session? give --session ID, or run it inside Claude Code")
    return read_session(named(session_id, client_config()))


def _form(name: str) -> SkillDraft:
    """The form in a file, or on stdin. Raises DraftRefused, naming each field that does not fit."""
    try:
        data = sys.stdin.buffer.read(MOST + 1) if name == "-" else _bounded(Path(name))
    except OSError as error:
        raise DraftRefused(f"cannot read the form {name}: {error.strerror}") from None
    if len(data) > MOST:
        raise DraftRefused(f"the form is larger than {MOST} bytes; shorten it")
    try:
        return SkillDraft.model_validate_json(data)
    except ValidationError as error:
        told = "; ".join(_problems(error))
        raise DraftRefused(f"the form does not fit: {told} (see `tacit draft --schema`)") from None


def _bounded(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MOST + 1)


def _problems(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_input=False)[:5]:
        field = ".".join(str(part)[:60] for part in problem["loc"]) or "the JSON"
        yield f"{field}: {problem['msg']}"


def _publish(draft: Draft, session: Session) -> None:
    """The same doors as at a session's end, and the draft's row as a JSON line."""
    config, where = load(), paths()
    places = filter(None, dict.fromkeys((session.project, *session.folders)))
    allowed = strictest(places, config, os.environ)
    if not allowed.retrospective:
        raise DraftRefused(f"this project takes no part: {allowed.why}")
    db = connect(where.database)
    row = shelve(db, draft, registries(config, where)[0], where)
    _print(publish(db, row, config, where, allowed.publish).form())
