"""What a session was given: once a context, within its budget, over restarts and compactions."""

from pathlib import Path

import pytest

from tacit import store
from tacit.serve import given, queue
from tacit.serve.given import Given, Reader
from tacit.serve.memory import Memory

MAIN, SUB = Reader("s"), Reader("s", "agent-1")


def gave(reader: Reader = MAIN, passage: str = "p", units: int = 10) -> Given:
    return Given(reader, (passage,), units)


def test_a_passage_is_given_once_in_each_context() -> None:
    memory = Memory()
    assert memory.keep(gave(), 100)
    assert not memory.keep(gave(), 100)
    assert memory.keep(gave(SUB), 100)
    assert memory.held(MAIN) == memory.held(SUB) == {"p"}
    assert memory.held(Reader("other")) == frozenset()


def test_subagents_spend_the_session_s_budget() -> None:
    memory = Memory()
    assert memory.keep(gave(units=60), 100)
    assert memory.left("s", 100) == 40
    assert not memory.keep(gave(SUB, "q", 41), 100)
    assert memory.keep(gave(SUB, "q", 40), 100)
    assert (memory.left("s", 100), memory.left("s", 50), memory.left("t", 100)) == (0, 0, 100)


def test_what_nobody_read_is_neither_held_nor_spent() -> None:
    memory = Memory()
    memory.take_back(gave())
    memory.keep(gave(), 100)
    memory.take_back(gave())
    assert (memory.held(MAIN), memory.left("s", 100)) == (frozenset(), 100)


def test_a_compacted_session_begins_anew() -> None:
    memory = Memory()
    memory.keep(gave(units=100), 100)
    memory.forget("s")
    assert memory.keep(gave(units=100), 100)


def test_old_sessions_make_room() -> None:
    memory = Memory()
    for number in range(600):
        memory.keep(gave(Reader(f"s{number}")), 100)
    assert memory.held(Reader("s0")) == frozenset()
    assert memory.held(Reader("s599")) == {"p"}


@pytest.fixture
def db(tmp_path: Path) -> store.Database:
    return store.connect(tmp_path / "state" / "tacit.db")


def test_another_daemon_takes_it_up(db: store.Database) -> None:
    given.put(db, Given(MAIN, ("a", "b"), 70), 1000.0)
    given.put(db, gave(SUB, "a", 20), 1000.0)
    memory = Memory()
    memory.recall(given.recent(db, 2000.0))
    assert memory.held(MAIN) == {"a", "b"}
    assert memory.held(SUB) == {"a"}
    assert memory.left("s", 100) == 10


def test_what_is_forgotten_or_old_is_gone(db: store.Database) -> None:
    given.put(db, gave(), 1000.0)
    given.put(db, gave(Reader("t")), 1000.0)
    given.forget(db, "s")
    assert [one.reader.session for one in given.recent(db, 2000.0)] == ["t"]
    assert not given.recent(db, 1000.0 + 31 * 86_400)


def test_of_a_session_that_takes_no_part_nothing_is_written(db: store.Database) -> None:
    given.put(db, gave(), 1.0)
    queue.opt_out(db, "s", 1.0)
    given.put(db, gave(), 2.0)
    assert not given.recent(db, 3.0)


def test_an_older_store_s_memory_is_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place,) = [n for n, step in enumerate(store._STEPS) if "CREATE TABLE given" in step]
    with monkeypatch.context() as older:
        older.setattr(store, "_STEPS", store._STEPS[:place])
        db = store.connect(tmp_path / "tacit.db")
        db.execute("INSERT INTO advised VALUES ('s', 'p', 5.0)")
        db.close()
    carried = store.connect(tmp_path / "tacit.db")
    assert given.recent(carried, 6.0) == [gave(units=0)]
