"""One job in a process of its own: `python -I -m tacit.serve.worker STATE mine SESSION | sync`.

A huge or hostile transcript can neither slow an answer nor take the daemon down, and what leaks
goes with the process. It lives on when the daemon is killed; `worker.lock` keeps a second one out.
"""

import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from tacit.draft.anthropic import configured
from tacit.errors import ConfigError, EncoderError, RegistryError, TacitError
from tacit.options import Config, Publish
from tacit.paths import Paths, ensure_private
from tacit.publish import drafts
from tacit.publish.catching_up import catch_up
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish, publish_waiting
from tacit.publish.registries import registries
from tacit.publish.since import changed
from tacit.serve import lifetime, queue, quiet, standing
from tacit.serve.fault import place
from tacit.serve.foreman import BUSY
from tacit.serve.notice import remember
from tacit.serve.queue import Row
from tacit.serve.retrospect import keep, look
from tacit.serve.setting import located, log_to
from tacit.store import Database, StoreError, connect

log = logging.getLogger(__name__)

_SECONDS = 600  # for one job; SIGALRM ends it, and the try was counted before
_MEMORY = 2 << 30  # bytes of address space while a transcript is read
_LATER = 300.0
_LEARNING = 60.0  # seconds of a synchronisation; a session's end should not wait for long


def mine(db: Database, where: Paths, session: str) -> None:
    """Bring a session that ended to its final state, from whichever it is in."""
    row = queue.find(db, session)
    if row is None or row.state not in ("ended", "mined"):
        return
    try:
        config = standing.config(where.config_file, row.settings)
    except ConfigError as error:
        queue.postpone(db, session, time.time() + _LATER, str(error))
        return
    if row.state == "ended" and not _draft(db, where, row, config):
        return
    for draft in drafts.waiting(db):
        if draft.session == session:
            publish(db, draft, config, where, _allowed(db, where, draft))
    queue.advance(db, session, "mined", "done")


def _draft(db: Database, where: Paths, row: Row, config: Config) -> bool:
    """Put the session's drafts on the shelf; False where there are none and it is over."""
    file = quiet.transcript(row)
    if file is None:
        queue.advance(db, row.id, "ended", "nothing", "there is no transcript")
        return False
    with _bounded():
        model = configured(config, where, os.environ)
        found = look(
            file, config, row.settings, folders=[row.project], since=row.since, model=model
        )
    if not found.policy.retrospective:
        queue.opt_out(db, row.id, row.touched)
        return False
    if not found.drafts:
        queue.advance(db, row.id, "ended", "nothing")
        return False
    if found.policy.publish != "auto":
        queue.restrict(db, row, found.policy.publish)
    keep(found, db, config, where)
    return queue.advance(db, row.id, "ended", "mined")


def sync(db: Database, where: Paths) -> None:
    """Bring checkouts and index up to date, and send what waits and may go.

    A registry out of reach is left as it was; why stays under `sync.error` until it is well.
    """
    from tacit.advise.refresh import refresh  # noqa: PLC0415 - mining has no use for an index

    config = standing.config(where.config_file, {})
    known = registries(config, where)
    wrong = []
    for registry in known:
        try:
            catch_up(db, registry, where)
        except RegistryError as error:
            wrong.append(str(error))
    refresh(known, where.index, changed)
    publish_waiting(db, config, where, partial(_allowed, db, where))
    remember(db, "sync.error", "; ".join(wrong))
    remember(db, "sync.at", str(time.time()))
    _learn(config, where)


def _learn(config: Config, where: Paths) -> None:
    """Give new skills their vectors, where a model is configured; many take several turns."""
    from tacit.advise.index import Index  # noqa: PLC0415 - as above
    from tacit.advise.meaning import folder_of, learn  # noqa: PLC0415

    model = folder_of(config.advise.semantic_model)
    index = Index.open(where.index) if model else None
    if model and index:
        try:
            learn(index, model, where.index, _LEARNING)
        except EncoderError as refusal:  # `tacit doctor` tells it
            log.warning("%s", refusal)


def _allowed(db: Database, where: Paths, draft: DraftRow) -> Publish | None:
    """What the draft's session may, with what its folders and its environment said."""
    row = queue.find(db, draft.session)
    if row is None:
        return None
    config = standing.config(where.config_file, row.settings)
    folders = filter(None, [draft.project, row.project])
    found = standing.strictest(folders, config, row.settings)
    return found.publish if found.retrospective else "never"


@contextmanager
def _bounded() -> Iterator[None]:
    """Not more memory than a reader needs; git, later, maps whole packs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def main() -> None:
    """Do one job. Exit codes: 0 done, 1 refused, 3 a fault, 75 another worker is at work."""
    state, job, *rest = sys.argv[1:]
    os.umask(0o077)
    os.nice(10)
    signal.alarm(_SECONDS)
    where = located(state)
    log_to(where.log)
    lock = lifetime.hold(ensure_private(where.runtime) / "worker.lock")
    sys.exit(BUSY if lock is None else _code(where, job, *rest))


def _code(where: Paths, job: str, *rest: str) -> int:
    session = rest[0] if rest else ""
    try:
        db = connect(where.database)
        if job == "mine":
            mine(db, where, session)
        else:
            sync(db, where)
    except TacitError as refusal:
        why, code = str(refusal), 1
    except Exception as fault:  # noqa: BLE001 - the boundary of this process
        why, code = place(fault), 3
    else:
        return 0
    log.warning("%s %s: %s", job, session, why)
    if session:
        with suppress(StoreError, OSError):
            queue.explain(connect(where.database), session, why)
    return code


if __name__ == "__main__":
    main()
