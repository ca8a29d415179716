"""What one simple command runs, told apart from how: the same program whatever the flags."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tacit.episodes.programs import (
    CHANGES,
    CHECKERS,
    FETCHERS,
    INTERPRETERS,
    MANY,
    SETUP,
    TWO_WORDS,
)
from tacit.episodes.shell import Simple, digest

_SCRIPT = re.compile(r"\.(?:py|pyw|sh|bash|js|mjs|cjs|ts|mts|tsx|rb|pl|R|r|jl|php|lua|ipynb)\Z")
_PYTHON = re.compile(r"python(?:\d(?:\.\d{1,2})?)?\Z")
_SELECTORS = frozenset(("-k", "-t", "-run", "--testNamePattern", "--testPathPattern", "--grep"))
_KNOWN = CHECKERS | MANY | INTERPRETERS | SETUP
_STARTED = _KNOWN - SETUP
# Whose words are read for what they are, even where one of them is a script.
_READ = CHECKERS | MANY | SETUP | CHANGES.keys()
_BARE_INTERPRETERS = INTERPRETERS - MANY
CHECKS = re.compile(r"test|lint|check|build|format|fmt|vet|clippy|types")


class Step(NamedTuple):
    """One thing that runs: program, what it is told to do, what it is pointed at.

    selects: which part of it alone, by options that name some of the tests.
    """

    program: str
    action: str
    targets: frozenset[str] = frozenset()
    selects: frozenset[str] = frozenset()


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
