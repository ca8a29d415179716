"""The store is made, and carried over from an older form, once and whole."""

from pathlib import Path

import pytest

from tacit import store

STEPS = ("CREATE TABLE a (x); INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y DEFAULT 2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tacit.db"


def version(db: store.Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_the_first_connection_makes_the_tables(file: Path) -> None:
    db = store.connect(file)
    tables = {row["name"] for row in db.execute("SELECT name FROM sqlite_master")}
    assert {"sessions", "drafts", "consents", "given", "facts"} <= tables
    assert file.parent.stat().st_mode & 0o077 == 0
    db.close()


def test_an_older_file_is_carried_over(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_STEPS", STEPS[:1])
    store.connect(file).close()
    monkeypatch.setattr(store, "_STEPS", STEPS)
    db = store.connect(file)
    assert tuple(db.execute("SELECT x, y FROM a").fetchone()) == (1, 2)
    assert version(db) == 2
    db.close()


def test_a_step_that_fails_leaves_the_older_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_STEPS", STEPS[:1])
    store.connect(file).close()
    monkeypatch.setattr(store, "_STEPS", (STEPS[0], STEPS[1] + "; nonsense"))
    with pytest.raises(Exception, match="nonsense"):
        store.connect(file)
    monkeypatch.setattr(store, "_STEPS", STEPS[:1])
    db = store.connect(file)
    assert [row.keys() for row in db.execute("SELECT * FROM a")] == [["x"]]
    db.close()


def test_a_transaction_is_whole_or_nothing(file: Path) -> None:
    db = store.connect(file)

    def interrupted() -> None:
        with store.transaction(db):
            db.execute("INSERT INTO facts VALUES ('a', '1')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert db.execute("SELECT COUNT(*) FROM facts").fetchone()[0] == 0
    db.close()
