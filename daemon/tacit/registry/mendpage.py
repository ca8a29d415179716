"""A page's frontmatter with quotes and the folder's name, its tables whole, its prose plain."""

import json
import re
from collections.abc import Callable

from tacit.registry.form import slug
from tacit.registry.header import Key, header
from tacit.registry.page import page
from tacit.registry.rules.tables import tables

# Only those that nobody means: in a script that joins letters others have a meaning.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
_RUN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]{3,}")
_QUOTED = ("name", "description", "author", "date")
_SLASHES = re.compile(r"(\d{4})[/.](\d\d)[/.](\d\d)")
_LINE = re.compile(r"(name|description|author|date):[ ]+(?![\"'|>\[{&*!%@`])(\S.*?)[ ]*")

# One mend may make way for another; a second run has to find nothing to do.
_PASSES = 8

Lines = list[str]


def mended_page(text: str, called: str) -> tuple[str, Lines]:
    """The page with what is mechanical mended, and what was done.

    `called`: the name of the skill's folder, "" for a page that is no SKILL.md.
    """
    done: Lines = []
    steps: list[Callable[[Lines, Lines], None]] = [_tables, _zero_width]
    if called:
        steps = [_quotes, lambda lines, did: _name(lines, did, called), *steps]
    for _ in range(_PASSES):
        lines = text.split("\n")
        for step in steps:
            step(lines, done)
        if "\n".join(lines) == text:
            break
        text = "\n".join(lines)
    return text, done


def _quotes(lines: Lines, done: Lines) -> None:
    """Values on one line without quotes get them; a date gets dashes."""
    head = header("\n".join(lines))
    for key in head.keys if head else ():
        whole = _LINE.fullmatch(lines[key.line - 1])
        if whole and key.name in _QUOTED and key.lines == 1 and _may_be_quoted(key, whole[2]):
            value = _SLASHES.sub(r"\1-\2-\3", whole[2]) if key.name == "date" else whole[2]
            lines[key.line - 1] = f"{key.name}: {json.dumps(value, ensure_ascii=False)}"
            done.append(f"{key.name}: in quotes")
        elif key.name == "date" and (found := _SLASHES.fullmatch(key.value)):
            lines[key.line - 1] = f'date: "{"-".join(found.groups())}"'
            done.append("date: with dashes")


def _may_be_quoted(key: Key, value: str) -> bool:
    """Does the value mean the same in quotes, or what its author must have meant?"""
    if "\t" in value or not value.isprintable():
        return False
    # Behind the name or the date of a skill a # is a comment, in a sentence hardly.
    return (not key.cut or key.name == "description") and (bool(key.value) or ":" in value)


def _name(lines: Lines, done: Lines, called: str) -> None:
    head = header("\n".join(lines))
    key = head.key("name") if head else None
    if head is None or head.problems or not slug(called) or head.text("name") == called:
        return
    if key and key.lines == 1 and key.style != "nested":
        lines[key.line - 1] = f'name: "{called}"'
    elif key is None:
        lines.insert(1, f'name: "{called}"')
    else:
        return
    done.append("name: the folder's")


def _tables(lines: Lines, done: Lines) -> None:
    """Bars at a row's end, empty cells too many, and the row under the header."""
    found = list(tables(page("", "\n".join(lines)).prose))
    for table in reversed(found):
        wide = len(table.header[1])
        for number, row in ((table.header), *table.rows):
            line = lines[number - 1].rstrip()
            cells = len(row)
            while cells > wide and re.search(r"\|\s*\|$", line):
                line = re.sub(r"\s*\|\s*\|$", " |", line)
                cells -= 1
            if cells == wide and not re.search(r"(?<!\\)\|$", line):
                line += " |"
            if line != lines[number - 1].rstrip():
                lines[number - 1] = line
                done.append("a table: its bars")
        if not table.ruled and wide > 1 and all(len(row) == wide for _, row in table.rows):
            margin = re.match(r"\s*", lines[table.header[0] - 1])
            rule = "|".join(["", *["---"] * wide, ""])
            lines.insert(table.header[0], f"{margin[0] if margin else ''}{rule}")
            done.append("a table: the row under its header")


def _zero_width(lines: Lines, done: Lines) -> None:
    """Characters that nobody sees, in prose; a run of them hides something and is left."""
    for number, line in page("", "\n".join(lines)).prose:
        if _UNSEEN.search(line) and not _RUN.search(line) and lines[number - 1] == line:
            lines[number - 1] = _UNSEEN.sub("", line)
            done.append("a line: what nobody sees")
