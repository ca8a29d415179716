"""Which earlier command a look at a log is about: a job's output is the job's, whoever shows it."""

import re
from collections.abc import Iterable, Iterator

from tacit.episodes.programs import READERS, SETUP
from tacit.episodes.steps import Command, command
from tacit.transcript.session import ToolCall

# How the client says where the output of a command that it put into the background goes.
_ID = re.compile(r"running in background with ID: (\w{1,40})")
_FILE = re.compile(r"Output is being written to: (\S{1,400}\w)")
_OUTPUTS = frozenset(("BashOutput", "TaskOutput", "AgentOutputTool"))
_NUMBERED = re.compile(r"\d{1,20}")


def outputs(call: ToolCall, what: Command) -> Iterator[str]:
    """The names of what a program leaves of its output: files by their last part, a task's id."""
    text = call.result.text[:2_000] if call.result else ""
    for pattern in (_ID, _FILE):
        if match := pattern.search(text):
            yield _last(match[1])
    for simple in what.simples:
        for name in simple.writes if simple.words[0] not in (":", "cat", "echo", "printf") else ():
            yield _last(name)


def looked_at(call: ToolCall, what: Command) -> Iterator[str]:
    """The names of what a call looks at and no more; nothing where it runs something."""
    if call.name in _OUTPUTS:
        for key in ("bash_id", "task_id", "shell_id"):
            if isinstance(name := call.input.get(key), str):
                yield name
    elif call.name == "Read":
        path = call.input.get("file_path")
        if isinstance(path, str):
            yield _last(path)
    elif all(simple.words[0] in SETUP for simple in what.simples):
        for simple in what.simples:
            if simple.words[0] in READERS:
                yield from (_last(word) for word in simple.words[1:] if not word.startswith("-"))


def launches(calls: Iterable[ToolCall]) -> dict[str, ToolCall]:
    """By the id of a call that only looks at a job's output: the call that started the job."""
    found: dict[str, ToolCall] = {}
    known: dict[str, ToolCall] = {}
    for call in calls:
        what = command(call)
        if launch := next((known[n] for n in looked_at(call, what) if n in known), None):
            found[call.id] = launch
        known.update(dict.fromkeys(filter(None, outputs(call, what)), call))
    return found


def _last(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return "" if _NUMBERED.fullmatch(name) or name in ("null", "*", ".") else name
