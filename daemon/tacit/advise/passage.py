"""What is told of a skill: why it matched, and the parts of it that are worth a session's room.

Everything that a colleague wrote is quoted; unquoted stand only our own words, the skill's name as
one token, and the path of its file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tacit.advise.entry import Entry, Trouble
from tacit.advise.escape import line, token
from tacit.advise.quoting import quoted
from tacit.advise.remedy import remedy
from tacit.advise.sections import (
    Failed,
    Part,
    configuration,
    failed_attempts,
    lesson,
    next_steps,
    parts,
    reference,
    results,
    verified_workflow,
    workflow,
)
from tacit.advise.wanted import Wanted, weight
from tacit.registry.verified import day, months

_READ = 100_000  # characters of a skill that are searched for its sections while a hook waits
_ROWS = 5  # failed attempts
_ABOUT = 0.25  # of what is asked, for a failed attempt or a reference to be about it
_ENTRY = 3_000
_FENCED = re.compile(r"\A\s*(```+|~~~+)[^\n]*\n.*?\n\1[ \t]*\n", re.S)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of advice that is given whole: its id, its heading, and blocks to follow it."""

    id: str
    heading: str
    blocks: tuple[str, ...]


def identity(entry: Entry, part: str) -> str:
    """The stable id of a part of a skill: the same until the skill's text changes."""
    whole = "\0".join((entry.url, entry.path, part))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def of_skill(entry: Entry, body: str, why: str, asked: Wanted) -> Passage:
    """What a skill says in short: failed attempts, results, next steps, what to copy."""
    return Passage(identity(entry, body), _heading(entry, why), tuple(_blocks(body, asked)))


def of_trouble(entry: Entry, trouble: Trouble, why: str) -> Passage:
    """One troubleshooting entry: the error that it is for in a line, and what mends it."""
    part = f"{trouble.error}\0{trouble.text}"
    text = f"`{line(trouble.error, 240)}`\n{_FENCED.sub('', trouble.text, count=1)}"
    return Passage(identity(entry, part), _heading(entry, why, 160), (quoted("", text, _ENTRY),))


def of_excerpt(entry: Entry, text: str, body: str, why: str, asked: Wanted) -> Passage:
    """What a skill without an entry for the error says of it; `text` is the passage that has it."""
    found = parts(body[:_READ])
    to_copy = configuration(found) or reference(found)
    mends = remedy(found, asked) or [quoted("Configuration", to_copy, 900)]
    blocks = [_attempts(found, asked, 3, _ABOUT), *mends]
    told = [block for block in blocks if block] or [quoted("", text, _ENTRY // 2)]
    return Passage(identity(entry, text), _heading(entry, why), tuple(filter(None, told)))


def _heading(entry: Entry, why: str, most: int = 240) -> str:
    name = token(entry.name, 80) or "unnamed"
    description = line(entry.description, most)
    return (
        f"\n## {name}\n"
        + (f"> {description}\n" if description else "")
        + f"> {told_by(entry)}\n"
        + f"Why: {line(why, 240)}\n"
        + f"Full file: {entry.file}\n"
    )


def told_by(entry: Entry) -> str:
    """Who, when, on what it held, and how long ago."""
    who = ", ".join(filter(None, (line(entry.author, 60), line(entry.date, 20))))
    since = day(entry.verified)
    ago = months(since, date.today()) if since else 0
    aged = f"{ago} month{'s' * (ago > 1)} ago" if ago else ""
    held = line(entry.held_on, 100)
    where = f"verified on {held}," if held else "verified"
    seen = " ".join(filter(None, (where, aged))).rstrip(",") if held or aged else ""
    return "; ".join(filter(None, (who or "unsigned", seen)))


def _blocks(body: str, asked: Wanted) -> Iterator[str]:
    """The short ones first: where room is scarce, a long configuration is cut, and no next step."""
    found = parts(body[:_READ])
    to_copy, outcome = configuration(found), results(found)
    steps = verified_workflow(found)
    # What only explains a tool is told where it is about the question.
    other = "" if to_copy else _about(reference(found), asked)
    guide = "" if steps else _about(workflow(found), asked)
    told = (
        _attempts(found, asked),
        quoted("Lesson", lesson(found), 320),
        quoted("Results", "" if outcome == to_copy else outcome, 320),
        quoted("Next steps", next_steps(found), 320),
        quoted("Final configuration", to_copy, 1_000),
        quoted("Verified workflow", steps, 700),
        quoted("Configuration", other, 700),
        quoted("Workflow", guide, 500),
    )
    yield from filter(None, told)


def _about(text: str, asked: Wanted) -> str:
    """The text if it has its share of what is asked, else ""."""
    return text if asked and weight(text, asked) >= _ABOUT * sum(asked.values()) else ""


def _attempts(found: tuple[Part, ...], asked: Wanted, most: int = _ROWS, least: float = 0.0) -> str:
    """The `most` failed attempts that are most about what is asked.

    `least`: of a long list only those that have this share of it.
    """
    rows = failed_attempts(found)
    weights = {row: weight(" ".join((row.attempt, row.why, row.lesson)), asked) for row in rows}
    best = sorted(rows, key=lambda row: -weights[row])[:most]
    enough = least * sum(asked.values()) if len(rows) > most else 0.0
    told = [_row(row) for row in best if weights[row] >= enough]
    return "Failed attempts:\n" + "".join(told) if told else ""


def _row(row: Failed) -> str:
    cells = (line(row.attempt, 180), line(row.why, 200), line(row.lesson, 200))
    return "> - " + " | ".join(filter(None, cells)) + "\n"
