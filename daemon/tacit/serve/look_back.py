"""Past sessions ─► what they show of advice: those that take part, each read once, in a pool.

    past ─► observe (pool) ─► used (the store) ─► uses

Who takes part is decided as for a retrospective, and again for what is kept: a project that was
opted out since is forgotten.
"""

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tacit.episodes.mine import mine
from tacit.errors import TranscriptError
from tacit.policy import within
from tacit.serve import pool, queue, standing
from tacit.serve import used as kept
from tacit.serve.past import Past, past
from tacit.serve.pool import Lost
from tacit.serve.survey import SECONDS, Asked, Told, opened, takes_part
from tacit.serve.used import Used
from tacit.stats.observe import observe
from tacit.stats.use import Use
from tacit.store import Database

_KEPT = 400 * 86_400  # seconds for which it outlives its transcript
_AT_ONCE = 50  # written down together; so many are read again after a kill


@dataclass(frozen=True, slots=True)
class Back:
    """What the sessions show. `left`: transcripts for which there was no time; `apart`: of sessions
    that take no part; `lost`: path and reason of each that cannot be read."""

    uses: tuple[Use, ...]
    left: int = 0
    apart: int = 0
    lost: tuple[tuple[str, str], ...] = ()


def files(configs: Iterable[Path], since: float) -> list[Past]:
    """The transcripts of the client's folders written at `since` (Unix seconds) or after."""
    found: list[Past] = []
    for folder in dict.fromkeys(config.resolve() for config in configs):
        with suppress(TranscriptError):  # no project of the client's there yet
            found += past(folder, since, float("inf"))
    return found


def look_back(
    files: Iterable[Past],
    asked: Asked,
    db: Database,
    told: Told,
    *,
    seconds: float = float("inf"),
) -> Back:
    """What sessions show of advice, of these files and of transcripts that are there no more.

    What is known is not found out again; the newest are read first, until `seconds` have passed.
    """
    out = queue.opted_out(db)
    known = _allowed(kept.used(db), asked, db)
    files = list(files)
    new = [one for one in files if one.session not in out and not _read_before(one, known)]
    new.sort(key=lambda one: (-one.written, one.path))
    made: list[Used | str] = []
    with closing(_reading(new, asked, db, time.monotonic() + seconds)) as results:
        for one in results:
            made.append(one)
            told("reading", len(made), len(new))
    known |= {one.file.path: one for one in made if isinstance(one, Used)}
    found = [one for one in known.values() if one.file.session not in out and _asked(one, asked)]
    return Back(
        uses=tuple(one.use for one in found if one.use),
        left=len(new) - len(made),
        apart=made.count("opted_out") + sum(one.session in out for one in files),
        lost=tuple((one.file.path, one.note) for one in found if one.note),
    )


def look(asked: Asked, file: Past) -> Use | str:
    """What one transcript shows, or why it is left alone; keeps nothing. Raises TranscriptError."""
    found = opened(asked, file)
    if isinstance(found, str):
        return found
    _, session = found
    return observe(session, mine(session, asked.config.retrospective.worth))


def _reading(
    new: Sequence[Past], asked: Asked, db: Database, end: float
) -> Generator[Used | str, None, None]:
    """What each gives, written down whatever ends the reading."""
    fresh: list[Used] = []
    try:
        with closing(pool.over(partial(look, asked), new, SECONDS)) as results:
            for file, result in results:
                if isinstance(result, str):
                    yield result
                    continue
                lost = str(result) if isinstance(result, Lost) else ""
                one = Used(file, None if isinstance(result, Lost) else result, lost)
                fresh.append(one)
                if len(fresh) == _AT_ONCE:
                    kept.put(db, fresh)
                    fresh.clear()
                yield one
                if time.monotonic() > end:
                    return
    finally:
        kept.put(db, fresh)


def _read_before(file: Past, known: Mapping[str, Used]) -> bool:
    one = known.get(file.path)
    return one is not None and one.current and one.file == file


def _allowed(known: Mapping[str, Used], asked: Asked, db: Database) -> dict[str, Used]:
    """What is kept of sessions that take part; a project that is off now leaves nothing."""

    @cache
    def part(folders: tuple[str, ...]) -> bool:
        return takes_part(folders, asked)

    @cache
    def off(folders: tuple[str, ...]) -> bool:
        return standing.strictest(folders, asked.config, {}).off

    gone = {
        path
        for path, one in known.items()
        if (one.use and off(one.use.folders)) or _expired(one.file)
    }
    kept.forget(db, gone)
    return {
        path: one
        for path, one in known.items()
        if path not in gone and (not one.use or part(one.use.folders))
    }


def _expired(file: Past) -> bool:
    return file.written / 1e9 < time.time() - _KEPT and not Path(file.path).exists()


def _asked(one: Used, asked: Asked) -> bool:
    if not asked.glob:
        return True
    return one.use is not None and within(asked.glob, Path(one.use.project))
