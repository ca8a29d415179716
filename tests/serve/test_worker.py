"""One job at a time: from an ended session to its final state, from wherever it was left."""

import os
import subprocess
import sys

import pytest

from building.encoders import encoder
from building.hooks import SESSION, Shell
from building.transcripts import Transcript
from tacit.advise.meaning import FILE
from tacit.advise.modelfolder import stamp
from tacit.advise.vectors import Vectors
from tacit.publish import drafts
from tacit.publish.drafts import DraftRow
from tacit.serve import lifetime, queue
from tacit.serve.foreman import BUSY
from tacit.serve.notice import fact
from tacit.serve.queue import Row
from tacit.serve.spool import HookEvent
from tacit.store import Database, connect

ERROR = "Traceback (most recent call last):\nRuntimeError: the table has a wrong width"


@pytest.fixture
def db(user: Shell) -> Database:
    """The user's store, with one session that ended."""
    found = connect(user.where.database)
    values = {"CLAUDE_CODE_SESSION_ID": SESSION, "CLAUDE_PROJECT_DIR": str(user.home)}
    queue.announce(found, HookEvent("SessionStart", 1.0, values), None)
    queue.end(found, SESSION, 2.0)
    user.where.runtime.mkdir(mode=0o700, parents=True)
    return found


def lab(user: Shell) -> Transcript:
    """A session with something to teach, written down."""
    made = Transcript(cwd=str(user.home / "lab"))
    made.prompt("train please")
    made.bash("python train.py", ERROR, failed=True)
    made.edit("train.py", "width = 8", "width = 16")
    made.bash("python train.py", "loss 0.31")
    made.write(user.projects / "-lab")
    return made


def work(user: Shell, *job: str) -> int:
    """Run the worker to its end; its exit code."""
    command = [sys.executable, "-I", "-m", "tacit.serve.worker", str(user.where.state), *job]
    return subprocess.run(command, env=user.environment(), check=False).returncode


def row(db: Database) -> Row:
    """The session's row."""
    found = queue.find(db, SESSION)
    assert found
    return found


def test_a_session_with_a_lesson(user: Shell, db: Database) -> None:
    lab(user)
    assert work(user, "mine", SESSION) == 0
    assert row(db).state == "done"
    (draft,) = drafts.rows(db)
    assert (draft.state, draft.session) == ("pushed", SESSION)


def test_mined_again_it_stays_one_draft(user: Shell, db: Database) -> None:
    lab(user)
    work(user, "mine", SESSION)
    queue.end(db, SESSION, 9.0)
    work(user, "mine", SESSION)
    assert (row(db).state, len(drafts.rows(db))) == ("done", 1)


def test_left_after_the_shelf_it_is_published_from_there(user: Shell, db: Database) -> None:
    lab(user)
    user.configure('[retrospective]\npublish = "ask"\n')
    work(user, "mine", SESSION)
    queue.end(db, SESSION, 9.0)
    queue.advance(db, SESSION, "ended", "mined")
    assert work(user, "mine", SESSION) == 0
    (draft,) = drafts.rows(db)
    assert (row(db).state, draft.state) == ("done", "waiting")


def test_no_transcript_is_nothing(user: Shell, db: Database) -> None:
    assert work(user, "mine", SESSION) == 0
    assert (row(db).state, row(db).note) == ("nothing", "there is no transcript")


def test_a_folder_on_its_way_that_takes_no_part(user: Shell, db: Database) -> None:
    made = lab(user)
    (user.home / "off").mkdir()
    (user.home / "off" / ".tacit.toml").write_text("enabled = false")
    made.cwd = str(user.home / "off")
    made.bash("ls", "a")
    made.write(user.projects / "-lab")
    assert work(user, "mine", SESSION) == 0
    assert (row(db).state, row(db).project, drafts.rows(db)) == ("opted_out", "", ())


def test_what_was_before_the_announcement_is_not_mined(user: Shell, db: Database) -> None:
    lab(user)
    db.execute("UPDATE sessions SET since = 4e9")
    assert work(user, "mine", SESSION) == 0
    assert row(db).state == "nothing"


def test_a_strict_folder_holds_for_later_tries(user: Shell, db: Database) -> None:
    lab(user)
    (user.home / "lab").mkdir()
    (user.home / "lab" / ".tacit.toml").write_text('[retrospective]\npublish = "ask"')
    work(user, "mine", SESSION)
    work(user, "sync")
    assert [draft.state for draft in drafts.rows(db)] == ["waiting"]


def test_a_broken_configuration_waits_and_is_not_counted(user: Shell, db: Database) -> None:
    lab(user)
    user.configure("nonsense")
    queue.begin(db, row(db), 0)
    assert work(user, "mine", SESSION) == 0
    assert (row(db).state, row(db).tries) == ("ended", 0)
    assert "config.toml" in row(db).note


def test_a_fault_is_told_without_its_words(user: Shell, db: Database) -> None:
    lab(user)
    (user.where.drafts).mkdir(parents=True)
    (user.where.drafts).chmod(0o700)
    db.execute("DROP TABLE drafts")
    assert work(user, "mine", SESSION) == 3
    assert row(db).state == "ended"
    assert row(db).note.startswith("OperationalError at ")
    assert "wrong width" not in user.where.log.read_text()


def test_only_one_at_a_time(user: Shell, db: Database) -> None:
    lock = lifetime.hold(user.where.runtime / "worker.lock")
    assert lock is not None
    assert work(user, "mine", SESSION) == BUSY
    assert row(db).state == "ended"
    os.close(lock)


@pytest.mark.parametrize("job", [("mine", "nobody"), ("mine", "../x")])
def test_a_session_that_nobody_announced(user: Shell, db: Database, job: tuple[str, ...]) -> None:
    assert work(user, *job) == 0
    assert queue.counts(db) == {"ended": 1}


def test_synchronising_makes_the_index(user: Shell, db: Database) -> None:
    assert work(user, "sync") == 0
    assert user.where.index.exists()
    assert fact(db, "sync.at")


def test_a_registry_out_of_reach_is_told(user: Shell, db: Database) -> None:
    user.configure(f'[registry]\nread = ["{user.home}/gone.git"]\n')
    assert work(user, "sync") == 0
    assert "gone.git" in fact(db, "sync.error")


def test_what_waits_is_sent_with_the_next_synchronisation(user: Shell, db: Database) -> None:
    lab(user)
    user.configure("[retrospective]\nmax_drafts_a_day = 0\n")
    work(user, "mine", SESSION)
    assert sent(db) == ["waiting"]
    user.configure("")
    work(user, "sync")
    assert sent(db) == ["pushed"]


def sent(db: Database) -> list[str]:
    """The states of all drafts."""
    found: tuple[DraftRow, ...] = drafts.rows(db)
    return [draft.state for draft in found]


def test_a_synchronisation_gives_the_skills_their_vectors(user: Shell, db: Database) -> None:
    model = encoder(user.home / "model")
    user.configure(f'[advise]\nsemantic_model = "{model}"\n')
    assert work(user, "sync") == 0
    assert Vectors.open(user.where.index / FILE, stamp(model)) is not None


def test_a_model_that_cannot_be_used_stops_no_synchronisation(user: Shell, db: Database) -> None:
    user.configure('[advise]\nsemantic_model = "/nowhere"\n')
    assert work(user, "sync") == 0
    assert fact(db, "sync.error") == ""
