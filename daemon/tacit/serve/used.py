"""What was found out of each transcript for `tacit stats`, kept so that it is read once.

A row outlives its transcript, which the client deletes after 30 days: it holds no words of the
session but the stable parts of its errors, redacted. A project that takes no part leaves no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from tacit import __version__
from tacit.serve.past import Past
from tacit.stats.use import Use
from tacit.store import Database, transaction

_FORM = 2  # of a row; one of another is made anew while its transcript is there
_VERSION = f"{__version__}/{_FORM}"
_USE = TypeAdapter(Use)


@dataclass(frozen=True, slots=True)
class Used:
    """A transcript and what it shows. `note`: why it shows nothing, "" where it was read."""

    file: Past
    use: Use | None
    note: str = ""
    current: bool = True  # made by this version


def used(db: Database) -> dict[str, Used]:
    """What is known of each path; what cannot be read any more is not there."""
    rows = db.execute("SELECT path, size, written, use, note, version FROM uses")
    found = {}
    for row in rows:
        file = Past(row["path"], row["size"], row["written"])
        try:
            use = _USE.validate_json(row["use"]) if row["use"] else None
        except ValidationError:
            continue
        found[file.path] = Used(file, use, row["note"], row["version"] == _VERSION)
    return found


def put(db: Database, many: Iterable[Used]) -> None:
    """Write down what transcripts show."""
    rows = [
        (
            one.file.path,
            one.file.size,
            one.file.written,
            _USE.dump_json(one.use).decode() if one.use else "",
            one.note,
            _VERSION,
        )
        for one in many
    ]
    with transaction(db):
        db.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?, ?, ?, ?, ?)", rows)


def forget(db: Database, paths: Iterable[str]) -> None:
    """Leave nothing of these transcripts."""
    with transaction(db):
        db.executemany("DELETE FROM uses WHERE path = ?", [(path,) for path in paths])
