"""Where in a tool's output the error is: the lines that say it, and what kind of error they are.

The text is clipped before and every pattern is bounded: the output of a hostile program costs no
more than any other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tacit.episodes.errorforms import (
    COLOUR,
    COMPILER,
    EXIT,
    LINTER,
    NAMED,
    PYTEST,
    RAISED,
    RELAYED,
    SAID,
    SHELL,
    SUMMARY,
    TEST,
)
from tacit.episodes.lines import Form, Sieve

# What is searched of a long output: its beginning (compilers stop there) and its end.
HEAD, TAIL = 16_000, 48_000
LINE = 1_000
# Of an output without any line that is known to say an error: how many are searched for words.
SEARCHED = 40
_COMPLAINS = re.compile(
    r"\b(?:cannot|can't|could not|couldn't|unable to"
    r"|not (?:found|allowed|permitted|supported|valid)"
    r"|no \w{1,20} (?:found|matching|matches)|no files|no matches|invalid|missing|denied|ignored by"
    r"|refus(?:ed|ing)|unknown|unsupported|mismatch|already exists|does not|must be|is required)\b",
    re.I,
)
_GOOD = re.compile(r"\bwarn|\b0 \w|\u2713|\u2714|\bPASS|\bok\b", re.I)
_SIEVE = Sieve((PYTEST, NAMED, COMPILER, LINTER, TEST, SAID, SHELL, RELAYED))
# Lines of one form that are looked through for those of the work itself.
MOST = 200
# Somebody else's code: what is found there is seldom what the work is about.
_FOREIGN = re.compile(r"\b(?:node_modules|site-packages|dist-packages|vendor)/")


@dataclass(frozen=True, slots=True)
class Told:
    """The lines that say the error, verbatim, and their kind.

    kind: exception, assertion, compiler, linter, test, message, shell, relayed or exit.
    """

    kind: str
    lines: tuple[str, ...]


@lru_cache(maxsize=8)  # one text is searched for one thing after the other
def clip(text: str) -> str:
    """The part of a tool's output that is searched, without colours and with bounded lines."""
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    if "\x1b" in text:
        text = COLOUR.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LINE:
        text = "\n".join(line[:LINE] for line in text.split("\n"))
    return text


def find(text: str) -> Told | None:
    """The error that a clipped text tells of, the most telling form first; None without one."""
    may = _SIEVE.of(text)
    for form, finder in _FINDERS:
        if (form is None or form in may) and (told := finder(text)) is not None:
            return told
    return None


def all_lines(text: str) -> Iterator[str]:
    """Every line of a clipped text that says an error, at most 200: what is gone after a fix."""
    found = 0
    for form in _SIEVE.of(text):
        for match in form.matches(text):
            if form is NAMED and not _raised(match["name"]):
                continue
            yield match["told"] if "told" in match.re.groupindex else match[0]
            found += 1
            if found == 200:
                return
    if (last := _exit(text)) is not None:
        yield from last.lines


def certain(text: str) -> bool:
    """Does a clipped output that no flag marks end in an error beyond doubt?

    A traceback; an exception or error as one of the last lines; a compiler's or a test runner's
    verdict.
    """
    if "Traceback (most recent call last)" in text and _traceback(text) is not None:
        return True
    ends = "\n".join(text.rstrip().rsplit("\n", 3)[-3:])
    last = [m for m in NAMED.matches(ends) if _raised(m["name"]) and not m[0][0].isspace()]
    first = text.lstrip().partition("\n")[0]
    said = SAID.search(ends) or RELAYED.search(ends) or SAID.search(first)
    return bool(last or said or COMPILER.search(text) or SUMMARY.search(text))


def _raised(name: str) -> bool:
    return name.endswith(RAISED)


def _kind(line: str) -> str:
    return "assertion" if line.startswith(("assert", "AssertionError")) else "exception"


def _pytest(text: str) -> Told | None:
    match = PYTEST.search(text)
    return Told(_kind(match["told"]), (match["told"],)) if match else None


def _traceback(text: str) -> Told | None:
    """The exception line of the last traceback: its first line that is not indented."""
    start = text.rfind("Traceback (most recent call last)")
    if start < 0:
        return None
    line_start = text.rfind("\n", 0, start) + 1
    prefix = text[line_start:start]  # `[rank0]: ` and the like stand before every line
    lines = text[start:].split("\n")[1:]
    for number, raw in enumerate(lines):
        line = raw.removeprefix(prefix)
        if not line[:1].strip() or line[0] in "^~|+":
            continue
        match = NAMED.pattern.match(line)
        if match is None:
            return None
        told = [line]
        if line.rstrip().endswith(":") and number + 1 < len(lines):
            told.append(lines[number + 1].removeprefix(prefix))
        return Told(_kind(line), tuple(told))
    return None


def _exception(text: str) -> Told | None:
    last = None
    for match in NAMED.matches(text):
        if _raised(match["name"]) and (last is None or not match[0][0].isspace()):
            last = match["told"]
    return Told(_kind(last), (last,)) if last else None


def _lines(kind: str, form: Form, most: int) -> Callable[[str], Told | None]:
    """A finder of at most so many lines."""

    def finder(text: str) -> Told | None:
        found: list[str] = []
        others: list[str] = []
        for match in form.matches(text):
            (others if _FOREIGN.search(match[0]) else found).append(match[0].strip())
            if len(found) == most or len(others) == MOST:
                break
        return Told(kind, tuple(found or others[:most])) if found or others else None

    return finder


def _exit(text: str) -> Told | None:
    """The client's own `Exit code N`, with the line that complains, else the last one."""
    match = EXIT.match(text)
    if match is None:
        return None
    lines = text[match.end() :].rstrip().split("\n")
    last = lines[-1].strip()
    if _COMPLAINS.search(last):
        return Told("message", (last,))
    for line in lines[:SEARCHED]:
        if _COMPLAINS.search(line) and not _GOOD.search(line):
            return Told("message", (line.strip(),))
    return Told("exit", (last,)) if last else None


# What each finder cannot do without, and the finder, the most telling first.
_FINDERS: tuple[tuple[Form | None, Callable[[str], Told | None]], ...] = (
    (PYTEST, _pytest),
    (None, _traceback),
    (NAMED, _exception),
    (COMPILER, _lines("compiler", COMPILER, 3)),
    (LINTER, _lines("linter", LINTER, 3)),
    (TEST, _lines("test", TEST, 2)),
    (SAID, _lines("message", SAID, 2)),
    (SHELL, _lines("shell", SHELL, 1)),
    (RELAYED, _lines("relayed", RELAYED, 1)),
    (None, _exit),
)
