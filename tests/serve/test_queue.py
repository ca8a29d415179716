"""The queue's states: what moves a session on, and what never does."""

from pathlib import Path

import pytest

from tacit.serve import queue
from tacit.serve.queue import Row
from tacit.serve.spool import HookEvent
from tacit.store import Database, connect


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty store."""
    return connect(tmp_path / "state" / "tacit.db")


def start(at: float, session: str = "s", **settings: str) -> HookEvent:
    """A SessionStart."""
    values = {"CLAUDE_CODE_SESSION_ID": session, "CLAUDE_PROJECT_DIR": "/p", "CLAUDE_PID": "7"}
    return HookEvent("SessionStart", at, values, settings)


def row(db: Database, session: str = "s") -> Row:
    """The session's row, which must be there."""
    found = queue.find(db, session)
    assert found
    return found


def ended(db: Database) -> Row:
    """A session that is due."""
    queue.announce(db, start(1), None)
    queue.end(db, "s", 2)
    return row(db)


def test_a_session_s_way(db: Database) -> None:
    queue.announce(db, start(1), 0.5)
    assert (row(db).state, row(db).pid, row(db).project) == ("seen", 7, "/p")
    queue.touch(db, "s", 2)
    assert row(db).state == "active"
    queue.end(db, "s", 3)
    assert queue.due(db, 4) == row(db)
    assert queue.advance(db, "s", "ended", "mined")
    assert queue.advance(db, "s", "mined", "done")
    assert queue.pending(db) == 0


def test_nothing_but_a_start_announces(db: Database) -> None:
    queue.touch(db, "s", 1)
    queue.end(db, "s", 2)
    assert queue.find(db, "s") is None


@pytest.mark.parametrize("again", ["touch", "announce"])
def test_a_session_that_goes_on_is_mined_again(db: Database, again: str) -> None:
    ended(db)
    queue.advance(db, "s", "ended", "nothing")
    queue.touch(db, "s", 5) if again == "touch" else queue.announce(db, start(5), None)
    assert row(db).state == "active"
    queue.end(db, "s", 6)
    assert queue.due(db, 7)


def test_a_late_report_undoes_nothing(db: Database) -> None:
    ended(db)
    queue.touch(db, "s", 1.5)
    queue.announce(db, start(1.7), None)
    assert row(db).state == "ended"
    queue.announce(db, start(9), None)
    queue.end(db, "s", 8)
    assert row(db).state == "active"


def test_a_result_for_a_session_that_went_on_is_not_its_end(db: Database) -> None:
    ended(db)
    queue.touch(db, "s", 3)
    assert not queue.advance(db, "s", "ended", "nothing")
    assert row(db).state == "active"


def test_opted_out_is_a_mark_and_stays(db: Database) -> None:
    queue.announce(db, start(1), 0.5)
    queue.opt_out(db, "s", 2)
    queue.announce(db, start(3), 0.5)
    queue.touch(db, "s", 4)
    queue.end(db, "s", 5)
    found = row(db)
    assert (found.state, found.project, found.pid, found.transcript) == ("opted_out", "", None, "")


def test_tries_are_counted_before_they_are_made(db: Database) -> None:
    ended(db)
    waits = []
    for _ in range(queue.MAX_TRIES):
        assert queue.begin(db, row(db), 100)
        waits.append(row(db).next_try - 100)
        assert queue.due(db, 100) is None
    assert waits == sorted(waits)
    assert not queue.begin(db, row(db), 100)
    assert [one.note for one in queue.failed(db)] == ["its worker died each time"]


def test_what_is_not_its_fault_is_not_counted(db: Database) -> None:
    queue.begin(db, ended(db), 100)
    queue.postpone(db, "s", 500, "the configuration is broken")
    assert (row(db).tries, row(db).next_try) == (0, 500)


def test_settings_of_a_session_add_up(db: Database) -> None:
    queue.announce(db, start(1, TACIT_A="1", TACIT_B="1"), None)
    queue.announce(db, start(2, TACIT_B="2"), None)
    assert row(db).settings == {"TACIT_A": "1", "TACIT_B": "2"}


def test_since_is_the_first_announcement_of_what_began_before(db: Database) -> None:
    queue.announce(db, start(5), None, late=True)
    queue.announce(db, start(9), None, late=True)
    queue.announce(db, start(5, "new"), None)
    assert (row(db).since, row(db, "new").since) == (5, 0)


def test_counts(db: Database) -> None:
    ended(db)
    queue.announce(db, start(1, "t"), None)
    assert queue.counts(db) == {"ended": 1, "seen": 1}
