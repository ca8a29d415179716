"""All past sessions at once: read and mined in a pool, drafted best first, kept in this process.

    past ─► glean (pool) ─► best first ─► draft (pool) ─► shelf ─► registry

What each transcript gave is written down before the next, so a kill at any point costs the files on
their way. Nothing of it calls a model before the second half.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tacit.config import Config
from tacit.draft.make import Draft
from tacit.episodes.attempts import failed
from tacit.episodes.mine import mine
from tacit.errors import DaemonError
from tacit.paths import Paths, ensure_private
from tacit.policy import within
from tacit.publish import drafts
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish
from tacit.serve import gleaned, lifetime, pool, queue, standing
from tacit.serve.gleaned import Gleaned, Lesson
from tacit.serve.past import Past, project
from tacit.serve.pool import Lost
from tacit.serve.retrospect import Found, look
from tacit.serve.retrospect import keep as shelve
from tacit.store import Database
from tacit.transcript.reader import read_session

SECONDS = 120.0  # for one transcript; a real one of 100 MB takes some five
_PATIENCE = 120.0  # seconds to wait for the daemon's worker to end what it is at

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do; it goes to each process of the pool. `glob` "": every project."""

    config: Config
    env: Mapping[str, str]
    glob: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `states`: how many transcripts gave what; `left`: sessions for another run.

    `lost`: path and reason of each transcript that could not be taken.
    """

    states: Mapping[gleaned.State, int]
    drafts: tuple[DraftRow | Draft, ...] = ()
    left: int = 0
    lost: tuple[tuple[str, str], ...] = ()


def glean(asked: Asked, file: Past) -> Gleaned:
    """Read and mine one transcript; keeps nothing. Raises TranscriptError.

    One whose first folder takes no part, or was not asked for, is not read any further.
    """
    path = Path(file.path)
    place = project(path)
    if asked.glob and not (place and within(asked.glob, Path(place))):
        return Gleaned(file, "elsewhere")
    if place and not standing.strictest([place], asked.config, asked.env).retrospective:
        return Gleaned(file, "opted_out")
    session = read_session(path)
    folders = dict.fromkeys((place, session.project, *session.folders))
    if not standing.strictest(filter(None, folders), asked.config, asked.env).retrospective:
        return Gleaned(file, "opted_out")
    kept = [episode for episode in mine(session).episodes if episode.keep]
    lessons = tuple(Lesson(_key(e.error.signature), sum(map(failed, e.attempts))) for e in kept)
    return Gleaned(file, "found" if kept else "nothing", place, lessons)


def survey(
    files: Iterable[Past], asked: Asked, db: Database | None, told: Told, *, keep: bool = True
) -> list[Gleaned]:
    """What each transcript gives; what an earlier run found out is not found out again.

    Those of a session that is the daemon's to mine, or was mined by it, are left out.
    """
    known = gleaned.gleaned(db) if db else {}
    free = [file for file in files if db is None or not _taken(db, file.session)]
    done = [known[f.path] for f in free if f.path in known and known[f.path].file == f]
    before = {one.file for one in done}
    new = [file for file in free if file not in before]
    with closing(pool.over(partial(glean, asked), new, SECONDS)) as results:
        for number, (file, result) in enumerate(results, 1):
            one = _failed(file, result) if isinstance(result, Lost) else result
            if db and keep:
                gleaned.put(db, one)
            done.append(one)
            told("reading", number, len(new))
    return [one for one in done if not asked.glob or _asked(one, asked.glob)]


def backfill(
    found: list[Gleaned], asked: Asked, db: Database | None, where: Paths, *, most: int, told: Told
) -> Report:
    """Draft the best of what a survey found, at most `most` drafts, and keep and publish them.

    Without a store nothing is kept: the drafts themselves come back. Raises DaemonError while the
    daemon's worker is at work for too long.
    """
    states = Counter(one.state for one in found)
    lost = [(one.file.path, one.note) for one in found if one.state == "failed"]
    taught = (lesson.key for one in found if one.state == "done" for lesson in one.lessons)
    ranked = gleaned.best_first((one for one in found if one.state == "found"), taught)
    made: list[DraftRow | Draft] = []
    taken = 0
    if not ranked or not most:
        return Report(states, left=len(ranked), lost=tuple(lost))
    files = {one.file: one for one in ranked}
    work = closing(pool.over(partial(_look, asked), tuple(files), SECONDS))
    with _alone(where) if db else nullcontext(), work as results:
        for file, result in results:
            told("drafting", len(made), most)
            if isinstance(result, Lost):
                lost.append((file.path, str(result)))
                end = _failed(file, result)
            else:
                more, whole = _kept(result, asked, db, where, most - len(made))
                made += more
                end = replace(files[file], state="done" if whole else "found")
            taken += end.state != "found"
            if db:
                gleaned.put(db, end)
            if len(made) >= most:
                break
    return Report(states, tuple(made), len(ranked) - taken, tuple(lost))


def _look(asked: Asked, file: Past) -> Found:
    return look(Path(file.path), asked.config, asked.env)


def _kept(
    found: Found, asked: Asked, db: Database | None, where: Paths, room: int
) -> tuple[tuple[DraftRow | Draft, ...], bool]:
    """The session's new drafts, on the shelf and sent where they may go; were those all?"""
    if db is None:
        return found.drafts[:room], len(found.drafts) <= room
    if _taken(db, found.session):
        return (), True
    new = tuple(draft for draft in found.drafts if drafts.row(db, draft.id) is None)
    rows = shelve(replace(found, drafts=new[:room]), db, asked.config, where)
    sent = (publish(db, row, asked.config, where, found.policy.publish) for row in rows)
    return tuple(sent), len(new) <= room


def _taken(db: Database, session: str) -> bool:
    """Is the session the daemon's: at work, waiting for its turn, mined whole, or to be left alone?

    One that failed there, or that was announced late and mined in part, is not.
    """
    row = queue.find(db, session)
    if row is None or row.state == "failed":
        return False
    return row.state not in ("done", "nothing") or not row.since


@contextmanager
def _alone(where: Paths) -> Iterator[None]:
    """Hold what keeps the daemon's worker out."""
    lock = lifetime.hold(ensure_private(where.runtime) / "worker.lock", _PATIENCE)
    if lock is None:
        raise DaemonError(
            "tacit is at work on another session; run `tacit backfill` again later:"
            " what was read until now is kept"
        )
    try:
        yield
    finally:
        os.close(lock)


def _failed(file: Past, why: Lost) -> Gleaned:
    return Gleaned(file, "failed", note=str(why))


def _asked(one: Gleaned, glob: str) -> bool:
    return one.state != "elsewhere" and bool(one.project) and within(glob, Path(one.project))


def _key(signature: str) -> str:
    return hashlib.sha256(signature.encode(errors="replace")).hexdigest()[:16]
