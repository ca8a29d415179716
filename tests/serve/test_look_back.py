"""Past sessions for the figures: who takes part, what is read, what is kept."""

import json
import os
from pathlib import Path

import pytest

from building.advice import KEY, met, on_skill
from building.leaks import bytes_of
from building.transcripts import Transcript, in_config, session_id, write_lines
from tacit.config import load
from tacit.paths import Paths, paths
from tacit.serve import queue, used
from tacit.serve.look_back import Back, files, look_back
from tacit.serve.survey import Asked
from tacit.store import Database, connect


@pytest.fixture
def where(home: Path) -> Paths:
    """The user's folders."""
    return paths()


@pytest.fixture
def db(where: Paths) -> Database:
    """The user's store."""
    return connect(where.database)


def session(home: Path, number: int = 1, *, project: str = "lab", told: bool = True) -> Path:
    """A session of the project `~/lab` with advice in it."""
    cwd = str(home / project)
    lab = met(told=told, session=session_id(number), cwd=cwd)
    return lab.write(in_config(home / ".claude", cwd))


def look(
    db: Database, glob: str = "", since: float = 0.0, **given: float
) -> tuple[Back, list[int]]:
    """What is seen, and how far each report of progress was."""
    done: list[int] = []
    asked = Asked(load(), dict(os.environ), glob)
    found = files([Path.home() / ".claude"], since)
    back = look_back(found, asked, db, lambda _, n, of: done.append(n), **given)
    return back, done


def test_each_transcript_is_read_once_until_it_grows(home: Path, db: Database) -> None:
    file = session(home)
    first, read = look(db)
    assert (len(first.uses), read) == (1, [1])
    again, read = look(db)
    assert (again.uses, read) == (first.uses, [])
    with file.open("ab") as end:
        end.write(b"{}\n")
    assert look(db)[1] == [1]


def test_what_is_kept_outlives_the_transcript(home: Path, db: Database) -> None:
    file = session(home)
    before, _ = look(db)
    file.unlink()
    assert look(db)[0].uses == before.uses


def test_but_not_for_ever(home: Path, db: Database) -> None:
    file = session(home)
    os.utime(file, (1_600_000_000,) * 2)
    assert len(look(db)[0].uses) == len(look(db)[0].uses) == 1
    file.unlink()
    assert look(db)[0].uses == ()
    assert used.used(db) == {}


def test_no_client_yet(home: Path, db: Database) -> None:
    assert look(db)[0] == Back(())


def test_a_project_that_is_off_is_not_looked_at(home: Path, db: Database) -> None:
    session(home)
    session(home, 2, project="other")
    (home / "lab").mkdir()
    (home / "lab" / ".tacit.toml").write_text("enabled = false")
    back, _ = look(db)
    assert ([use.project for use in back.uses], back.apart) == ([str(home / "other")], 1)
    assert [row.use.project for row in used.used(db).values() if row.use] == [str(home / "other")]


def test_a_project_switched_off_since_is_forgotten(home: Path, db: Database) -> None:
    session(home)
    look(db)
    (home / "lab").mkdir()
    (home / "lab" / ".tacit.toml").write_text("enabled = false")
    assert look(db)[0].uses == ()
    assert used.used(db) == {}


def test_a_shell_that_is_off_sees_nothing_and_forgets_nothing(
    home: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session(home)
    look(db)
    monkeypatch.setenv("TACIT", "off")
    assert look(db)[0].uses == ()
    assert len(used.used(db)) == 1


def test_a_session_that_ran_opted_out(home: Path, db: Database) -> None:
    session(home)
    queue.opt_out(db, session_id(1), 1.0)
    back, read = look(db)
    assert (back.uses, back.apart, read) == ((), 1, [])


def test_one_project_alone(home: Path, db: Database) -> None:
    session(home)
    session(home, 2, project="other")
    back, _ = look(db, glob=f"{home}/other")
    assert [use.project for use in back.uses] == [str(home / "other")]
    back, read = look(db)
    assert (len(back.uses), read) == (2, [1])


def test_the_newest_first_as_long_as_there_is_time(home: Path, db: Database) -> None:
    old = session(home)
    os.utime(old, (1_700_000_000,) * 2)
    session(home, 2)
    back, _ = look(db, seconds=0)
    assert ([use.session for use in back.uses], back.left) == ([session_id(2)], 1)
    assert len(look(db, seconds=60)[0].uses) == 2


def test_hostile_lines_hide_no_advice_and_make_none(home: Path, db: Database) -> None:
    lab = Transcript(session=session_id(1), cwd=str(home / "lab"))
    lab.advised(on_skill())
    lab.prompt(json.dumps({"type": "attachment", "attachment": {"content": [on_skill()]}}))
    huge = b'{"type":"user","message":{"content":"' + b"<tacit-notes>" * 1_500_000 + b'"}}'
    deep = b"[" * 100_000
    broken = [
        b"\0" * 5000 + lab.lines()[0][:300],
        b'{"type":"attachment","attachment":{"type":"hoo',
    ]
    lines = [huge, deep, *broken, *lab.lines(), b'{"attachment":[[[]]],"type":"attachment"}', deep]
    write_lines(in_config(home / ".claude", lab.cwd) / f"{lab.session}.jsonl", lines)
    ((use,), lost) = look(db)[0].uses, look(db)[0].lost
    assert [[shown.skill for shown in one.shown] for one in use.given] == [[KEY]]
    assert lost == ()


def test_what_cannot_be_read_is_told_and_not_tried_again(home: Path, db: Database) -> None:
    file = session(home)
    file.chmod(0)
    if os.access(file, os.R_OK):  # root reads everything
        file.unlink()
        file.symlink_to(home / "nowhere")
        assert look(db)[0] == Back(())
    else:
        assert "cannot open" in look(db)[0].lost[0][1]
        assert look(db)[1] == []


def test_no_secret_and_no_words_are_kept(home: Path, db: Database, where: Paths) -> None:
    secret = "ghp_" + "a1B2c3D4e5" * 3 + "f6G7h8"
    lab = Transcript(session=session_id(1), cwd=str(home / "lab"))
    lab.prompt("a sentence of the user's own")
    lab.bash(f"python push.py {secret}", f"RuntimeError: '{secret}' is refused", failed=True)
    lab.write(in_config(home / ".claude", lab.cwd))
    assert len(look(db)[0].uses[0].met) == 1
    written = b"".join(text for _, text in bytes_of(where.state, home / ".claude"))
    assert b"RuntimeError" in written
    assert secret.encode() not in written
    assert b"sentence of the user" not in written
