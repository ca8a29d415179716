"""Transcripts as the real client writes them (forms measured with 2.1.329), made line by line.

    lab = Transcript(cwd="/home/user/lab")
    lab.prompt("train please")
    lab.bash("python train.py", TRACEBACK, failed=True)
    lab.edit("train.py", "total / 10", "total // 10")
    lab.bash("python train.py", "loss 0.31")
    path = lab.write(tmp_path)

Every method that adds a message returns what names it later: a record's uuid, or a tool_use id.
`extra` keyword arguments go into the record itself, over what is there: `isMeta=True`,
`version="2.0.5"`, `uuid=…`.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Record = dict[str, Any]

SESSION = "5e551000-0000-4000-8000-000000000001"
_BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_NO_OUTPUT = "(Bash completed with no output)"


def session_id(number: int) -> str:
    """The id of the `number`-th session of a test."""
    return f"5e551000-0000-4000-8000-{number:012d}"


@dataclass
class Transcript:
    """One session file in the making; `agent` makes it a subagent's."""

    session: str = SESSION
    cwd: str = "/home/user/lab"
    branch: str = "main"
    version: str = "2.1.329"
    entrypoint: str = "cli"
    model: str = "claude-opus-5-5"
    agent: str = ""
    records: list[Record] = field(default_factory=list)
    subagents: list["Transcript"] = field(default_factory=list)

    def raw(self, **record: Any) -> None:
        """A record of any form, as it is."""
        self.records.append(record)

    def add(self, kind: str, **extra: Any) -> str:
        """A record with the fields that all have in common; returns its uuid."""
        number = len(self.records)
        record: Record = {
            "parentUuid": self.last_uuid(),
            "isSidechain": bool(self.agent),
            "type": kind,
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.session}/{self.agent}/{number}")),
            "timestamp": stamp(number),
            "userType": "external",
            "entrypoint": self.entrypoint,
            "cwd": self.cwd,
            "sessionId": self.session,
            "version": self.version,
            "gitBranch": self.branch,
        }
        if self.agent:
            record["agentId"] = self.agent
        self.records.append(record | extra)
        return str(self.records[-1]["uuid"])

    def last_uuid(self) -> str | None:
        """The uuid that the next record hangs on."""
        return next((r["uuid"] for r in reversed(self.records) if "uuid" in r), None)

    def user(self, content: Any, **extra: Any) -> str:
        """A user record with this content: str, or a list of blocks."""
        return self.add("user", message={"role": "user", "content": content}, **extra)

    def assistant(self, *blocks: Record, **extra: Any) -> str:
        """One API message of these blocks, a record each under one message.id; the last's uuid."""
        message: Record = {
            "id": f"msg_{len(self.records):024d}",
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "stop_reason": None,
            "usage": {"input_tokens": 10, "output_tokens": 5},
        }
        uuids = [self.add("assistant", message=message | {"content": [b]}, **extra) for b in blocks]
        return uuids[-1]

    def prompt(self, text: str, **extra: Any) -> str:
        """The user's own words."""
        return self.user(text, **extra)

    def queued(self, text: str) -> str:
        """The user's own words, typed while the assistant was at work."""
        attachment = {"type": "queued_command", "prompt": text, "commandMode": "prompt"}
        return self.add("attachment", attachment=attachment | {"origin": {"kind": "human"}})

    def notification(self, text: str, status: str = "completed", of: str = "") -> str:
        """A background task that ended: a user record, yet no word of the user's."""
        made = f"<tool-use-id>{of}</tool-use-id>\n" if of else ""
        body = f"<task-notification>\n{made}<status>{status}</status>\n<summary>{text}</summary>\n"
        origin = {"kind": "task-notification"}
        return self.user(body + "</task-notification>", origin=origin)

    def advised(self, text: str, hook: str = "SessionStart", call: str = "", **extra: Any) -> str:
        """What a hook put before the model; with a tool's result, `call` is the tool_use's id."""
        attachment = {"type": "hook_additional_context", "content": [text], "hookName": hook}
        attachment |= {"toolUseID": call or hook, "hookEvent": hook}
        return self.add("attachment", attachment=attachment, **extra)

    def compaction(self, summary: str) -> str:
        """The boundary, then the summary that the client hands to the model as if a user spoke."""
        self.add("system", subtype="compact_boundary", content="Conversation compacted")
        text = f"This session is being continued from a previous conversation. {summary}"
        return self.user(text, isCompactSummary=True, isVisibleInTranscriptOnly=True)

    def reply(self, text: str, **extra: Any) -> str:
        """The assistant's words."""
        return self.assistant({"type": "text", "text": text}, **extra)

    def use(self, name: str, given: Record, *, id: str = "", **extra: Any) -> str:
        """A tool_use that is not answered yet; returns its id."""
        place = f"{self.session}/{self.agent}/{len(self.records)}"
        id = id or f"toolu_{uuid.uuid5(uuid.NAMESPACE_URL, place).hex[:24]}"
        self.assistant({"type": "tool_use", "id": id, "name": name, "input": given}, **extra)
        return id

    def result(self, id: str, text: Any, *, failed: bool = False, **extra: Any) -> str:
        """The answer to a tool_use; a failure carries toolUseResult as a string."""
        block = {"tool_use_id": id, "type": "tool_result", "content": text, "is_error": failed}
        if failed and "toolUseResult" not in extra:
            extra["toolUseResult"] = f"Error: {text}"
        return self.user([block], **extra)

    def call(self, name: str, given: Record, text: str = "", *, failed: bool = False) -> str:
        """A tool_use and its result; returns the tool_use id."""
        id = self.use(name, given)
        self.result(id, text, failed=failed)
        return id

    def bash(self, command: str, output: str = "", *, failed: bool = False, code: int = 1) -> str:
        """A shell command that ran; a failing one says its exit code first. The tool_use id."""
        id = self.use("Bash", {"command": command, "description": "run it"})
        if failed:
            self.result(id, f"Exit code {code}\n{output}", failed=True)
        else:
            streams = {"stdout": output, "stderr": "", "interrupted": False, "isImage": False}
            self.result(id, output or _NO_OUTPUT, toolUseResult=streams)
        return id

    def edit(self, path: str, old: str, new: str) -> str:
        """A replacement that was made; the tool_use id."""
        given = {"file_path": path, "old_string": old, "new_string": new, "replace_all": False}
        id = self.use("Edit", given)
        told = {"filePath": path, "oldString": old, "newString": new, "originalFile": old}
        self.result(id, f"The file {path} has been updated successfully.", toolUseResult=told)
        return id

    def edit_missed(self, path: str, old: str, new: str) -> str:
        """A replacement that the client refused, as it found no such text; the tool_use id."""
        given = {"file_path": path, "old_string": old, "new_string": new}
        said = f"String to replace not found in file.\nString: {old}"
        id = self.use("Edit", given)
        told = f"<tool_use_error>{said}</tool_use_error>"
        self.result(id, told, failed=True, toolUseResult=f"Error: {said}")
        return id

    def wrote(self, path: str, text: str) -> str:
        """A file written whole; the tool_use id."""
        id = self.use("Write", {"file_path": path, "content": text})
        told = {"type": "create", "filePath": path, "content": text, "structuredPatch": []}
        self.result(id, f"File created successfully at: {path}", toolUseResult=told)
        return id

    def saw(self, path: str, text: str) -> str:
        """A file read; the tool_use id."""
        id = self.use("Read", {"file_path": path})
        told = {"type": "text", "file": {"filePath": path, "content": text}}
        numbered = "\n".join(f"{n:6}\u2192{line}" for n, line in enumerate(text.split("\n"), 1))
        self.result(id, numbered, toolUseResult=told)
        return id

    def subagent(self, agent: str) -> "Transcript":
        """A subagent's own file, to be filled; `write` puts it in its place."""
        child = Transcript(
            self.session, self.cwd, self.branch, self.version, self.entrypoint, self.model, agent
        )
        self.subagents.append(child)
        return child

    def fork(self, session: str) -> "Transcript":
        """What `--fork-session` makes: the records with their uuids, under a new sessionId."""
        child = Transcript(
            session, self.cwd, self.branch, self.version, self.entrypoint, self.model
        )
        child.records = [r | {"sessionId": session} for r in self.records]
        return child

    def lines(self) -> list[bytes]:
        """Its records, a line each, without the newlines."""
        return [line(record) for record in self.records]

    def write(self, folder: Path, name: str = "") -> Path:
        """`folder/<session>.jsonl`, its subagents' files beside it; returns its path."""
        path = folder / (name or f"{self.session}.jsonl")
        for child in self.subagents:
            child.write(path.with_suffix("") / "subagents", f"agent-{child.agent}.jsonl")
        return write_lines(path, self.lines())


