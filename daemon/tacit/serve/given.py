"""What each session was given, on disk: it outlives the daemon, and goes with the session.

A subagent has a context of its own, so it is told what the session already knows, once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tacit.store import Database

_KEPT = 30 * 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose context it is: a session's, or that of one of its subagents."""

    session: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that a reader has: its passages, and its length in UTF-16 units."""

    reader: Reader
    passages: tuple[str, ...]
    units: int


def put(db: Database, given: Given, now: float) -> None:
    """Write it down, unless the session takes no part. The first passage bears the length."""
    rows = [
        {
            "session": given.reader.session,
            "agent": given.reader.agent,
            "passage": passage,
            "units": 0 if place else given.units,
            "now": now,
        }
        for place, passage in enumerate(given.passages)
    ]
    db.executemany(
        "INSERT OR IGNORE INTO given SELECT :session, :agent, :passage, :units, :now"
        " WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE id = :session AND state = 'opted_out')",
        rows,
    )


def forget(db: Database, session: str) -> None:
    """Nothing of it is left in the session's context."""
    db.execute("DELETE FROM given WHERE session = ?", (session,))


def recent(db: Database, now: float) -> Iterable[Given]:
    """What sessions of the last 30 days were given; what is older is deleted."""
    db.execute("DELETE FROM given WHERE at < ?", (now - _KEPT,))
    rows = db.execute("SELECT session, agent, passage, units FROM given ORDER BY at")
    return list(_rows(rows))


def _rows(rows: Iterable[tuple[str, str, str, int]]) -> Iterator[Given]:
    for session, agent, passage, units in rows:
        yield Given(Reader(session, agent), (passage,), units)
