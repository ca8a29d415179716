"""Past transcripts, read and mined in a pool: which of them have something to teach.

What each gave is written down before the next, so a kill at any point costs the files on their way.
No model is asked, and nothing is drafted.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from tacit.episodes.attempts import failed
from tacit.episodes.mine import mine
from tacit.options import Config
from tacit.policy import within
from tacit.serve import gleaned, pool, queue, standing
from tacit.serve.gleaned import Gleaned, Lesson
from tacit.serve.past import Past, project
from tacit.serve.pool import Lost
from tacit.store import Database
from tacit.transcript.reader import read_session
from tacit.transcript.session import Session

SECONDS = 120.0  # for one transcript; a real one of 100 MB takes some five

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to do; it goes to each process of the pool. `glob` "": every project."""

    config: Config
    env: Mapping[str, str]
    glob: str = ""


def opened(asked: Asked, file: Past) -> tuple[str, Session] | Literal["elsewhere", "opted_out"]:
    """The folder that a session began in and all of it, or why it is left alone.

    One whose first folder takes no part, or was not asked for, is not read any further. Raises
    TranscriptError.
    """
    path = Path(file.path)
    place = project(path)
    if asked.glob and not (place and within(asked.glob, Path(place))):
        return "elsewhere"
    if place and not takes_part([place], asked):
        return "opted_out"
    session = read_session(path)
    folders = dict.fromkeys((place, session.project, *session.folders))
    others = [folder for folder in folders if folder and folder != place]
    if (others or not place) and not takes_part(others, asked):
        return "opted_out"
    return place, session


def glean(asked: Asked, file: Past) -> Gleaned:
    """Read and mine one transcript; keeps nothing. Raises TranscriptError."""
    found = opened(asked, file)
    if isinstance(found, str):
        return Gleaned(file, found)
    place, session = found
    mined = mine(session, asked.config.retrospective.worth)
    kept = [episode for episode in mined.episodes if episode.keep]
    lessons = tuple(Lesson(_key(e.error.signature), sum(map(failed, e.attempts))) for e in kept)
    if not kept:  # else they are told with what failed
        lessons = tuple(
            Lesson(_key(s.signature), len(s.trials) - 1) for s in mined.series if s.worth
        )
    return Gleaned(file, "found" if lessons else "nothing", place, lessons)


def survey(
    files: Iterable[Past], asked: Asked, db: Database | None, told: Told, *, keep: bool = True
) -> list[Gleaned]:
    """What each transcript gives; what an earlier run found out is not found out again.

    Those of a session that is the daemon's to mine, or was mined by it, are left out.
    """
    known = gleaned.gleaned(db) if db else {}
    free = [file for file in files if db is None or not taken(db, file.session)]
    done = [known[f.path] for f in free if f.path in known and known[f.path].file == f]
    before = {one.file for one in done}
    new = [file for file in free if file not in before]
    with closing(pool.over(partial(glean, asked), new, SECONDS)) as results:
        for number, (file, result) in enumerate(results, 1):
            one = Gleaned(file, "failed", note=str(result)) if isinstance(result, Lost) else result
            if db and keep:
                gleaned.put(db, one)
            done.append(one)
            told("reading", number, len(new))
    return [one for one in done if not asked.glob or _asked(one, asked.glob)]


def taken(db: Database, session: str) -> bool:
    """Is the session the daemon's: at work, waiting for its turn, mined whole, or to be left alone?

    One that failed there, or that was announced late and mined in part, is not.
    """
    row = queue.find(db, session)
    if row is None or row.state == "failed":
        return False
    return row.state not in ("done", "nothing") or not row.since


def takes_part(folders: Iterable[str], asked: Asked) -> bool:
    """Do all the folders of a session let it be looked at?"""
    return standing.strictest(folders, asked.config, asked.env).retrospective


def _asked(one: Gleaned, glob: str) -> bool:
    return one.state != "elsewhere" and bool(one.project) and within(glob, Path(one.project))


def _key(signature: str) -> str:
    return hashlib.sha256(signature.encode(errors="replace")).hexdigest()[:16]
