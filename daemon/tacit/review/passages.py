"""A page cut where a reviewer's eye stops: a heading, a paragraph, a list item, a row, a block."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["front", "heading", "text", "row", "code"]

_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r"#{1,6}\s")
_RULE = re.compile(r"\s*\|[\s|:-]+")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)])\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a page that belong together. `line`: the first, counted from 1."""

    line: int
    kind: Kind
    text: str

    @property
    def last(self) -> int:
        """The line that it ends with."""
        return self.line + self.text.count("\n")


def passages(path: str, text: str) -> tuple[Passage, ...]:
    """The passages of a file in order, without the blank lines between; nothing else is left out.

    What is no Markdown is one passage.
    """
    if not path.endswith(".md"):
        return (Passage(1, "code", text.rstrip("\n")),) if text.strip() else ()
    return tuple(_cut(text.split("\n")))


def _cut(lines: list[str]) -> Iterator[Passage]:
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        kind, end = _next(lines, at)
        yield Passage(at + 1, kind, "\n".join(lines[at:end]).rstrip("\n"))
        at = end


def _next(lines: list[str], at: int) -> tuple[Kind, int]:
    """The kind of what begins at a line, and where it ends."""
    line = lines[at]
    if at == 0 and line.rstrip() == "---":
        return "front", _closed(lines, at, lambda one: one.rstrip() == "---")
    if mark := _FENCE.match(line):
        return "code", _closed(lines, at, lambda one: _closes(one, mark[1]))
    if _HEADING.match(line):
        return "heading", at + 1
    if line.lstrip().startswith("|"):
        # A header and the line below it are one row to a reader.
        return "row", at + 1 + any(map(_RULE.fullmatch, lines[at + 1 : at + 2]))
    end = at + 1
    while end < len(lines) and not _begins(lines[end]):
        end += 1
    return "text", end


def _closed(lines: list[str], at: int, closes: Callable[[str], bool]) -> int:
    return next((n + 1 for n in range(at + 1, len(lines)) if closes(lines[n])), len(lines))


def _closes(line: str, fence: str) -> bool:
    return line.strip().startswith(fence) and not line.strip().strip(fence[0])


def _begins(line: str) -> bool:
    return (
        not line.strip()
        or line.lstrip().startswith("|")
        or any(form.match(line) for form in (_FENCE, _HEADING, _ITEM))
    )
