"""What a backfill made of each transcript, kept so that the next run goes on where this one ended.

    found ─► done | nothing        failed

`found`: it has lessons, not drafted yet. A project that takes no part leaves no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import orjson

from tacit import __version__
from tacit.serve.past import Past
from tacit.store import Database

State = Literal["found", "done", "nothing", "failed", "opted_out", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A kept episode in short. `key`: a hash of its error's signature; `failed`: attempts."""

    key: str
    failed: int


@dataclass(frozen=True, slots=True)
class Gleaned:
    """A transcript and what came of it. `elsewhere`: of a project that was not asked for."""

    file: Past
    state: State
    project: str = ""
    lessons: tuple[Lesson, ...] = ()
    note: str = ""


def gleaned(db: Database) -> dict[str, Gleaned]:
    """What is known of each path, as far as this version found it out."""
    rows = db.execute("SELECT * FROM gleaned WHERE version = ?", (__version__,))
    return {
        row["path"]: Gleaned(
            Past(row["path"], row["size"], row["written"]),
            row["state"],
            row["project"],
            tuple(Lesson(str(key), int(failed)) for key, failed in orjson.loads(row["lessons"])),
            row["note"],
        )
        for row in rows
    }


def put(db: Database, one: Gleaned) -> None:
    """Write down what came of a transcript; of what takes no part nothing is written."""
    if one.state in ("opted_out", "elsewhere"):
        db.execute(
            "DELETE FROM gleaned WHERE path = ? AND ? = 'opted_out'", (one.file.path, one.state)
        )
        return
    lessons = orjson.dumps([(lesson.key, lesson.failed) for lesson in one.lessons]).decode()
    file = one.file
    db.execute(
        "INSERT OR REPLACE INTO gleaned VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            file.path,
            file.size,
            file.written,
            one.project,
            one.state,
            lessons,
            one.note,
            __version__,
        ),
    )


def best_first(found: Iterable[Gleaned], taught: Iterable[str]) -> list[Gleaned]:
    """The order in which sessions are drafted.

    First those with a lesson that no session before them in this order taught, nor `taught` (keys);
    among them by how many sessions met the error, then by failed attempts, then the oldest.
    """
    found = list(found)
    met: dict[str, int] = {}
    for one in found:
        for key in {lesson.key for lesson in one.lessons}:
            met[key] = met.get(key, 0) + 1

    def worth(one: Gleaned) -> tuple[int, int]:
        return max(((met[lesson.key], lesson.failed) for lesson in one.lessons), default=(0, 0))

    known = set(taught)
    first: list[Gleaned] = []
    again: list[Gleaned] = []
    for one in sorted(found, key=lambda one: (*(-n for n in worth(one)), one.file.written)):
        keys = {lesson.key for lesson in one.lessons}
        (again if keys <= known else first).append(one)
        known |= keys
    return first + again
