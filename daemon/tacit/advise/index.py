"""Read the index: one connection a thread, read-only, light enough for a daemon at rest."""

import sqlite3
import threading
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from tacit.advise.entry import FORM, Entry, Source, Trouble
from tacit.errors import RegistryError

# Weights of name, description, triggers, errors, body, parts: what a skill says of itself in one
# line tells more than a word somewhere in it.
_SKILL_WEIGHTS = "6.0, 3.0, 2.0, 2.0, 1.0, 0.5"
_TROUBLE_WEIGHTS = "3.0, 1.0"
_CACHE = "PRAGMA cache_size = -2000"  # 2 MB: the system caches the file anyway


class Index:
    """An open index. Not to be shared between threads; see `Latest`."""

    def __init__(self, db: sqlite3.Connection, skills: int) -> None:
        self._db = db
        self.skills = skills

    @classmethod
    def open(cls, file: Path) -> Self | None:
        """The index at `file`; None where there is none, or one of another form."""
        # immutable: the file is replaced, never written to, so no lock is asked of a shared disk.
        try:
            db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error:
            return None
        try:
            db.execute(_CACHE)
            if db.execute("PRAGMA user_version").fetchone() == (FORM,):
                row = db.execute("SELECT value FROM facts WHERE key = 'skills'").fetchone()
                return cls(db, int(row[0]))
        except (sqlite3.Error, TypeError, ValueError):
            pass
        db.close()
        return None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def sources(self) -> tuple[Source, ...]:
        """The registries in it and the commits that they stood at."""
        rows = self._rows("SELECT url, root, head FROM sources ORDER BY id")
        return tuple(Source(url, Path(root), head) for url, root, head in rows)

    def held(self) -> dict[str, int]:
        """How many skills each registry has in the index, by its address."""
        rows = self._rows(
            "SELECT url, count(skills.id) FROM sources LEFT JOIN skills ON source = sources.id"
            " GROUP BY url"
        )
        return dict(rows)

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """How many skills have each of the terms; a term in none is left out."""
        marks = ",".join("?" * len(terms))
        sql = f"SELECT term, skills FROM frequencies WHERE term IN ({marks})"  # noqa: S608 - marks only
        return dict(self._rows(sql, tuple(terms)))

    def search(self, phrases: Iterable[Sequence[str]], most: int) -> list[tuple[int, float]]:
        """Ids and scores (BM25, larger is better) of the skills with any of the phrases."""
        return self._ranked("skill_text", _SKILL_WEIGHTS, phrases, most)

    def search_troubles(
        self, phrases: Iterable[Sequence[str]], most: int
    ) -> list[tuple[int, float]]:
        """Ids and scores of the troubleshooting entries with any of the phrases."""
        return self._ranked("trouble_text", _TROUBLE_WEIGHTS, phrases, most)

    def _ranked(
        self, table: str, weights: str, phrases: Iterable[Sequence[str]], most: int
    ) -> list[tuple[int, float]]:
        expression = " OR ".join(map(_quoted, phrases))
        if not expression:
            return []
        sql = (
            f"SELECT rowid, -bm25({table}, {weights}) AS score FROM {table}"  # noqa: S608 - names of ours
            f" WHERE {table} MATCH ? ORDER BY score DESC, rowid LIMIT ?"
        )
        return self._rows(sql, (expression, most))

    def holding(self, phrase: Sequence[str]) -> set[int]:
        """The ids of the skills that have the words of the phrase side by side."""
        sql = "SELECT rowid FROM skill_text WHERE skill_text MATCH ? LIMIT 1000"
        return {row[0] for row in self._rows(sql, (_quoted(phrase),))}

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The skills with these ids."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            "SELECT skills.id, name, description, path, author, date, url, root, hashes,"  # noqa: S608
            " verified, held_on"
            f" FROM skills JOIN sources ON sources.id = source WHERE skills.id IN ({marks})",
            tuple(ids),
        )
        return {row[0]: _entry(row) for row in rows}

    def every(self) -> list[Entry]:
        """All skills by name, without what part of a query they cover."""
        rows = self._rows(
            "SELECT skills.id, name, description, path, author, date, url, root, x'', verified,"
            " held_on FROM skills JOIN sources ON sources.id = source ORDER BY name, path"
        )
        return [_entry(row) for row in rows]

    def body(self, id_: int) -> str:
        """The text of a skill below its frontmatter."""
        rows = self._rows("SELECT body FROM skills WHERE id = ?", (id_,))
        return zlib.decompress(rows[0][0]).decode() if rows else ""

    def troubles(self, ids: Collection[int] = (), signature: str = "") -> list[Trouble]:
        """The troubleshooting entries with these ids, and those with this signature."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            "SELECT id, skill, signature, error, text FROM troubles"  # noqa: S608 - marks only
            f" WHERE id IN ({marks}) OR (signature = ? AND signature <> '') LIMIT 200",
            (*ids, signature),
        )
        return [Trouble(*row) for row in rows]

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.Error, zlib.error) as error:
            raise RegistryError(
                f"the index is broken ({error}); run `tacit registry sync`"
            ) from None


def _quoted(phrase: Sequence[str]) -> str:
    """The phrase as one FTS5 string: nothing in it can be read as query syntax."""
    return '"' + " ".join(phrase).replace('"', "").replace("\0", "") + '"'


def _entry(row: Sequence[Any]) -> Entry:
    id_, name, description, path, author, date, url, root, hashes, verified, held_on = row
    terms = _hashes(hashes)
    return Entry(id_, name, description, path, author, date, url, root, terms, verified, held_on)


def _hashes(blob: bytes) -> frozenset[int]:
    found = array("I")
    found.frombytes(blob)
    return frozenset(found)


class Latest:
    """The newest index at a path, one a thread; opened anew when the file was replaced."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()

    def index(self) -> Index | None:
        """The index as it is now; None where there is none. Good until the next call."""
        try:
            found = self.file.stat()
        except OSError:
            return None
        stamp = (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
        if getattr(self._local, "stamp", None) != stamp:
            self.close()
            self._local.index = Index.open(self.file)
            self._local.stamp = stamp
        index: Index | None = self._local.index
        return index

    def close(self) -> None:
        """Close this thread's index; the next `index` opens it again."""
        index = getattr(self._local, "index", None)
        if index is not None:
            index.close()
        self._local.index = self._local.stamp = None


def fresh(sources: Sequence[Source], file: Path) -> bool:
    """Does the index at `file` hold exactly these sources at these heads?"""
    index = Index.open(file)
    if index is None:
        return False
    try:
        return set(index.sources()) == set(sources)
    except RegistryError:
        return False
    finally:
        index.close()
