"""Two hosts with one home folder between them: each its own daemon and queue."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from building.deadline import until
from building.hooks import Shell, alive
from tacit.serve import queue
from tacit.serve.client import daemon_status
from tacit.store import connect

pytestmark = pytest.mark.netns
HOSTS = ("gpu-1", "gpu-2")


@pytest.fixture(scope="module")
def unshare() -> list[str]:
    """The command that gives a process a host name of its own."""
    # Not -r: a user who seems to be root finds the folders of the real one in /tmp.
    command = ["unshare", *([] if os.geteuid() == 0 else ["-c", "--keep-caps"]), "--uts"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], check=False).returncode
    ):
        pytest.skip("this machine grants no host name of one's own (unshare --uts)")
    return command


@pytest.fixture
def both(user: Shell) -> Iterator[Shell]:
    """The user on both hosts."""
    yield user
    user.end()
    for host in HOSTS:
        shutil.rmtree(replace(user.where, host=host).runtime, ignore_errors=True)


def start(user: Shell, unshare: list[str], host: str) -> None:
    """A session starts on the host."""
    named = [*unshare, "sh", "-c", f'hostname {host} && exec "$@"', "sh"]
    hook = [sys.executable, "-I", "-S", str(user.client), "SessionStart", str(user.where.state)]
    env = user.environment(f"s-{host}")
    done = subprocess.run([*named, *hook], env=env, input=b"{}", capture_output=True, check=True)
    assert done.stderr == b""


def sessions(user: Shell, host: str) -> set[str]:
    """The sessions in the host's queue."""
    db = connect(replace(user.where, host=host).database)
    try:
        return {row.id for row in queue.unfinished(db)}
    finally:
        db.close()


def noted(user: Shell, host: str) -> None:
    """Wait until the host's queue has the host's session, and no other."""
    until(lambda: sessions(user, host) == {f"s-{host}"})


def test_each_host_has_its_own_daemon_and_queue(both: Shell, unshare: list[str]) -> None:
    for host in HOSTS:
        start(both, unshare, host)
    pids = set(both.daemons())
    assert len(pids) == 2
    found = [daemon_status(replace(both.where, host=host)) for host in HOSTS]
    assert {one["pid"] for one in found if one} == pids
    for host in HOSTS:
        noted(both, host)


def test_neither_waits_for_what_the_other_holds(both: Shell, unshare: list[str]) -> None:
    start(both, unshare, HOSTS[0])
    db = connect(replace(both.where, host=HOSTS[0]).database)
    db.execute("BEGIN EXCLUSIVE")
    start(both, unshare, HOSTS[1])
    noted(both, HOSTS[1])
    db.execute("ROLLBACK")
    db.close()
    assert all(alive(pid) for pid in both.daemons())
