"""Daemon and worker are killed again and again while sessions pass: nothing is lost or doubled."""

import os
import random
import signal
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from building.deadline import until
from building.hooks import Shell
from building.transcripts import Transcript, session_id
from tacit.publish import drafts
from tacit.serve import queue
from tacit.store import connect

SESSIONS = 200
TEACH = 5  # every fifth has something to teach
KILL = 10  # and at every tenth something dies
EVENTS = ("SessionStart", "Stop", "SessionEnd")


def transcript(user: Shell, number: int) -> str:
    """Write the session's transcript; its id."""
    project = user.home / f"project-{number}"
    lab = Transcript(session=session_id(number), cwd=str(project))
    lab.prompt("train please")
    if number % TEACH == 0:
        error = f"RuntimeError: table {chr(97 + number % 26)}{number} has a wrong width"
        lab.bash("python train.py", f"Traceback (most recent call last):\n{error}", failed=True)
        lab.edit(str(project / "train.py"), "width = 8", "width = 16")
    lab.bash("python train.py", "loss 0.31")
    lab.write(user.projects / f"-project-{number}")
    return lab.session


def live(user: Shell, number: int) -> None:
    """One session from its start to its end, as the client tells it; every tenth brings a kill."""
    session = transcript(user, number)
    project = str(user.home / f"project-{number}")
    chance = random.Random(number)
    last = chance.choice(EVENTS) if number % KILL == 0 else ""
    for event in EVENTS:
        user.hook(event, {"cwd": project}, session=session, CLAUDE_PROJECT_DIR=project)
        if event == last:
            until(lambda: kill(user, chance), seconds=60)


def kill(user: Shell, chance: random.Random) -> bool:
    """Kill a daemon or a worker, whichever runs; whether one did.

    A start that was killed is not tried again for a minute; the test has no minute.
    """
    (user.where.runtime / "starting").unlink(missing_ok=True)
    pids = user.daemons() + user.workers()
    if not pids:
        user.hook("UserPromptSubmit", session="another")
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(pids), signal.SIGKILL)
        return True
    return False


def states(user: Shell) -> dict[str, int]:
    """How many sessions are in each state."""
    db = connect(user.where.database)
    try:
        return queue.counts(db)
    finally:
        db.close()


def branches(user: Shell) -> list[str]:
    """The draft branches of the user's own registry."""
    command = ["git", "-C", str(user.where.local_registry), "for-each-ref"]
    command += ["--format=%(refname:short)", "refs/heads/tacit"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_session_ends_once_whatever_is_killed(user: Shell) -> None:
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda number: live(user, number), range(SESSIONS)))
    (user.where.runtime / "starting").unlink(missing_ok=True)
    user.hook("UserPromptSubmit", session="another")
    teaching = SESSIONS // TEACH
    wanted = {"done": teaching, "nothing": SESSIONS - teaching}
    until(lambda: states(user) == wanted, seconds=600)
    db = connect(user.where.database)
    rows = drafts.rows(db)
    db.close()
    assert Counter(row.state for row in rows) == {"pushed": teaching}
    assert {row.session for row in rows} == {session_id(n) for n in range(0, SESSIONS, TEACH)}
    assert sorted(branches(user)) == sorted(row.branch for row in rows)
