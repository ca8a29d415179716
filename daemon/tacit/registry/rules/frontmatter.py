"""The frontmatter of a SKILL.md: there, good YAML, quoted, and of the folder's name."""

import re
from collections.abc import Iterator

from tacit.registry.finding import Finding, finding
from tacit.registry.header import Header
from tacit.registry.page import Page

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def frontmatter(page: Page, called: str) -> Iterator[Finding]:
    """What is wrong with the frontmatter of a skill that its folder or file calls `called`."""
    head = page.header
    if head is None:
        message = "no frontmatter; begin with --- and name, description, author and date, then ---"
        yield finding(page.path, 1, "frontmatter-missing", message)
        return
    for line, problem in head.problems:
        yield finding(page.path, line, "frontmatter", f"no good YAML: {problem}")
    yield from _ends(page)
    yield from _keys(page.path, head)
    if head.text("name") != called and called:
        message = f"name is {head.text('name')[:80]!r}, the folder's is {called!r}; make them equal"
        yield finding(page.path, _line(head, "name"), "name-differs", message)
    for key in ("author", "date"):
        if not head.text(key):
            message = f"no {key} in the frontmatter; add it"
            yield finding(page.path, _line(head, key), f"{key}-missing", message)
    if (date := head.text("date")) and not _DATE.fullmatch(date):
        message = f"date is {date[:40]!r}; write it as 2026-01-31"
        yield finding(page.path, _line(head, "date"), "date-form", message)


def _ends(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.text.split("\n")[1:], start=2):
        if line.rstrip() == "---":
            return
        if "---" in line:
            message = (
                "the client takes --- for the frontmatter's end; write it as \\x2d-- in quotes"
            )
            yield finding(page.path, number, "frontmatter", message)


def _keys(path: str, head: Header) -> Iterator[Finding]:
    seen = set()
    for key in head.keys:
        if key.name in seen:
            message = f"{key.name} stands here twice, and the last one counts; keep one"
            yield finding(path, key.line, "key-twice", message)
        seen.add(key.name)
        if key.cut and key.name in ("name", "description", "author"):
            message = f"what follows {key.cut[:40]!r} is a comment to YAML; quote the value"
            yield finding(path, key.line, "value-cut", message)
        if key.name == "description" and key.value and key.style in ("plain", "block"):
            message = "the description has no quotes, and one colon would break it; quote it"
            yield finding(path, key.line, "unquoted", message)
        if key.name in ("allowed-tools", "hooks"):
            message = f"{key.name} lets the skill act without asking its reader; take it out"
            yield finding(path, key.line, "allowed-tools", message)


def _line(head: Header, name: str) -> int:
    key = head.key(name)
    return key.line if key else 1
