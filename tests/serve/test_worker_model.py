"""A worker lets the model write, with the key of the file, and the store knows what it cost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from building.hooks import SESSION, Shell
from building.lessons import form, session
from building.scripted_api import KEY, Reply, ScriptedApi, fault, good
from building.transcripts import failed_and_fixed
from tacit.draft.make import Draft
from tacit.draft.shelf import load
from tacit.publish import drafts
from tacit.serve import queue
from tacit.serve.spool import HookEvent
from tacit.store import connect


class Worker:
    """A user whose configuration names the model, and one session of theirs that ended."""

    def __init__(self, user: Shell, folder: Path) -> None:
        self.user, told = user, failed_and_fixed(session=SESSION)
        told.write(user.projects / "-lab")
        self.form = form(session(folder, told)).model_dump(mode="json")
        self.key = user.home / "key"
        self.key.touch(0o600)
        self.key.write_text(KEY)
        self.db = connect(user.where.database)
        values = {"CLAUDE_CODE_SESSION_ID": SESSION, "CLAUDE_PROJECT_DIR": str(user.home)}
        queue.announce(self.db, HookEvent("SessionStart", 1.0, values), None)
        queue.end(self.db, SESSION, 2.0)
        user.where.runtime.mkdir(mode=0o700, parents=True)

    def draft(self, reply: Reply) -> Draft:
        """The draft that comes of the session when the provider replies so."""
        with ScriptedApi([reply]) as api:
            self.user.configure(
                '[retrospective]\nwriter = "anthropic"\n'
                f'[model]\nkey_file = "{self.key}"\nbase_url = "{api.url}"\n'
            )
            self.run("-I", "-m", "tacit.serve.worker", str(self.user.where.state), "mine", SESSION)
        (row,) = drafts.rows(self.db)
        return load(self.user.where.drafts, row.id)

    def run(self, *args: str) -> str:
        """What Python prints when it runs that, as the user."""
        env = self.user.environment()
        done = subprocess.run([sys.executable, *args], env=env, capture_output=True, check=True)
        return done.stdout.decode()


@pytest.fixture
def worker(user: Shell, tmp_path: Path) -> Iterator[Worker]:
    made = Worker(user, tmp_path / "form")
    yield made
    made.db.close()


def test_the_model_writes_and_the_status_tells_what_it_cost(worker: Worker) -> None:
    assert worker.draft(good(worker.form)).writer == "anthropic"
    budget = json.loads(worker.run("-m", "tacit", "status", "--json"))["budget"]
    assert (budget["dollars_today"], budget["tokens_this_month"]) == (0.00011, 1020)
    assert "$0.00 today" in worker.run("-m", "tacit", "status")


def test_a_fault_of_the_provider_is_noted_and_the_key_is_nowhere(worker: Worker) -> None:
    made = worker.draft(fault(401))
    assert (made.writer, made.note[-8:]) == ("rules", "HTTP 401")
    files = [f for f in worker.user.home.rglob("*") if f.is_file() and f != worker.key]
    assert worker.user.where.database in files
    assert not [file for file in files if KEY.encode() in file.read_bytes()]


def test_without_a_key_the_review_says_who_wrote_it(worker: Worker) -> None:
    worker.key.unlink()
    made = worker.draft(good(worker.form))
    shown = worker.run("-m", "tacit", "review", "show", made.id)
    assert "written by rules, without the model: cannot read the key" in shown
