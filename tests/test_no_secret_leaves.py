"""Secrets planted in every place of a transcript: no byte that is written outside it holds one."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click import Command
from click.testing import CliRunner, Result

from building.secrets import TOKENS, Planted, planted
from building.transcripts import Transcript, in_config, session_id
from tacit.commands.advise import command as advise
from tacit.commands.draft import command as draft
from tacit.commands.retrospective import command as retrospective
from tacit.commands.review import command as review

SESSIONS = 15
TOLD = 'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n{}\n{}'
ERRORS = ("TypeError: 'float' object cannot be interpreted", "ValueError: the table is ragged")


def leaking(number: int, cwd: str, secrets: Iterator[Planted]) -> Transcript:
    """A session with something to teach, and a secret in every place that a session has."""

    def said(words: str) -> str:
        return f"{words}\n{next(secrets).text}"

    lab = Transcript(session=session_id(number), cwd=cwd, branch=f"fix/{token(secrets)}")
    lab.prompt(said("Train the model please."))
    told = TOLD.format(next(secrets).text, f"{ERRORS[0]} {number}")
    run = f"python3 train{number}.py --lr 0.01 # {one_line(secrets)}"
    lab.bash(run, told, failed=True)
    lab.reply(said("The total may be too small."))
    lab.edit("train.py", said("total = 100"), said("total = 1000"))
    lab.bash(run, f"{next(secrets).text}\n{told}", failed=True)
    lab.edit("train.py", said("steps = total / 10"), said("steps = total // 10"))
    lab.wrote("config.yaml", said("lr: 0.01"))
    lab.saw("notes.md", said("notes"))
    lab.call("mcp__tracker__log", {"run": {"note": [said("loss 0.31")]}}, said("logged"))
    lab.bash(run, said("step 100 loss 0.31\nok"))
    child = lab.subagent("a1")
    child.prompt(said("Look at the table."))
    child.bash("python3 table.py", TOLD.format(next(secrets).text, ERRORS[1]), failed=True)
    child.edit("table.py", said("rows = read()"), said("rows = pad(read())"))
    child.bash("python3 table.py", said("12 rows"))
    lab.reply(said("Training runs now."))
    return lab


def token(secrets: Iterator[Planted]) -> str:
    """The next of the secrets that a folder or a branch can be named after."""
    return next(s.secret for s in secrets if s.kind in TOKENS and "/" not in s.secret)


def one_line(secrets: Iterator[Planted]) -> str:
    """The next of the secrets that has no second line."""
    return next(secret.text for secret in secrets if "\n" not in secret.text)


def bytes_of(folder: Path, but: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file below `folder` that is not in `but`; git's objects unpacked."""
    for file in folder.rglob("*"):
        if file.is_file() and but not in file.parents:
            yield str(file.relative_to(folder)), file.read_bytes()
        elif file.name == "objects" and (file.parent / "HEAD").is_file():
            every = ["cat-file", "--batch", "--batch-all-objects"]
            told = ["git", "--git-dir", str(file.parent), *every]
            done = subprocess.run(told, capture_output=True, check=True)
            yield str(file.relative_to(folder)), done.stdout


def held(found: Iterable[tuple[str, bytes]], secrets: Iterable[Planted]) -> set[tuple[str, str]]:
    """Where which kind of secret stands, in names or in bytes."""
    return {
        (name, secret.kind)
        for name, data in found
        for secret in secrets
        if secret.secret.encode() in data or secret.secret in name
    }


@pytest.fixture
def sessions(home: Path) -> tuple[list[Path], list[Planted]]:
    """The transcripts, where the client keeps them, and all that was planted in them."""
    known: list[Planted] = []

    def noted() -> Iterator[Planted]:
        for secret in planted(5000):
            known.append(secret)
            yield secret

    secrets = noted()
    files = []
    for number in range(SESSIONS):
        cwd = str(home / "work" / f"{number}-{token(secrets)}")
        files.append(leaking(number, cwd, secrets).write(in_config(home / ".claude", cwd)))
    return files, known


def ran(command: Command, *args: str) -> Result:
    """The command, run without a fault."""
    done = CliRunner().invoke(command, args)
    assert done.exit_code == 0, done.output
    return done


def test_the_planting_is_what_it_says(sessions: tuple[list[Path], list[Planted]]) -> None:
    files, secrets = sessions
    written = b"".join(file.read_bytes() for file in files[0].parents[2].rglob("*.jsonl"))
    there = [s for s in secrets if json.dumps(s.secret)[1:-1].encode() in written]
    assert len(there) >= 300
    assert len({s.kind for s in there}) >= 40


def test_what_is_written_out_holds_no_secret(
    sessions: tuple[list[Path], list[Planted]], tmp_path: Path
) -> None:
    files, secrets = sessions
    out = tmp_path / "out"
    told = [ran(draft, str(file), "--out", str(out / file.stem)).output for file in files]
    assert len(list(out.rglob("SKILL.md"))) >= SESSIONS
    assert not held(bytes_of(out, tmp_path / "none"), secrets)
    assert not held([("what it prints", "".join(told).encode())], secrets)


def test_the_whole_flow_leaves_no_secret_anywhere(
    sessions: tuple[list[Path], list[Planted]], home: Path
) -> None:
    files, secrets = sessions
    rows = [row for file in files for row in published(file)]
    assert len(rows) >= SESSIONS
    ran(review, "approve", rows[0]["id"])
    ran(advise, "a float in range()", "--json")
    # The project's own folder is known to its user's own state, where opt-out and consent ask for
    # it, and to nothing else.
    folders = [str(row["project"]).encode() for row in rows]
    written = [
        (name, without(data, folders) if name.startswith(".local/state/") else data)
        for name, data in bytes_of(home, home / ".claude")
    ]
    assert any(name.endswith("draft.json") for name, _ in written)
    assert any(name.endswith("objects") and len(data) > 10_000 for name, data in written)
    assert not held(written, secrets)


def published(file: Path) -> list[dict[str, Any]]:
    """The drafts' rows after the retrospective of that transcript."""
    done = json.loads(ran(retrospective, str(file), "--json").stdout)
    assert all(row["state"] in ("pushed", "superseded") for row in done["drafts"]), done
    return list(done["drafts"])


def without(data: bytes, folders: Iterable[bytes]) -> bytes:
    """The data without the names of these folders."""
    for folder in folders:
        data = data.replace(folder, b"")
    return data
