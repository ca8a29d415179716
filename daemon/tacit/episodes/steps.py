"""What a tool call runs: its steps, and whether what it shows is all that there was to see."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from tacit.episodes.programs import CHECKERS, GIT_LOOKS, PASSING, READERS, SETUP
from tacit.episodes.shell import Simple, digest, parse
from tacit.episodes.step import Step, step
from tacit.transcript.session import ToolCall

_EDITS = frozenset(("Edit", "MultiEdit", "Write", "NotebookEdit"))
_CHECKING = re.compile(
    r"(?:\w{1,12}[:_-])?(?:\w{0,8}tests?|lint|\w{0,8}check|build|types|vet|clippy|fmt|format)"
    r"(?:[:_-]\w{1,24})?"
)


class Command(NamedTuple):
    """A tool call's steps, without what only prepares or shows.

    text: the command line as it was, empty for other tools. reads: it shows files and no more.
    blind: what its exit code says is not the program's own (a pipe, `|| true`, the background).
    filtered: what it prints is shown in part, by a program that looks for something.
    away: it is left to run, and what it prints goes elsewhere.
    """

    steps: tuple[Step, ...]
    simples: tuple[Simple, ...] = ()
    text: str = ""
    reads: bool = False
    blind: bool = False
    filtered: bool = False
    away: bool = False


def command(call: ToolCall) -> Command:
    """The steps of any tool call; another tool than Bash is one step, pointed at its input."""
    text = call.input.get("command") if call.name == "Bash" else None
    if not isinstance(text, str):
        name = "Edit" if call.name in _EDITS else call.name
        return Command((Step(name, _input(call)),))
    simples = parse(text)
    real = [s for s in simples if not _only_prepares(s)]
    reads = all(_only_reads(s) for s in simples)
    steps = tuple(dict.fromkeys(step(s, text) for s in real or simples[:1]))
    away = bool(call.input.get("run_in_background")) or _left(simples, real)
    filtered = any(s.piped and s.words[0].rsplit("/", 1)[-1] not in PASSING for s in simples)
    blind = away or any(s.piped or s.ends in ("||", "&") for s in simples)
    return Command(steps, simples, text, reads, blind, filtered, away)


def _left(simples: Sequence[Simple], real: Sequence[Simple]) -> bool:
    """Does all that runs go to the background, with no look at what it writes?"""
    if not real or any(s.ends != "&" for s in real):
        return False
    written = {name for s in real for name in s.writes}
    return not any(written & set(s.words[1:]) for s in simples if s not in real)


def checks(what: Command) -> bool:
    """Does the command look for faults, so that its failure is a verdict on the work?"""
    return any(step.program in CHECKERS for step in what.steps) or any(
        _CHECKING.fullmatch(word) for simple in what.simples for word in simple.words[:4]
    )


def _only_reads(simple: Simple) -> bool:
    name = simple.words[0].rsplit("/", 1)[-1]
    if name == "git":
        return len(simple.words) > 1 and simple.words[1] in GIT_LOOKS
    in_place = name == "sed" and any(w.startswith(("-i", "--in-place")) for w in simple.words)
    return name in READERS and not in_place


def _only_prepares(simple: Simple) -> bool:
    name = simple.words[0].rsplit("/", 1)[-1]
    return name in SETUP or (name == "git" and simple.words[1:2] in ((), ("add",), ("status",)))


def _input(call: ToolCall) -> str:
    """What another tool is pointed at: its file, else all that it was given."""
    path = call.input.get("file_path") or call.input.get("notebook_path")
    if isinstance(path, str):
        return path
    try:
        return digest(orjson.dumps(call.input, option=orjson.OPT_SORT_KEYS).decode())
    except (TypeError, ValueError):
        return call.id
