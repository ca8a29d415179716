"""kill -9 at any point of a publish: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from building.desk import Desk
from building.drafts import draft, reworded
from building.gits import branches, git

BRANCH = "tacit/ragged-rows-0123456789"
HERE = Path(__file__).parents[1]

# Publishes the draft that waits, and kills itself in the middle: before or after a function.
WORKER = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from building.desk import Desk
from tacit.publish import drafting, drafts, exchange, pushing

def dying(module, name, when):
    real = getattr(module, name)
    def replaced(*args, **kwargs):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, replaced)

dying(exchange if sys.argv[3] == "stand" else drafting, *sys.argv[3:])
Desk(Path(sys.argv[2])).retry()
"""


def killed(desk: Desk, function: str, when: str) -> None:
    """A worker that publishes what waits and dies there."""
    command = [sys.executable, "-c", WORKER, str(HERE), str(desk.folder), function, when]
    done = subprocess.run(command, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


POINTS = [("stand", "before"), ("commit", "after"), ("push", "before"), ("push", "after")]


@pytest.mark.parametrize(("function", "when"), POINTS)
def test_a_first_push(desk: Desk, function: str, when: str) -> None:
    desk.shelve(draft())
    killed(desk, function, when)
    assert desk.row(draft().id).state == "waiting"
    (row,) = desk.retry()
    assert (row.state, row.note) == ("pushed", "")
    assert branches(desk.local) == [BRANCH]
    assert git(desk.local, "rev-list", "--count", f"main..{BRANCH}") == "1"
    assert git(desk.local, "rev-parse", BRANCH) == row.sha


@pytest.mark.parametrize(("function", "when"), POINTS)
def test_an_update(desk: Desk, function: str, when: str) -> None:
    desk.publish(draft())
    desk.shelve(reworded(draft()))
    killed(desk, function, when)
    (row,) = desk.retry()
    assert (row.state, row.note) == ("pushed", "")
    assert git(desk.local, "rev-list", "--count", f"main..{BRANCH}") == "2"


def test_the_session_went_on_meanwhile(desk: Desk) -> None:
    """The commit that was pushed is not in the store, and the draft is another one by now."""
    desk.shelve(draft())
    killed(desk, "push", "after")
    row = desk.publish(reworded(draft("0123456789", "another-name")))
    assert (row.state, row.note, row.branch) == ("pushed", "", BRANCH)
    assert branches(desk.local) == [BRANCH]


@pytest.mark.parametrize(("function", "when"), POINTS)
def test_a_lesson_that_joins_another_draft(desk: Desk, function: str, when: str) -> None:
    desk.publish(draft())
    desk.shelve(reworded(draft("00000000bb", session="session-2")))
    killed(desk, function, when)
    (row,) = desk.retry()
    assert (row.state, row.branch) == ("superseded", BRANCH)
    assert git(desk.local, "rev-list", "--count", f"main..{BRANCH}") == "2"
    assert desk.row(draft().id).sha == git(desk.local, "rev-parse", BRANCH)


@pytest.mark.parametrize(("function", "when"), POINTS)
def test_an_update_of_a_merged_skill(desk: Desk, function: str, when: str) -> None:
    desk.publish(draft())
    desk.approve(draft().id)
    desk.shelve(reworded(draft("00000000bb", session="session-2")))
    killed(desk, function, when)
    (row,) = desk.retry()
    assert (row.state, row.note) == ("pushed", "an update of ragged-rows, seen in 2 sessions")
    assert git(desk.local, "rev-list", "--count", f"main..{row.branch}") == "1"
