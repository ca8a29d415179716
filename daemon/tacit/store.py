"""One SQLite file a host: the queue, the drafts, what was advised.

Each table belongs to the module that queries it; its form is here, so that an older version's
file is carried over step by step.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tacit.paths import ensure_private

# What `connect` returns, for the modules that own a table: only this one imports sqlite3.
Database = sqlite3.Connection
# What its methods raise: a full disk, a file that another holds for long, a broken one.
StoreError = sqlite3.Error

# One entry a schema version; never edit one that was released, append the next.
_STEPS = (
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        project TEXT NOT NULL DEFAULT '',
        config_dir TEXT NOT NULL DEFAULT '',
        transcript TEXT NOT NULL DEFAULT '',
        pid INTEGER,
        pid_started REAL,
        announced REAL NOT NULL,
        touched REAL NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try REAL NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        since REAL NOT NULL DEFAULT 0,
        settings TEXT NOT NULL DEFAULT '{}'
    );
    CREATE TABLE drafts (
        id TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        name TEXT NOT NULL,
        category TEXT NOT NULL,
        project TEXT NOT NULL,
        registry TEXT NOT NULL,
        branch TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL,
        headless INTEGER NOT NULL DEFAULT 0,
        allowed TEXT NOT NULL DEFAULT 'auto',
        note TEXT NOT NULL DEFAULT '',
        digest TEXT NOT NULL DEFAULT '',
        sha TEXT NOT NULL DEFAULT '',
        made REAL NOT NULL,
        changed REAL NOT NULL
    );
    CREATE TABLE consents (
        project TEXT NOT NULL,
        registry TEXT NOT NULL,
        given REAL NOT NULL,
        PRIMARY KEY (project, registry)
    );
    CREATE TABLE advised (
        session TEXT NOT NULL,
        passage TEXT NOT NULL,
        given REAL NOT NULL,
        PRIMARY KEY (session, passage)
    );
    CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
    """
    CREATE TABLE spent (
        id INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        model TEXT NOT NULL,
        tokens INTEGER NOT NULL,
        dollars REAL NOT NULL
    );
    CREATE INDEX spent_at ON spent (at);
    """,
    """
    CREATE TABLE gleaned (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        written INTEGER NOT NULL,
        project TEXT NOT NULL,
        state TEXT NOT NULL,
        lessons TEXT NOT NULL,
        note TEXT NOT NULL,
        version TEXT NOT NULL
    );
    """,
    """
    ALTER TABLE drafts ADD COLUMN pull INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE drafts ADD COLUMN owed TEXT NOT NULL DEFAULT '';
    """,
    """
    CREATE TABLE refusals (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        reason TEXT NOT NULL,
        told TEXT NOT NULL,
        at REAL NOT NULL
    );
    """,
    """
    CREATE TABLE given (
        session TEXT NOT NULL,
        agent TEXT NOT NULL,
        passage TEXT NOT NULL,
        units INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (session, agent, passage)
    );
    INSERT INTO given SELECT session, '', passage, 0, given FROM advised;
    DROP TABLE advised;
    """,
    """
    CREATE TABLE uses (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        written INTEGER NOT NULL,
        use TEXT NOT NULL,
        note TEXT NOT NULL,
        version TEXT NOT NULL
    );
    """,
)


def connect(file: Path) -> sqlite3.Connection:
    """An open connection to the store at `file`, created or carried over as needed.

    Rollback journal, not WAL: state folders are often on NFS. Rows come as `sqlite3.Row`;
    the connection commits each statement unless inside `transaction`.
    """
    ensure_private(file.parent)
    db = sqlite3.connect(file, timeout=10, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = FULL")
    if _version(db) < len(_STEPS):
        with transaction(db):
            for number, step in enumerate(_STEPS[_version(db) :], start=_version(db) + 1):
                for statement in filter(str.strip, step.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")
    return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All statements inside take effect together, or none; other writers wait."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
