"""A colleague's Markdown as quoted lines: whole ones, within a budget, without what says nothing.

Every line that comes back begins with `> `, whatever the text holds.
"""

import re
from collections.abc import Sequence

from tacit.advise.escape import clip, safe, units

_MARK = "> "
_CUT = f"{_MARK}…\n"
_LEAST = 60  # units worth beginning to quote for
# What a reader of the page never sees, and what only a page can show.
_COMMENT = re.compile(r"(?:<|&lt;)!--.{0,20000}?--!?>", re.S)
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])")
# The line below a table's header, and a rule across the page.
_RULE = re.compile(r"[\s|:*_-]*[-*_]{3}[\s|:*_-]*|\|[\s|:-]*\|")
_HEADING = re.compile(r"#{1,6}\s")


def quoted(title: str, text: str, most: int) -> str:
    """The text as quoted lines of at most `most` UTF-16 units, the title above them included.

    "" where it says nothing or nothing of it fits. A text that goes on ends in `> …`.
    """
    lines = _telling(text[: 4 * most])
    return fitted(title, [_MARK + line for line in lines], most)


def fitted(title: str, lines: Sequence[str], most: int) -> str:
    """A title (or "") and as many of the quoted lines as have room; "" where none has."""
    head = f"{title}:\n" if title else ""
    left = most - units(head)
    whole = sum(units(line) + 1 for line in lines) <= left
    left -= 0 if whole else units(_CUT)
    told: list[str] = []
    for line in lines:
        if units(line) + 1 > left:
            break
        told.append(line)
        left -= units(line) + 1
    if lines and not told and left >= _LEAST:
        told = [clip(lines[0], left - 1)]
    while told and not whole and _HEADING.match(told[-1].removeprefix(_MARK)):
        told.pop()
    return head + "".join(f"{line}\n" for line in told) + ("" if whole else _CUT) if told else ""


def again(block: str, most: int) -> str:
    """A block that `fitted` made, within fewer units; "" where no line of it has room."""
    if units(block) <= most:
        return block
    lines = block.splitlines()
    titled = not lines[0].startswith(_MARK)
    return (
        fitted(lines[0].removesuffix(":"), lines[1:], most) if titled else fitted("", lines, most)
    )


def _telling(text: str) -> list[str]:
    text = _IMAGE.sub(r"\1", _COMMENT.sub("", safe(text)))
    lines = (line.rstrip() for line in text.split("\n"))
    kept = [_row(line) for line in lines if line and not _RULE.fullmatch(line)]
    while kept and _HEADING.match(kept[-1]):
        kept.pop()
    return kept


def _row(line: str) -> str:
    """A table's row without the blanks that align it; any other line as it is."""
    return re.sub(r" {2,}", " ", line) if line.lstrip().startswith("|") else line
