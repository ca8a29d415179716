"""Write the index: one SQLite file, made beside the old one and put in its place whole."""

import os
import sqlite3
import threading
import time
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from pathlib import Path

from tacit.advise.entry import FORM, Source
from tacit.advise.sections import triggers
from tacit.advise.terms import analyse, hashed, pieces
from tacit.advise.trust import trusted
from tacit.episodes.signature import signature
from tacit.errors import RegistryError
from tacit.registry.layouts import skills
from tacit.registry.quarantine import quarantine
from tacit.registry.skill import Skill, TroubleEntry
from tacit.registry.verified import held_on, last

# A skill is read this far; what comes after is still in the file that the advice names.
_BODY = 300_000
_TROUBLES = 200
_ABANDONED = 3600.0  # seconds since a build last wrote

# `*_text` hold analysed terms only (contentless), `skills` and `troubles` what is shown.
# `hashes`: sorted 32-bit hashes of a skill's terms: what part of a query it covers is then read
# from one row.
_SCHEMA = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id INTEGER PRIMARY KEY, url TEXT, root TEXT, head TEXT);
CREATE TABLE skills (
    id INTEGER PRIMARY KEY, source INTEGER, name TEXT, path TEXT, description TEXT,
    author TEXT, date TEXT, body BLOB, hashes BLOB, verified TEXT, held_on TEXT
);
CREATE TABLE troubles (
    id INTEGER PRIMARY KEY, skill INTEGER, signature TEXT, error TEXT, text TEXT
);
CREATE TABLE frequencies (term TEXT PRIMARY KEY, skills INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE skill_text USING fts5(
    name, description, triggers, errors, body, parts, content='', tokenize='unicode61'
);
CREATE VIRTUAL TABLE trouble_text USING fts5(error, text, content='', tokenize='unicode61');
"""


def build(sources: Sequence[Source], file: Path) -> None:
    """Index the skills of all sources into `file`, which appears whole or not at all.

    Skills that lint finds dangerous, in whichever of their files, are left out; what two
    registries hold alike is there once. Raises RegistryError where `file` cannot be written.
    """
    write(_known(sources), sources, file)


def _known(sources: Sequence[Source]) -> Iterator[tuple[Source, Skill]]:
    told = set()
    for source in sources:
        held = quarantine(source.root)
        for skill in skills(source.root) if source.root.is_dir() else ():
            # Registries that began as one, or of which one was carried into the other.
            same = hash((skill.name, skill.description, skill.body, skill.troubles))
            if same not in told and skill.path not in held and trusted(skill):
                told.add(same)
                yield source, skill


def write(entries: Iterable[tuple[Source, Skill]], sources: Sequence[Source], file: Path) -> None:
    """Write an index of the entries into `file`, as `build` does."""
    beside = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(file)
        _write(entries, sources, beside)
        beside.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise RegistryError(f"the index {file} cannot be written: {error}") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _sweep(file: Path) -> None:
    """Remove what a killed build left beside the index."""
    for left in file.parent.glob(f".{file.name}.*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _write(entries: Iterable[tuple[Source, Skill]], sources: Sequence[Source], file: Path) -> None:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        # Nobody sees the file before it is whole, so nothing has to survive a crash here.
        db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        db.execute("BEGIN")
        rows = [(n, s.url, str(s.root), s.head) for n, s in enumerate(sources)]
        db.executemany("INSERT INTO sources VALUES (?, ?, ?, ?)", rows)
        number = {source: n for n, source in enumerate(sources)}
        frequencies: Counter[str] = Counter()
        count = 0
        for count, (source, skill) in enumerate(entries, start=1):
            frequencies.update(_insert(db, count, number[source], skill))
        db.executemany("INSERT INTO frequencies VALUES (?, ?)", frequencies.items())
        db.executemany("INSERT INTO facts VALUES (?, ?)", [("skills", str(count))])
        for table in ("skill_text", "trouble_text"):
            db.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - two names of ours
        db.execute(f"PRAGMA user_version = {FORM}")
        db.execute("COMMIT")
    finally:
        db.close()
    _to_disk(file)


def _to_disk(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _insert(db: sqlite3.Connection, id_: int, source: int, skill: Skill) -> set[str]:
    """Insert one skill; the set of its terms comes back."""
    body = skill.body[:_BODY]
    troubles = skill.troubles[:_TROUBLES]
    errors = "\n".join(f"{trouble.error}\n{trouble.text}" for trouble in troubles)
    texts = [
        *map(analyse, (skill.name, skill.description, triggers(body), errors, body)),
        pieces(f"{skill.name} {skill.description} {body}"),
    ]
    terms = set(chain.from_iterable(texts))
    db.execute(
        "INSERT INTO skill_text(rowid, name, description, triggers, errors, body, parts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id_, *(" ".join(text) for text in texts)),
    )
    db.execute(
        "INSERT INTO skills VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id_,
            source,
            *map(_storable, (skill.name, skill.path, skill.description, skill.author, skill.date)),
            zlib.compress(_storable(body).encode()),
            _blob(terms),
            *_verified(skill),
        ),
    )
    for trouble in troubles:
        row = db.execute(
            "INSERT INTO troubles(skill, signature, error, text) VALUES (?, ?, ?, ?)",
            (id_, *map(_storable, (_signature(trouble), trouble.error, trouble.text))),
        ).lastrowid
        db.execute(
            "INSERT INTO trouble_text(rowid, error, text) VALUES (?, ?, ?)",
            (row, " ".join(analyse(trouble.error)), " ".join(analyse(trouble.text))),
        )
    return terms


def _verified(skill: Skill) -> tuple[str, str]:
    """The last day on which it was verified, and on what; "" where it does not say."""
    day = last(skill, date.today())
    return day.isoformat() if day else "", _storable(held_on(skill))


def _signature(trouble: TroubleEntry) -> str:
    return trouble.signature or signature(trouble.error)


def _blob(terms: Iterable[str]) -> bytes:
    return array("I", sorted(hashed(terms))).tobytes()


def _storable(text: str) -> str:
    """The text without lone surrogates, which neither SQLite nor a reply can carry."""
    return text.encode("utf-8", "replace").decode()
