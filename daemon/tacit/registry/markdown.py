"""As much of Markdown as a registry needs: headings outside code fences, tables, fenced blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LEADS = frozenset("#`~ ")
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its depth (1 to 6), its line (from 1) and the lines up to the next one."""

    title: str
    level: int
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The section without its heading."""
        return "\n".join(self.lines).strip()


def sections(text: str) -> Iterator[Section]:
    """The sections of a text, flat and in order; what precedes the first heading has level 0."""
    title, level, line = "", 0, 0
    lines: list[str] = []
    fence = ""
    for number, content in enumerate(text.split("\n"), start=1):
        if content[:1] not in _LEADS:  # most lines: neither heading nor fence
            lines.append(content)
            continue
        mark = _FENCE.match(content)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        heading = None if fence or mark else _HEADING.match(content[:500])
        if heading:
            yield Section(title, level, line, tuple(lines))
            title, level, line = heading[2].rstrip(" #"), len(heading[1]), number
            lines = []
        else:
            lines.append(content)
    yield Section(title, level, line, tuple(lines))


def fenced(text: str) -> str:
    """What the first fenced block of the text holds, "" where there is none."""
    fence = ""
    kept: list[str] = []
    for content in text.split("\n"):
        mark = _FENCE.match(content)
        if fence and mark and mark[1].startswith(fence):
            return "\n".join(kept)
        if fence:
            kept.append(content)
        elif mark:
            fence = mark[1]
    return ""


def table(text: str) -> list[list[str]]:
    """The rows of the first table of the text, its header first, cells stripped; [] if none."""
    rows: list[list[str]] = []
    if "|" not in text:
        return rows
    for content in text.split("\n"):
        line = content.strip()
        if line.startswith("|"):
            if not _RULE.fullmatch(line):
                inner = line.removeprefix("|").removesuffix("|")
                rows.append([cell.replace("\\|", "|").strip() for cell in _CELLS.split(inner)])
        elif rows:
            break
    return rows
