"""Which skills the registries hold, those that another holds alike as well: the writer's own book.

Of skills that are alike the first registry's is in the index; when it goes, the next one's comes.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

_FILE = "holdings.db"
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS held (
    source INTEGER, path TEXT, same BLOB, length INTEGER, PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alike ON held (same);
"""


class Held(NamedTuple):
    """A skill of the registry of number `source`. `same`: equal where skills are alike."""

    source: int
    path: str
    same: bytes
    length: int


class Holdings:
    """The book of one generation, which its writer alone opens. All raise OSError if broken."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    @contextmanager
    def open(cls, generation: Path) -> Iterator[Self]:
        """The book of a generation that is being written."""
        try:
            db = sqlite3.connect(generation / _FILE)
            try:
                db.executescript(_SCHEMA)
                yield cls(db)
                db.commit()
            finally:
                db.close()
        except sqlite3.Error as error:
            raise OSError(f"{_FILE}: {error}") from None

    def add(self, skills: Iterable[Held]) -> None:
        """Add skills; one at the same place is replaced."""
        self._db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", skills)

    def remove(self, skills: Iterable[Held]) -> None:
        """Remove skills."""
        places = ((one.source, one.path) for one in skills)
        self._db.executemany("DELETE FROM held WHERE source = ? AND path = ?", places)

    def below(self, source: int, folder: str) -> list[Held]:
        """The skills of a registry in a folder, or the one that is this file."""
        rows = self._db.execute(
            "SELECT * FROM held WHERE source = ? AND (path = ? OR (path > ? AND path < ?))",
            (source, folder, f"{folder}/", f"{folder}0"),  # 0 is the character after /
        )
        return [Held(*row) for row in rows]

    def first(self, same: bytes) -> Held | None:
        """The one of the skills alike that is in the index."""
        row = self._db.execute(
            "SELECT * FROM held WHERE same = ? ORDER BY source, path LIMIT 1", (same,)
        ).fetchone()
        return Held(*row) if row else None
