"""The daemon's life: listen, keep the queue, put workers to work, and leave when it is time.

One event loop takes requests; a few threads answer them; one thread keeps the books.
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import orjson

from tacit import __version__
from tacit.errors import ConfigError, TacitError
from tacit.options import Daemon as Times
from tacit.paths import Paths
from tacit.serve import lifetime, standing
from tacit.serve.answer import Adviser
from tacit.serve.clerk import Clerk, Standing
from tacit.serve.desk import Desk
from tacit.serve.fault import place
from tacit.serve.foreman import Foreman
from tacit.serve.watch import Watcher
from tacit.store import StoreError

log = logging.getLogger(__name__)
T = TypeVar("T")

_TICK = 2.0  # seconds between two looks at the queue while nothing happens
_GLANCE = 0.05  # the same at a worker's end
_GATHER = 0.1  # seconds in which what comes together is taken down together
_GRACE = 2.0  # seconds for those who connected before the socket went away


class Daemon:
    """One user's daemon on one host; the lock for life is held by whoever runs it."""

    def __init__(self, where: Paths) -> None:
        self._where = where
        self._watcher = Watcher()
        self._clerk = Clerk(where, self._watcher)
        self._adviser = Adviser(where.index)
        self._desk = Desk(self._clerk, self._adviser, where.config_file, where.spool, self._verb)
        self._foreman = Foreman(where.state)
        self._books = ThreadPoolExecutor(1, thread_name_prefix="books")
        self._standing = Standing()
        self._inode: tuple[int, int] | None = None
        self._stopped = False
        self._since = time.time()

    async def run(self) -> None:
        """Live until stopped, idle, outdated or replaced."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, self._stop)
        await self._recall()
        while True:
            listener = lifetime.listen(self._where.socket)
            self._inode = lifetime.inode(self._where.socket)
            (self._where.runtime / "starting").unlink(missing_ok=True)
            server = await asyncio.start_unix_server(self._desk.take, sock=listener)
            reason = await self._work()
            await self._close(server)
            await self._tick()  # what came in the last moment
            if reason != "idle" or not self._standing.pending:
                break
        log.info("leaving: %s", reason)
        self._watcher.stop()
        self._clerk.close()

    async def _work(self) -> str:
        while True:
            await self._tick()
            if not self._stopped:
                await self._employ()
            if reason := self._over():
                return reason
            await self._pause()

    async def _tick(self) -> None:
        try:
            self._standing = await self._book(partial(self._clerk.tick, self._desk.broken))
        except (OSError, TacitError, StoreError) as fault:
            log.error("the queue cannot be kept: %s", place(fault))
            self._standing = Standing()
            await self._book(self._clerk.close)
        self._desk.offer(self._standing.notice)

    async def _book(self, step: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._books, step)

    async def _recall(self) -> None:
        try:
            self._adviser.recall(await self._book(self._clerk.given))
        except (OSError, TacitError, StoreError) as fault:
            log.error("the queue cannot be read: %s", place(fault))

    async def _employ(self) -> None:
        """Give the worker something to do, if there is something and it is free."""
        if not self._foreman.free:
            return
        if session := self._standing.job:
            if await self._book(partial(self._clerk.begin, session)):
                self._foreman.mine(session)
            else:
                self._desk.woken.set()
        elif self._foreman.sync_due(self._desk.started, self._standing.active):
            self._foreman.sync()

    async def _pause(self) -> None:
        """Until something came, a worker ended, or it is time to look again."""
        until, busy = time.monotonic() + _TICK, self._foreman.busy
        while time.monotonic() < until:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._desk.woken.wait(), _GLANCE if busy else _TICK)
            if self._desk.woken.is_set() or (busy and not self._foreman.busy):
                break
        # To keep the books takes as long as an answer, and in the same process.
        if self._desk.woken.is_set() and not self._stopped:
            await asyncio.sleep(_GATHER)
        self._desk.woken.clear()

    def _over(self) -> str:
        if self._stopped:
            return "stopped"
        if lifetime.inode(self._where.socket) != self._inode:
            return "another daemon is there"
        if self._foreman.busy:
            return ""
        if self._desk.outdated:
            return "a newer one is installed"
        idle = time.monotonic() - self._desk.used > self._idle_minutes() * 60
        return "idle" if idle and not self._standing.pending else ""

    async def _close(self, server: asyncio.Server) -> None:
        """Take the socket away, serve those who had connected by then, and close it."""
        lifetime.take_away(self._where.socket, self._inode)
        until = time.monotonic() + _GRACE
        await asyncio.sleep(_GLANCE)  # the loop accepts whoever is in the backlog
        while self._desk.open and time.monotonic() < until:
            await asyncio.sleep(_GLANCE)
        server.close()

    def _idle_minutes(self) -> float:
        try:
            return standing.config(self._where.config_file, standing.own()).daemon.idle_minutes
        except ConfigError:
            return Times().idle_minutes

    def _stop(self) -> None:
        self._stopped = True
        self._desk.woken.set()

    def _verb(self, verb: str) -> bytes:
        """What the command line asks of the daemon itself."""
        if verb == "stop":
            self._stop()
        elif verb == "sync":
            self._foreman.want_sync()
        return orjson.dumps(
            {
                "running": True,
                "pid": os.getpid(),
                "version": __version__,
                "since": self._since,
                "pending": self._standing.pending,
                "active": self._standing.active,
                "busy": self._foreman.busy,
                "polling": self._watcher.polling,
                "broken": self._desk.broken,
            }
        )
