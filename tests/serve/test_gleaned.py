"""What a backfill knows of each transcript, and in which order it drafts."""

from pathlib import Path

import pytest

from tacit.serve import gleaned
from tacit.serve.gleaned import Gleaned, Lesson, best_first
from tacit.serve.past import Past
from tacit.store import Database, connect


def one(name: str, *lessons: tuple[str, int], at: int = 0) -> Gleaned:
    """A session with these lessons: error and failed attempts."""
    found = tuple(Lesson(key, failed) for key, failed in lessons)
    return Gleaned(Past(name, 1, at), "found", "/lab", found)


def order(*found: Gleaned, taught: str = "") -> str:
    """The names of the sessions as they would be drafted."""
    return "".join(one.file.path for one in best_first(found, taught))


def test_what_cost_more_attempts_comes_first() -> None:
    assert order(one("a", ("x", 1)), one("b", ("y", 3)), one("c", ("z", 2))) == "bca"


def test_what_several_sessions_met_comes_before_that_and_once() -> None:
    assert order(one("a", ("x", 9)), one("b", ("y", 1)), one("c", ("y", 2))) == "cab"


def test_the_oldest_of_equals() -> None:
    assert order(one("a", ("x", 1), at=5), one("b", ("y", 1), at=2)) == "ba"


def test_what_an_earlier_run_taught_comes_last() -> None:
    assert order(one("a", ("x", 9)), one("b", ("y", 1)), taught="x") == "ba"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A store."""
    return connect(tmp_path / "tacit.db")


def test_kept_as_it_was(db: Database) -> None:
    gleaned.put(db, one("a", ("x", 2)))
    assert gleaned.gleaned(db) == {"a": one("a", ("x", 2))}


def test_what_takes_no_part_leaves_no_row(db: Database) -> None:
    gleaned.put(db, one("a", ("x", 2)))
    gleaned.put(db, Gleaned(Past("a", 1, 0), "opted_out"))
    assert gleaned.gleaned(db) == {}


def test_another_version_looks_again(db: Database) -> None:
    gleaned.put(db, one("a", ("x", 2)))
    db.execute("UPDATE gleaned SET version = '0.0.1'")
    assert gleaned.gleaned(db) == {}
