"""Sessions whose end never comes, and sessions that no hook announced."""

import time
from pathlib import Path

import pytest

from building import ragged
from building.client import TOOLS
from building.deadline import until
from building.teammate import QUIET, Hire, branches

pytestmark = pytest.mark.client


def test_a_session_that_was_killed_is_mined(hire: Hire, tmp_path: Path) -> None:
    someone, project = hire(), ragged.training(tmp_path / "captions", "Captions")
    turns = ragged.repair(project)[:-1]
    done = someone.session(project, turns, kill_at=len(turns), written=ragged.PROOF)
    assert done.code == -9
    ((_, draft),) = until(lambda: branches(someone.local_registry)).items()
    assert ragged.ERROR in draft


def test_a_session_with_hooks_off_is_not(hire: Hire, tmp_path: Path) -> None:
    someone, project = hire(), ragged.training(tmp_path / "captions", "Captions")
    off = (*TOOLS, "--settings", '{"disableAllHooks": true}')
    assert someone.session(project, ragged.repair(project), args=off).code == 0
    other = ragged.training(tmp_path / "speech", "Speech")
    someone.session(other, [], "hello")  # the daemon is up, and looks around
    over = time.monotonic() + 2 * QUIET
    until(lambda: time.monotonic() > over and not someone.busy())
    assert branches(someone.local_registry) == {}
