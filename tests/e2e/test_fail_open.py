"""Whatever becomes of tacit, the session's exit code and output are what they were without it."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from building import client as real
from building import ragged
from building.deadline import until
from building.teammate import Hire, Teammate, branches

pytestmark = pytest.mark.client

Outcome = tuple[int, str, str]
Trouble = Callable[[Teammate], AbstractContextManager[None]]


@contextmanager
def nothing(someone: Teammate) -> Iterator[None]:
    yield


@contextmanager
def daemon_killed(someone: Teammate) -> Iterator[None]:
    os.kill(someone.daemon(), signal.SIGKILL)  # its socket and its locks stay behind
    yield


@contextmanager
def daemon_hangs(someone: Teammate) -> Iterator[None]:
    pid = someone.daemon()
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def stale_socket(someone: Teammate) -> Iterator[None]:
    someone.tacit("daemon", "stop")
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(someone.runtime / "s"))
    yield


@contextmanager
def interpreter_gone(someone: Teammate) -> Iterator[None]:
    with _renamed(someone.venv / "bin/python"):
        yield


@contextmanager
def state_gone(someone: Teammate) -> Iterator[None]:
    with _renamed(someone.state):
        someone.state.touch()  # a file where the folder was
        try:
            yield
        finally:
            someone.state.unlink()


@contextmanager
def _renamed(path: Path) -> Iterator[None]:
    away = path.with_name("away")
    path.rename(away)
    try:
        yield
    finally:
        away.rename(path)


@pytest.fixture(scope="module")
def someone(hire: Hire) -> Teammate:
    return hire()


def outcome(done: real.Run) -> Outcome:
    return done.code, done.out, done.err


@pytest.fixture(scope="module")
def without_tacit(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    home = tmp_path_factory.mktemp("without")
    project = ragged.training(home / "captions", "Captions")
    return outcome(real.run(client, home, project, ragged.repair(project)))


TROUBLES = [nothing, daemon_killed, daemon_hangs, stale_socket, interpreter_gone, state_gone]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_the_session_is_as_without_tacit(
    without_tacit: Outcome, someone: Teammate, tmp_path: Path, trouble: Trouble
) -> None:
    project = ragged.training(tmp_path / "captions", "Captions")
    with trouble(someone):
        done = someone.session(project, ragged.repair(project))
    assert outcome(done) == without_tacit


def test_a_session_that_fails_fails_as_without_tacit(
    client: Path, someone: Teammate, tmp_path: Path
) -> None:
    project = ragged.training(tmp_path / "captions", "Captions")
    turns, short = ragged.repair(project)[:1] * 3, (*real.TOOLS, "--max-turns", "2")
    plain = real.run(client, tmp_path, project, turns, args=short)
    assert plain.code != 0
    assert outcome(someone.session(project, turns, args=short)) == outcome(plain)


def test_odd_names_are_no_trouble(without_tacit: Outcome, hire: Hire, tmp_path: Path) -> None:
    settings = tmp_path / "Größen & Maße" / "it's claude"
    someone = hire("ein Zuhause für Ödön", env={"CLAUDE_CONFIG_DIR": str(settings)})
    project = ragged.training(tmp_path / "日本語 captions", "Captions")
    done = someone.session(project, ragged.repair(project))
    assert outcome(done) == without_tacit
    until(lambda: branches(someone.local_registry))


@pytest.mark.root
def test_a_full_state_folder_is_no_trouble(
    without_tacit: Outcome, hire: Hire, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small") as small:
        someone = hire(env={"XDG_STATE_HOME": str(small)})
        someone.daemon()
        with pytest.raises(OSError, match="No space left"):
            (small / "filling").write_bytes(bytes(64 << 20))
        project = ragged.training(tmp_path / "captions", "Captions")
        done = someone.session(project, ragged.repair(project))
        assert outcome(done) == without_tacit
        someone.tacit("daemon", "stop")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
