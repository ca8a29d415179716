"""The one line a day to the user."""

from pathlib import Path

import pytest

from tacit.serve import notice, queue
from tacit.serve.spool import HookEvent
from tacit.store import Database, connect

NOW = 1.8e9


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty store."""
    return connect(tmp_path / "state" / "tacit.db")


def draft(db: Database, id: str, state: str) -> None:
    """A draft in that state."""
    db.execute(
        "INSERT INTO drafts (id, session, name, category, project, registry, state, made, changed)"
        " VALUES (?, 's', 'n', 'c', '/p', 'r', ?, 0, 0)",
        (id, state),
    )


def test_nothing_to_say(db: Database) -> None:
    draft(db, "a", "merged")
    assert notice.notice(db, NOW) == ""


def test_drafts_wait(db: Database) -> None:
    draft(db, "a", "waiting")
    assert "1 draft waits" in notice.notice(db, NOW)
    draft(db, "b", "pushed")
    assert "2 drafts wait for your review. Run `tacit review`" in notice.notice(db, NOW)


def test_once_a_day(db: Database) -> None:
    draft(db, "a", "waiting")
    notice.told(db, NOW)
    assert notice.notice(db, NOW + 3600) == ""
    assert notice.notice(db, NOW + 86_401)


def test_what_is_broken_comes_first(db: Database) -> None:
    draft(db, "a", "waiting")
    queue.announce(db, HookEvent("SessionStart", NOW - 60, {"CLAUDE_CODE_SESSION_ID": "s"}), None)
    queue.advance(db, "s", "seen", "failed", "why")
    assert "tacit has been broken since 2027-01-15" in notice.notice(db, NOW)
    assert "x.toml: no" in notice.notice(db, NOW, "x.toml: no")
    assert "`tacit doctor`" in notice.notice(db, NOW, "x.toml: no")


def test_what_failed_long_ago_is_let_be(db: Database) -> None:
    queue.announce(db, HookEvent("SessionStart", 5.0, {"CLAUDE_CODE_SESSION_ID": "s"}), None)
    queue.advance(db, "s", "seen", "failed", "why")
    assert notice.notice(db, NOW) == ""
