"""A Markdown file as lint sees it: its frontmatter, its sections and its prose, by the line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tacit.registry.header import Header, header
from tacit.registry.markdown import Section, sections

_FENCE = re.compile(r"\s{0,12}(?:[-*+]|\d+\.)?\s{0,4}(```+|~~~+)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")

Line = tuple[int, str]


class Page(NamedTuple):
    """A file's path, its frontmatter (None without one), its sections and its lines.

    `prose`: number and text of the lines outside fenced blocks and the frontmatter.
    """

    path: str
    text: str
    header: "Header | None"
    sections: tuple[Section, ...]
    prose: tuple[Line, ...]


def page(path: str, text: str) -> Page:
    """The file as a page; lines count from 1 in the whole file."""
    text = text[1:] if text.startswith("\ufeff") else text
    head = header(text)
    skipped = head.lines if head else 0
    body = "\n" * skipped + "\n".join(text.split("\n")[skipped:])
    return Page(path, text, head, tuple(sections(body)), tuple(_prose(body)))


def titled(found: Page, title: str) -> list[Section]:
    """The sections whose title begins with this, of those the ones of the highest level."""
    named = [p for p in found.sections if p.level and p.title.lower().startswith(title.lower())]
    return [part for part in named if part.level == min(other.level for other in named)]


def below(found: Page, title: str) -> tuple[Section, ...]:
    """The first section of that title, and the deeper ones in it; () if none."""
    inner = titled(found, title)[:1]
    if inner:
        place = found.sections.index(inner[0])
        for other in found.sections[place + 1 :]:
            if other.level <= inner[0].level:
                break
            inner.append(other)
    return tuple(inner)


def numbered(parts: "tuple[Section, ...]") -> Iterator[Line]:
    """Number and text of the sections' lines, their headings left out."""
    for part in parts:
        yield from enumerate(part.lines, start=part.line + 1)


def bare(line: str) -> str:
    """The line with each code span blanked: what is in one is no link and no cell."""
    return _SPAN.sub(lambda span: "`" * len(span.group()), line)


def spans(line: str) -> Iterator[str]:
    """What the line's code spans hold."""
    return (found[2].strip() for found in _SPAN.finditer(line))


def _prose(body: str) -> Iterator[Line]:
    fence = ""
    for number, line in enumerate(body.split("\n"), start=1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and line.strip() == mark[1]:
            fence = ""
        elif not fence and line.strip():
            yield number, line