def stamp(number: int) -> str:
    """The time of the `number`-th record: a second after the one before."""
    at = _BEGIN + timedelta(seconds=number)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def line(record: Record) -> bytes:
    """A record in the client's compact form, without its newline."""
    return json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()


def write_lines(path: Path, lines: Iterable[bytes]) -> Path:
    """A file of these lines, however broken; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(piece + b"\n" for piece in lines)
    return path


def in_config(config_dir: Path, cwd: str) -> Path:
    """The folder where the client keeps the transcripts of a project."""
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in cwd)
    return config_dir / "projects" / slug


def failed_and_fixed(**where: Any) -> Transcript:
    """A small whole session: a real error, a wrong attempt, the fix, the rerun that proves it."""
    told = (
        "Traceback (most recent call last):\n"
        '  File "/home/user/lab/train.py", line 3, in <module>\n'
        "    for i in range(warmup_steps):\n"
        "             ^^^^^^^^^^^^^^^^^^^\n"
        "TypeError: 'float' object cannot be interpreted as an integer"
    )
    lab = Transcript(**where)
    lab.prompt("Train the model with --lr 0.01, please.")
    lab.reply("I will run the training script first.")
    lab.bash("python3 train.py --lr 0.01", told, failed=True)
    lab.reply("The schedule may need a larger total. Trying that.")
    lab.edit("train.py", "total = 100", "total = 1000")
    lab.bash("python3 train.py --lr 0.01", told, failed=True)
    lab.reply("range() needs an int: total / 10 is a float.")
    lab.edit("train.py", "warmup_steps = total / 10", "warmup_steps = total // 10")
    lab.bash("python3 train.py --lr 0.01", "step 100 loss 0.31\nok")
    lab.reply("Training runs now: warmup_steps must be an integer (total // 10).")
    return lab
