"""Starts workers, one at a time: each a process for one job, which outlives a kill of the daemon.

What runs where is settled by `worker.lock`: a daemon that was killed and started again finds it
held by the worker of the one before, and waits.
"""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

log = logging.getLogger(__name__)

BUSY = 75  # a worker's exit code (EX_TEMPFAIL) where another one is at work
_AFTER_BUSY = 0.5
_FIRST_SYNC = 2.0  # seconds after the start: the first answers come first
_SYNC_AFTER_START = 60.0  # a session starts: what the team knows should not be older
_SYNC_ACTIVE = 300.0


class Foreman:
    """Knows what work is due besides the queue's, and runs one worker."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._process: subprocess.Popen[bytes] | None = None
        self._sync_at = time.monotonic() + _FIRST_SYNC
        self._synced = float("-inf")
        self._not_before = 0.0

    @property
    def busy(self) -> bool:
        """Is a worker of ours at work?"""
        if self._process is not None and (code := self._process.poll()) is not None:
            self._process = None
            if code == BUSY:
                self._not_before = time.monotonic() + _AFTER_BUSY
            elif code:
                log.warning("a worker ended with %s", code)
        return self._process is not None

    @property
    def free(self) -> bool:
        """May a worker be started now?"""
        return not self.busy and time.monotonic() >= self._not_before

    def want_sync(self) -> None:
        """Bring the registries up to date with the next chance."""
        self._sync_at = 0.0

    def sync_due(self, started: float, active: int) -> bool:
        """Is it time for it? `started`: when a session last did; `active`: how many there are."""
        now = time.monotonic()
        if started > self._synced and now - self._synced > _SYNC_AFTER_START:
            return now >= self._sync_at or self._synced > 0
        return now >= self._sync_at or (active > 0 and now - self._synced > _SYNC_ACTIVE)

    def sync(self) -> None:
        """Start the worker that synchronises the registries and publishes what waits."""
        self._synced, self._sync_at = time.monotonic(), float("inf")
        self._start("sync")

    def mine(self, session: str) -> None:
        """Start the worker for a session's retrospective."""
        self._start("mine", session)

    def _start(self, *job: str) -> None:
        command = [sys.executable, "-I", "-m", "tacit.serve.worker", str(self._state), *job]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "TACIT_INSIDE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
