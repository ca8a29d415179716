"""The queue: one row a session that a hook announced.

    seen ─► active ─► ended ─► mined ─► done | nothing        opted_out        failed

A session that goes on (resumed, or another turn after its end) is active again, and mined again at
its next end. An opted-out row is the mark alone, and stays: nothing of that session is ever mined.
Changes carry the time of what happened, so that a late report never undoes a newer one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from tacit.serve.spool import HookEvent
from tacit.store import Database

State = Literal["seen", "active", "ended", "mined", "done", "nothing", "opted_out", "failed"]
MAX_TRIES = 8
_PLACE = ("CLAUDE_PROJECT_DIR", "CLAUDE_CONFIG_DIR", "transcript_path")


@dataclass(frozen=True, slots=True)
class Row:
    """A session of the queue. Times are Unix seconds; `since`: what is older was not announced."""

    id: str
    state: State
    project: str
    config_dir: str
    transcript: str
    pid: int | None
    pid_started: float | None
    announced: float
    touched: float
    tries: int
    next_try: float
    note: str
    since: float
    settings: Mapping[str, str]


def announce(db: Database, event: HookEvent, started: float | None, late: bool = False) -> None:
    """A SessionStart: note the session, or take it up again.

    `started`: start time of the process CLAUDE_PID, None where it cannot be seen. `late`: the
    session began before this, unannounced; what it held by then is not to be mined.
    """
    place = [event.values.get(name, "") for name in _PLACE]
    pid = int(event.values["CLAUDE_PID"]) if started is not None else None
    known = find(db, event.session)
    if known is None:
        settings = orjson.dumps(dict(event.settings)).decode()
        since = event.at if late else 0
        db.execute(
            "INSERT INTO sessions (project, config_dir, transcript, pid, pid_started, touched,"
            " announced, since, settings, id, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'seen')",
            (*place, pid, started, event.at, event.at, since, settings, event.session),
        )
    elif known.state != "opted_out" and event.at > known.touched:
        settings = orjson.dumps({**known.settings, **event.settings}).decode()
        db.execute(
            "UPDATE sessions SET project = ?, config_dir = ?, transcript = ?, pid = ?,"
            " pid_started = ?, touched = ?, settings = ?, state = 'active', tries = 0,"
            " next_try = 0, note = '' WHERE id = ?",
            (*place, pid, started, event.at, settings, event.session),
        )


def touch(db: Database, session: str, at: float) -> None:
    """The session goes on: it is active, also after an end."""
    db.execute(
        "UPDATE sessions SET state = 'active', touched = ?, tries = 0, next_try = 0, note = ''"
        " WHERE id = ? AND state != 'opted_out' AND touched < ?",
        (at, session, at),
    )


def end(db: Database, session: str, at: float) -> None:
    """The session is over, perhaps once more; its retrospective is due."""
    db.execute(
        "UPDATE sessions SET state = 'ended', touched = ?, tries = 0, next_try = 0"
        " WHERE id = ? AND state != 'opted_out' AND touched < ?",
        (at, session, at),
    )


def opt_out(db: Database, session: str, at: float) -> None:
    """Leave nothing of the session but the mark that it takes no part."""
    db.execute("DELETE FROM given WHERE session = ?", (session,))
    db.execute(
        "INSERT OR REPLACE INTO sessions (id, state, announced, touched)"
        " VALUES (?, 'opted_out', ?, ?)",
        (session, at, at),
    )


def find(db: Database, session: str) -> Row | None:
    """The session's row; None when no hook announced it."""
    row = db.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
    return None if row is None else _row(row)


def unfinished(db: Database) -> list[Row]:
    """The sessions whose end has not come."""
    rows = db.execute("SELECT * FROM sessions WHERE state IN ('seen', 'active')")
    return [_row(row) for row in rows]


def due(db: Database, now: float) -> Row | None:
    """The session whose turn it is, longest waiting first."""
    row = db.execute(
        "SELECT * FROM sessions WHERE state IN ('ended', 'mined') AND next_try <= ?"
        " ORDER BY touched LIMIT 1",
        (now,),
    ).fetchone()
    return None if row is None else _row(row)


def pending(db: Database) -> int:
    """How many sessions wait for their retrospective, now or later."""
    found = db.execute("SELECT count(*) FROM sessions WHERE state IN ('ended', 'mined')").fetchone()
    return int(found[0])


def begin(db: Database, row: Row, now: float) -> bool:
    """Count a try before it is made, so that one which kills its worker counts too.

    False, and the session failed, when it had its tries. They lie 2, 4, 8 … seconds apart.
    """
    if row.tries >= MAX_TRIES:
        note = row.note or "its worker died each time"
        advance(db, row.id, row.state, "failed", note)
        return False
    db.execute(
        "UPDATE sessions SET tries = ?, next_try = ? WHERE id = ?",
        (row.tries + 1, now + 2 ** (row.tries + 1), row.id),
    )
    return True


def advance(db: Database, session: str, before: State, after: State, note: str = "") -> bool:
    """The next state, unless the session went on in the meantime (then False)."""
    done = db.execute(
        "UPDATE sessions SET state = ?, note = ? WHERE id = ? AND state = ?",
        (after, note, session, before),
    )
    return done.rowcount == 1


def restrict(db: Database, row: Row, publish: str) -> None:
    """Keep with the session what its folders say about publishing, for as long as drafts wait."""
    settings = {**row.settings, "TACIT_RETROSPECTIVE_PUBLISH": publish}
    text = orjson.dumps(settings).decode()
    db.execute("UPDATE sessions SET settings = ? WHERE id = ?", (text, row.id))


def postpone(db: Database, session: str, until: float, note: str) -> None:
    """What stands in the way is not the session's fault: try again later, uncounted."""
    db.execute(
        "UPDATE sessions SET tries = max(tries - 1, 0), next_try = ?, note = ? WHERE id = ?",
        (until, note, session),
    )


def explain(db: Database, session: str, why: str) -> None:
    """Note what went wrong with the last try."""
    db.execute("UPDATE sessions SET note = ? WHERE id = ?", (why, session))


def opted_out(db: Database) -> frozenset[str]:
    """The sessions that take no part, whatever their folders say."""
    rows = db.execute("SELECT id FROM sessions WHERE state = 'opted_out'")
    return frozenset(str(row["id"]) for row in rows)


def announced(db: Database) -> frozenset[str]:
    """The sessions that a hook told of and that take part."""
    rows = db.execute("SELECT id FROM sessions WHERE state != 'opted_out'")
    return frozenset(str(row["id"]) for row in rows)


def failed(db: Database) -> list[Row]:
    """The sessions that were given up, newest first; `note` says why."""
    rows = db.execute("SELECT * FROM sessions WHERE state = 'failed' ORDER BY touched DESC")
    return [_row(row) for row in rows]


def counts(db: Database) -> dict[str, int]:
    """How many sessions are in each state."""
    rows = db.execute("SELECT state, count(*) FROM sessions GROUP BY state ORDER BY state")
    return {str(state): int(number) for state, number in rows}


def _row(row: Any) -> Row:
    values = {name: row[name] for name in Row.__slots__}
    return Row(**values | {"settings": orjson.loads(values["settings"])})
