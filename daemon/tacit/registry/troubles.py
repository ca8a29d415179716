"""Read troubleshooting.md: which exact error is mended by which text.

Two forms are read: a section an error (its heading or its first fenced block is the error), and a
table whose first column names errors.
"""

import re
from collections.abc import Iterator

from tacit.registry.markdown import Section, fenced, sections, table
from tacit.registry.skill import TroubleEntry

MOST = 500
_SIGNATURE = re.compile(r"<!--[ \t]*signature:[ \t]*([^\n]*?)[ \t]*-->")
_ERRORS = re.compile(r"error|symptom|message|problem|exception", re.I)
# Headings below an entry that are parts of it rather than entries of their own.
_PART = re.compile(
    r"(the )?(error|symptoms?|cause|root cause|why|fix|solution|lesson|example)s?\b", re.I
)


def troubles(text: str) -> tuple[TroubleEntry, ...]:
    """The entries of a troubleshooting file, at most `MOST`."""
    found: list[TroubleEntry] = []
    for entry in _entries(list(sections(text))):
        found += _rows(entry) or _one(entry)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _entries(parts: list[Section]) -> Iterator[Section]:
    """Sections with those that are their parts joined to them."""
    held: Section | None = None
    for part in parts:
        if held and part.level > held.level > 1 and (_PART.match(part.title) or held.text == ""):
            if held.text == "" and not _PART.match(part.title):  # a group: its members are entries
                held = part
                continue
            heading = f"{'#' * part.level} {part.title}"
            held = Section(held.title, held.level, held.line, (*held.lines, heading, *part.lines))
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _rows(entry: Section) -> list[TroubleEntry]:
    rows = table(entry.text)
    if len(rows) < 2 or not _ERRORS.search(rows[0][0]):
        return []
    header = rows[0]
    return [
        TroubleEntry(
            _bare(row[0]), "\n".join(f"{h}: {c}" for h, c in zip(header, row, strict=False))
        )
        for row in rows[1:]
        if row[0]
    ]


def _one(entry: Section) -> list[TroubleEntry]:
    if entry.level < 2 or not entry.text:
        return []
    signature = _SIGNATURE.search(entry.text)
    text = _SIGNATURE.sub("", entry.text).strip()
    error = fenced(text).strip() or _bare(entry.title)
    if not error or not text:
        return []
    return [TroubleEntry(error, text, signature[1] if signature else "")]


def _bare(text: str) -> str:
    return text.strip().strip("`").strip()
