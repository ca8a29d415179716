"""Tables that lose nothing, and Failed Attempts with its columns and a lesson in each row."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Line, Page, below, numbered

_CELLS = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"[\s|]*:?-+:?[\s|:-]*")
_NONE = re.compile(
    r"(?i)\W*(?:none|nothing|no (?:failed|earlier|other|failures?)|n/a|na\b|not any)"
)
_COLUMNS = (
    ("what was tried", r"attempt|tried|approach|experiment|strategy|method|change|what"),
    ("why it failed", r"why|reason|result|outcome|cause|happened|problem|wrong|failed|issue|error"),
    ("the lesson", r"lesson|learn|instead|takeaway|insight|fix|resol|solution|better|do |note"),
)
_SAYS_NOTHING = re.compile(
    r"(?i)\W*(?:it |this |that )?(?:just |simply )?(?:did(?: not|n't) work|does(?: not|n't) work"
    r"|not working|failed|failure|errors?|broken|crash(?:ed)?|bad|no luck|same(?: error)?|unknown"
    r"|nope|no|\?+|-+|\.+|\u2026|tbd|todo|n/?a)\W*"
)


class Table(NamedTuple):
    """A table: its rows with their lines, the header first; the delimiter row is left out."""

    header: "tuple[int, tuple[str, ...]]"
    rows: "tuple[tuple[int, tuple[str, ...]], ...]"
    ruled: bool


def tables(lines: "tuple[Line, ...]") -> Iterator[Table]:
    """The tables in these numbered lines: lines that begin with a bar, one below the other."""
    block: list[Line] = []
    for number, line in (*lines, (0, "")):
        if line.lstrip().startswith("|") and (not block or number == block[-1][0] + 1):
            block.append((number, line))
            continue
        if len(block) > 1:
            yield _table(block)
        block = [(number, line)] if line.lstrip().startswith("|") else []


def _table(block: "list[Line]") -> Table:
    ruled = _DELIMITER.fullmatch(block[1][1].strip()) is not None
    rows = tuple((number, cells(line)) for number, line in block[2 if ruled else 1 :])
    return Table((block[0][0], cells(block[0][1])), rows, ruled)


def cells(line: str) -> "tuple[str, ...]":
    """The cells of a table's row, as GitHub cuts them: a bar in a code span cuts too."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.replace("\\|", "|").strip() for cell in _CELLS.split(inner))


def table_form(page: Page) -> Iterator[Finding]:
    """Tables that no reader shows as such, or of which a cell is lost."""
    failed = {number for number, _ in numbered(below(page, "Failed Attempts"))}
    for table in tables(page.prose):
        if not table.ruled:
            message = "no |---| row under the header, so this is shown as text; add it"
            yield finding(page.path, table.header[0], "table-rule", message)
        wide = len(table.header[1])
        for number, row in table.rows:
            if len(row) != wide:
                rule = "failed-attempts-cells" if number in failed else "table-cells"
                message = f"{len(row)} cells under {wide} headers; write a bar within a cell as \\|"
                yield finding(page.path, number, rule, message)


def failed_attempts(page: Page) -> Iterator[Finding]:
    """Failed Attempts: a table of three columns, or that there was none; each row says why."""
    parts = below(page, "Failed Attempts")
    lines = {number for number, _ in numbered(parts)}
    inside = tuple(line for line in page.prose if line[0] in lines)
    if not parts or not inside:
        return
    found = [table for table in tables(inside) if table.rows or len(table.header[1]) > 1]
    if not found:
        if not _NONE.match(inside[0][1]):
            message = 'no table of attempts; write | Attempt | Why it failed | Lesson |, or "None."'
            yield finding(page.path, parts[0].line, "failed-attempts-form", message)
        return
    for table in found[:1]:
        yield from _columns(page.path, table)


def _columns(path: str, table: Table) -> Iterator[Finding]:
    header = [cell.lower() for cell in table.header[1]]
    why = _at(header, _COLUMNS[1][1])
    # A column serves once: "Why it failed" is not what was tried as well.
    free = [c for place, c in enumerate(header) if place != why]
    for (named, words), have in ((_COLUMNS[0], free), (_COLUMNS[1], header), (_COLUMNS[2], free)):
        if _at(have, words) < 0:
            message = f"no column for {named}; write | Attempt | Why it failed | Lesson |"
            yield finding(path, table.header[0], "failed-attempts-columns", message)
    if not table.rows:
        yield finding(path, table.header[0], "failed-attempts-form", 'no row; add one, or "None."')
    for number, row in table.rows:
        if len(row) == len(header) and not all(row):
            message = "an empty cell; say what was tried, why it failed and what to do instead"
            yield finding(path, number, "failed-attempts-cells", message)
        elif _NONE.match(row[0]):  # a row that says that there was none
            continue
        elif 0 <= why < len(row) and _SAYS_NOTHING.fullmatch(row[why]):
            message = f"{row[why][:40]!r} is no reason; give the error or the number"
            yield finding(path, number, "failed-attempts-why", message)


def _at(header: "list[str]", words: str) -> int:
    return next((n for n, cell in enumerate(header) if re.search(rf"\b(?:{words})", cell)), -1)
