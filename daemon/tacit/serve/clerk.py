"""Keeps the queue: what hooks told or left behind goes into it; what never told its end is ended.

All of it runs in one thread, off the path of any hook: a slow disk delays nobody. What cannot be
written stays in memory, or in the spool, until it can.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tacit.errors import ConfigError
from tacit.options import Daemon
from tacit.paths import Paths
from tacit.serve import given, queue, quiet, spool, standing
from tacit.serve.given import Given
from tacit.serve.notice import notice, told
from tacit.serve.spool import HookEvent
from tacit.serve.watch import Watcher
from tacit.store import Database, connect, transaction

SWEEP_SECONDS = 60.0
_EARLY = 10.0  # seconds that the end of a session waits in the spool for its start
_MANY = 5000  # events a tick; the rest comes with the next
_Step = Callable[[Database], object]


@dataclass(frozen=True, slots=True)
class Noted:
    """An event on its way into the queue. `file`: its copy in the spool, where it has one."""

    event: HookEvent
    folders: tuple[str, ...]
    late: bool = False
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue stands after a tick."""

    job: str = ""  # the session whose retrospective is due
    pending: int = 0
    active: int = 0
    notice: str = ""


class Clerk:
    """The queue's keeper. Its methods belong to one thread, but for those that say otherwise."""

    def __init__(self, where: Paths, watcher: Watcher) -> None:
        self._where, self._watcher = where, watcher
        self._db: Database | None = None
        self._noted: deque[Noted] = deque()
        self._later: deque[_Step] = deque()
        self._grown: dict[str, float] = {}
        self._swept = 0.0

    @property
    def db(self) -> Database:
        """The open store."""
        if self._db is None:
            self._db = connect(self._where.database)
        return self._db

    def note(self, noted: Noted) -> None:
        """Take an event down with the next tick; any thread."""
        self._noted.append(noted)

    def tick(self, broken: str = "") -> Standing:
        """Bring the queue up to date; how it stands then. Raises OSError or a database error."""
        now = time.time()
        self._take_down()
        self._drain()
        self._sweep(now)
        row = queue.due(self.db, now)
        return Standing(
            row.id if row else "",
            queue.pending(self.db),
            len(queue.unfinished(self.db)),
            notice(self.db, now, broken),
        )

    def begin(self, session: str) -> bool:
        """Count a try of the session that is due; False where it had them all."""
        row = queue.find(self.db, session)
        return row is not None and queue.begin(self.db, row, time.time())

    def advised(self, made: Given) -> None:
        """With the next tick, remember what a session was given; any thread."""
        now = time.time()
        self._later.append(lambda db: given.put(db, made, now))

    def compacted(self, session: str) -> None:
        """With the next tick, forget what the session was given; any thread."""
        self._later.append(lambda db: given.forget(db, session))

    def told(self) -> None:
        """With the next tick, remember that the user was given the day's line; any thread."""
        now = time.time()
        self._later.append(lambda db: told(db, now))

    def given(self) -> Iterable[Given]:
        """What recent sessions were given."""
        if not self._where.database.exists():  # making it may wait; the first answers should not
            return ()
        return given.recent(self.db, time.time())

    def close(self) -> None:
        """Close the store; the next use opens it again."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _take_down(self) -> None:
        """All that came since the last tick, in one transaction: each waits for the disk."""
        noted, later = self._noted.copy(), self._later.copy()
        if noted or later:
            with transaction(self.db):
                for event in noted:
                    self._apply(event)
                for step in later:
                    step(self.db)
        for event in noted:
            if event.file is not None:
                event.file.unlink(missing_ok=True)
            self._noted.popleft()
        for _ in later:
            self._later.popleft()

    def _drain(self) -> None:
        for number, (file, event) in enumerate(spool.waiting(self._where.spool)):
            if number >= _MANY:
                break
            if event is not None and self._early(event):
                continue
            if event is not None:
                folder = event.values.get("CLAUDE_PROJECT_DIR", "")
                with transaction(self.db):
                    self._apply(Noted(event, (folder,) if folder else ()))
            file.unlink(missing_ok=True)

    def _early(self, event: HookEvent) -> bool:
        """Is the start of the session still being answered? Its hook may not have waited for it."""
        recent = 0 <= time.time() - event.at < _EARLY
        return recent and event.name != "SessionStart" and not queue.find(self.db, event.session)

    def _apply(self, noted: Noted) -> None:
        event, db = noted.event, self.db
        known = queue.find(db, event.session)
        if not event.session or (known is None and event.name != "SessionStart"):
            return  # only what a session's start announced is ever mined
        event, out = self._judged(noted)
        if out:
            queue.opt_out(db, event.session, event.at)
        elif event.name == "SessionStart":
            queue.announce(db, event, quiet.started(event), noted.late)
        elif event.name == "SessionEnd":
            queue.end(db, event.session, event.at)
        else:
            queue.touch(db, event.session, event.at)

    def _judged(self, noted: Noted) -> tuple[HookEvent, bool]:
        """The event, and whether its project takes no part. In doubt no project is written down."""
        event = noted.event
        try:
            settings = standing.config(self._where.config_file, event.settings)
        except ConfigError:
            values = {k: v for k, v in event.values.items() if k != "CLAUDE_PROJECT_DIR"}
            return replace(event, values=values), False
        if not noted.folders:  # the worker knows the folders from the transcript
            return event, not settings.retrospective.enabled
        return event, not standing.strictest(noted.folders, settings, event.settings).retrospective

    def _sweep(self, now: float) -> None:
        """End what is over and has not said so: its process is gone, or it is silent for long."""
        rows = queue.unfinished(self.db)
        self._grown.update(dict.fromkeys(self._watcher.changed(), now))
        for row in rows:
            if quiet.gone(row):
                queue.end(self.db, row.id, now)
        patience = self._patience()
        if patience is None or now - self._swept < min(SWEEP_SECONDS, patience.quiet_minutes * 15):
            return
        self._swept = now
        for row in rows:
            file = quiet.transcript(row)
            if file is not None:
                self._watcher.follow(file.parents[1])
            changed = max(quiet.changed(file), self._grown.get(row.id, 0.0))
            if quiet.over(row, now, changed, patience):
                queue.end(self.db, row.id, now)
        self._grown = {row.id: self._grown[row.id] for row in rows if row.id in self._grown}

    def _patience(self) -> Daemon | None:
        try:
            return standing.config(self._where.config_file, standing.own()).daemon
        except ConfigError:
            return None
