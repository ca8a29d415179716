"""Sessions with a secret in every place that a session has, and where in what bytes one stands."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from building.secrets import TOKENS, Planted
from building.transcripts import Transcript

TOLD = 'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n{}\n{}'
ERRORS = ("TypeError: 'float' object cannot be interpreted", "ValueError: the table is ragged")


class Secrets:
    """The planted ones in turn; `given`: those that were taken so far."""

    def __init__(self, source: Iterator[Planted]) -> None:
        self._source = source
        self.given: list[Planted] = []

    def said(self, words: str) -> str:
        """The words, and a secret on a line of its own."""
        return f"{words}\n{self.next().text}"

    def next(self) -> Planted:
        """The next of them."""
        self.given.append(next(self._source))
        return self.given[-1]

    def token(self) -> str:
        """The next that a folder or a branch can be named after."""
        while (found := self.next()).kind not in TOKENS or "/" in found.secret:
            pass
        return found.secret

    def line(self) -> str:
        """The next that has no second line."""
        while "\n" in (found := self.next().text):
            pass
        return found


def leaking(word: str, session: str, cwd: str, secrets: Secrets) -> Transcript:
    """A session with something to teach, and a secret in every place that a session has; `word`
    makes its errors its own."""
    said = secrets.said
    lab = Transcript(session=session, cwd=cwd, branch=f"fix/{secrets.token()}")
    lab.raw(type="summary", summary=said("Train the model"), leafUuid="x")
    lab.prompt(said("Train the model please."))
    told = TOLD.format(secrets.next().text, f"{ERRORS[0]} {word}")
    run = f"python3 train.py --lr 0.01 # {secrets.line()}"
    lab.bash(run, told, failed=True)
    lab.reply(said("The total may be too small."))
    lab.edit("train.py", said("total = 100"), said("total = 1000"))
    lab.bash(run, f"{secrets.next().text}\n{told}", failed=True)
    beside(lab, secrets)
    lab.edit("train.py", said("steps = total / 10"), said("steps = total // 10"))
    lab.wrote("config.yaml", said("lr: 0.01"))
    lab.saw("notes.md", said("notes"))
    lab.call("mcp__tracker__log", {"run": {"note": [said("loss 0.31")]}}, said("logged"))
    lab.bash(run, said("step 100 loss 0.31\nok"))
    child = lab.subagent("a1")
    child.prompt(said("Look at the table."))
    child.bash(
        "python3 table.py", TOLD.format(secrets.next().text, f"{ERRORS[1]} {word}"), failed=True
    )
    child.edit("table.py", said("rows = read()"), said("rows = pad(read())"))
    child.bash("python3 table.py", said("12 rows"))
    lab.reply(said("Training runs now."))
    return lab


def beside(lab: Transcript, secrets: Secrets) -> None:
    """What stands in a transcript beside messages and plain results."""
    said = secrets.said
    lab.queued(said("use a smaller total"))
    lab.notification(said("Background command failed"), status="failed")
    lab.compaction(said("The training stops."))
    lab.user(said("Look at the table."), isSidechain=True)
    operation = {"operation": "enqueue", "content": said("and quickly"), "sessionId": lab.session}
    lab.raw(type="queue-operation", **operation)
    backups = {secrets.line(): {"backupFileName": secrets.line(), "version": 1}}
    lab.raw(type="file-history-snapshot", snapshot={"trackedFileBackups": backups})
    lab.add("progress", data={"type": "hook_progress", "output": said("the hook ran")})
    hook = {"type": "hook_success", "hookName": "PostToolUse:Bash", "command": secrets.line()}
    lab.add("attachment", attachment=hook | {"stdout": said("ok"), "content": said("ok")})
    lab.add("system", subtype="local_command", content=said("<local-command-stdout>"))
    asked = lab.use("mcp__tracker__best", {"metric": secrets.line()})
    block = [{"type": "text", "text": said('{"loss": 0.31}')}]
    lab.result(asked, block, toolUseResult=[{"type": "text", "text": said("loss")}])
    failing = lab.use("mcp__tracker__get", {"id": secrets.line()})
    lab.result(failing, said("Error: no such run"), failed=True)


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


def without(data: bytes, folders: Iterable[bytes]) -> bytes:
    """The data without the names of these folders."""
    for folder in folders:
        data = data.replace(folder, b"")
    return data
