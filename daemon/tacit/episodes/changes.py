"""Which tool calls change something: files, packages, services; and in a line, how."""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tacit.episodes.programs import CHANGES, IN_PLACE, INTERPRETERS, MANY, PRINTERS, SETUP
from tacit.episodes.shell import LENGTH, Simple
from tacit.episodes.steps import Command
from tacit.transcript.session import ToolCall

EDITS = frozenset(("Edit", "MultiEdit", "Write", "NotebookEdit"))
SUMMARY = 400

# Scripts and commands of a package that write files: `npm run build`, `cargo fmt`, `lint:fix`.
_MAKES = re.compile(r"\b(?:build|generate|codegen|compile|migrate|fix|fmt|format)\b")


# An inline program that writes files, and how it names them.
_WRITES = re.compile(
    r"\.write_(?:text|bytes)\(|writeFileSync\(|open\([^\n]{1,200}?['\"](?:[wa]|r\+)b?['\"]"
)
_FILE = re.compile(r"['\"]([\w./~-]{1,200}\.[A-Za-z]\w{0,7})['\"]")
FILES = 5


class Change(NamedTuple):
    """What a call changed. kind: edit or command; paths: files that it names, edited or written."""

    kind: str
    paths: tuple[str, ...]


def change(call: ToolCall, command: Command) -> Change | None:
    """The change that a call made or tried to make; None when it changes nothing that is known."""
    if call.name in EDITS:
        path = call.input.get("file_path") or call.input.get("notebook_path")
        return Change("edit", (path,)) if isinstance(path, str) else None
    writes = [*_written(command.simples), *_scripted(command)]
    changing = list(_changing(command.simples))
    if not (writes or changing):
        return None
    named = [w for s in changing for w in s.words[1:] if "." in w or "/" in w]
    return Change("command", tuple(dict.fromkeys([*writes, *named])))


def summary(call: ToolCall) -> str:
    """A call in one line or few: the lines that an edit took and gave, or the command."""
    given = call.input
    path = str(given.get("file_path") or given.get("notebook_path") or "")
    if call.name == "Write":
        return clipped(f"Write {path}")
    if call.name in EDITS:
        return clipped(
            f"Edit {path}: " + "; ".join(_difference(old, new) for old, new in pairs(given))
        )
    if isinstance(given.get("command"), str):
        return clipped(given["command"].strip())
    return clipped(f"{call.name} {path}".strip())


def pairs(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The replacements that an Edit or MultiEdit asks for, (old, new), at most 50."""
    edits = given.get("edits")
    found = edits[:50] if isinstance(edits, list) else [given]
    return [
        (str(e.get("old_string") or ""), str(e.get("new_string") or e.get("new_source") or ""))
        for e in found
        if isinstance(e, Mapping)
    ]


def _written(simples: tuple[Simple, ...]) -> Iterator[str]:
    """Files whose content the line itself gives; a log that a program leaves is no change."""
    printed = False
    for simple in simples:
        name = _name(simple.words)
        if name in PRINTERS:
            yield from simple.writes
        elif name == "tee" and simple.piped and printed:
            yield from (word for word in simple.words[1:] if not word.startswith("-"))
        printed = name in PRINTERS


def _scripted(command: Command) -> Iterator[str]:
    """Files that a program given on the line itself names and writes."""
    names = {_name(simple.words).rstrip("0123456789.") for simple in command.simples}
    if names & (INTERPRETERS - MANY) and _WRITES.search(command.text[:LENGTH]):
        yield from dict.fromkeys(_FILE.findall(command.text[:LENGTH])[:FILES])


def _changing(simples: tuple[Simple, ...]) -> Iterator[Simple]:
    """The simple commands that change something; what is cleared up after a run is no change."""
    ran = False
    for simple in simples:
        if _changes(simple.words):
            if not (ran and _name(simple.words) in ("rm", "kill", "pkill")):
                yield simple
        else:
            ran = ran or _name(simple.words) not in SETUP


def _name(words: tuple[str, ...]) -> str:
    return words[0].rsplit("/", 1)[-1]


@lru_cache(maxsize=64)  # of one change several errors may speak
def _difference(old: str, new: str) -> str:
    before, after = (text[:8_000].splitlines()[:60] for text in (old, new))
    took, gave = [], []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            took += [line.strip() for line in before[a:b] if line.strip()]
            gave += [line.strip() for line in after[c:d] if line.strip()]
    return f"{_quoted(took)} → {_quoted(gave)}"


def _quoted(lines: list[str]) -> str:
    more = f" (and {len(lines) - 4} more lines)" if len(lines) > 4 else ""
    return (", ".join(f"`{line[:160]}`" for line in lines[:4]) or "nothing") + more


def _changes(words: tuple[str, ...]) -> bool:
    name = _name(words)
    rest = words[1:]
    if name.startswith("python") and rest[:1] == ("-m",) and rest[1:]:
        name, rest = rest[1], rest[2:]
    if name.startswith("pip") and name[3:].replace(".", "").isdigit():
        name = "pip"
    if name in MANY and any(_MAKES.search(word) for word in rest[:2]):
        return True
    if name in CHANGES:
        verbs = CHANGES[name]
        return not verbs or any(word in verbs for word in rest[:4])
    return any(word in IN_PLACE or word.startswith("-i.") for word in rest) and name != "grep"


def clipped(text: str) -> str:
    """The text, cut to the length of a summary."""
    return text if len(text) <= SUMMARY else text[: SUMMARY - 1] + "…"
