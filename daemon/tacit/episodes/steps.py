"""What a tool call runs, told apart from how: the same program and script, whatever the flags."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import orjson

from tacit.episodes.programs import (
    CHANGES,
    CHECKERS,
    FETCHERS,
    GIT_LOOKS,
    INTERPRETERS,
    MANY,
    PASSING,
    READERS,
    SETUP,
    TWO_WORDS,
)
from tacit.episodes.shell import Simple, digest, parse
from tacit.transcript.session import ToolCall

_SCRIPT = re.compile(r"\.(?:py|pyw|sh|bash|js|mjs|cjs|ts|mts|tsx|rb|pl|R|r|jl|php|lua|ipynb)\Z")
_PYTHON = re.compile(r"python(?:\d(?:\.\d{1,2})?)?\Z")
_SELECTORS = frozenset(("-k", "-t", "-run", "--testNamePattern", "--testPathPattern", "--grep"))
_EDITS = frozenset(("Edit", "MultiEdit", "Write", "NotebookEdit"))
_KNOWN = CHECKERS | MANY | INTERPRETERS | SETUP
_STARTED = _KNOWN - SETUP
# Whose words are read for what they are, even where one of them is a script.
_READ = CHECKERS | MANY | SETUP | CHANGES.keys()
_BARE_INTERPRETERS = INTERPRETERS - MANY
_CHECKING = re.compile(
    r"(?:\w{1,12}[:_-])?(?:\w{0,8}tests?|lint|\w{0,8}check|build|types|vet|clippy|fmt|format)"
    r"(?:[:_-]\w{1,24})?"
)
CHECKS = re.compile(r"test|lint|check|build|format|fmt|vet|clippy|types")


class Step(NamedTuple):
    """One thing that runs: program, what it is told to do, what it is pointed at.

    selects: which part of it alone, by options that name some of the tests.
    """

    program: str
    action: str
    targets: frozenset[str] = frozenset()
    selects: frozenset[str] = frozenset()


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


def step(simple: Simple, text: str = "") -> Step:
    """The step that a simple command is; `text`: the whole line, for inline programs."""
    name, words = _program(simple)
    if name in INTERPRETERS or name not in _READ:
        at = next((n for n, w in enumerate((name, *words)) if "." in w and _SCRIPT.search(w)), -1)
        if at >= 0:
            script = (name, *words)[at].rsplit("/", 1)[-1]
            return Step("script", " ".join((script, *_asked(words[at:]))))
    if name in _BARE_INTERPRETERS:
        return Step(name, digest(text or " ".join(words)))
    named = [w for w in words if not w.startswith("-")]
    if name in CHECKERS:
        targets = _targets(w for w in named if "/" in w or "." in w)
        return Step(name, "", targets, frozenset(_selected(words)))
    if name in MANY:
        count = 2 if named[:1] and named[0] in TWO_WORDS else 1
        action = " ".join(named[:count]).removeprefix("run ")
        if name == "git" and action == "commit":
            return Step(name, action)
        selects = _selected(words) if CHECKS.search(action) else ()
        return Step(name, action, _targets(named[count:]), frozenset(selects))
    return Step(name, (name in FETCHERS and _request(words)) or digest(" ".join(named)))


def _request(words: Sequence[str]) -> str:
    """What is asked of which address, whatever the headers; "" where no address is named."""
    address = next((word for word in words if "://" in word), "")
    given = next((b for a, b in pairwise(words) if a in ("-X", "--request")), "")
    sends = any(word.startswith(("-d", "--data", "--json", "-F", "--form")) for word in words)
    method = given or ("POST" if sends else "GET")
    return f"{method} {address.partition('?')[0]}" if address else ""


def _program(simple: Simple) -> tuple[str, tuple[str, ...]]:
    """A simple command's program and its words; `python -m pytest` is pytest.

    What is not known but starts a known program is a wrapper of the project's own.
    """
    name, words = simple.words[0].rsplit("/", 1)[-1], simple.words[1:]
    if words and name not in _KNOWN and words[0] in _STARTED:
        name, words = words[0], words[1:]
    if not _PYTHON.match(name):
        return name, words
    if words[:1] == ("-m",) and len(words) > 1:
        return words[1], words[2:]
    return "python", words


def _asked(words: Iterable[str]) -> Iterator[str]:
    """What a script is asked to do: its words before the first option."""
    for word in words:
        if word.startswith("-"):
            return
        yield word


def _selected(words: Sequence[str]) -> Iterator[str]:
    """The values of options that select some of the tests."""
    for word, value in pairwise((*words, "")):
        option, _, given = word.partition("=")
        if option in _SELECTORS:
            yield given or value


def _targets(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_target, words)) - {""}


def _target(word: str) -> str:
    """What a command is pointed at: no version, no leading `./`, nothing for the whole folder."""
    bare = re.split(r"[=<>!~\[]", word, maxsplit=1)[0] if "/" not in word else word
    return bare.removeprefix("./").rstrip("/").removesuffix("...").strip(".")


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
