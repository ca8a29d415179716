"""All past sessions at once: read and mined in a pool, drafted best first, kept in this process.

    past ─► glean (pool) ─► best first ─► draft (pool) ─► shelf ─► registry

The first half is `survey`'s. Whatever became of a session is written down before the next one, so a
kill at any point resumes there.
"""

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tacit.draft.anthropic import configured
from tacit.draft.make import MOST, Draft
from tacit.draft.prices import price
from tacit.errors import DaemonError, ModelError
from tacit.options import Config
from tacit.paths import Paths, ensure_private
from tacit.publish import drafts
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish
from tacit.serve import gleaned, lifetime, pool
from tacit.serve.gleaned import Gleaned
from tacit.serve.past import Past
from tacit.serve.pool import Lost
from tacit.serve.retrospect import Found, look
from tacit.serve.retrospect import keep as shelve
from tacit.serve.survey import SECONDS, Asked, Told, taken
from tacit.store import Database

_ASKING = 600.0  # for one session with a model; `SECONDS` without
_QUESTIONS = 2  # that a model is asked for a draft, the second to mend the form of the first
_PATIENCE = 120.0  # seconds to wait for the daemon's worker to end what it is at


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `states`: how many transcripts gave what; `left`: sessions for another run.

    `lost`: path and reason of each transcript that could not be taken.
    """

    states: Mapping[gleaned.State, int]
    drafts: tuple[DraftRow | Draft, ...] = ()
    left: int = 0
    lost: tuple[tuple[str, str], ...] = ()


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
    drafted = 0
    if not ranked or not most:
        return Report(states, left=len(ranked), lost=tuple(lost))
    files = {one.file: one for one in ranked}
    work = closing(_drafted(asked, where if db else None, tuple(files)))
    with _alone(where) if db else nullcontext(), work as results:
        for file, result in results:
            told("drafting", len(made), most)
            if isinstance(result, Lost):
                lost.append((file.path, str(result)))
                end = Gleaned(file, "failed", note=str(result))
            elif not result.policy.retrospective:
                end = Gleaned(file, "opted_out")
            else:
                more, whole = _kept(result, asked, db, where, most - len(made))
                made += more
                end = replace(files[file], state="done" if whole else "found")
            drafted += end.state != "found"
            if db:
                gleaned.put(db, end)
            if len(made) >= most:
                break
    return Report(states, tuple(made), len(ranked) - drafted, tuple(lost))


def cost(found: Iterable[Gleaned], config: Config, most: int) -> str:
    """What drafting them costs at most, in words, to be told before anything is spent."""
    sessions = sum(one.state == "found" for one in found)
    if config.retrospective.writer == "rules" or not sessions or not most:
        return "no model, no cost"
    model = config.model
    try:
        question = price(model).worst(model.max_input_tokens, model.max_output_tokens)
    except ModelError as error:
        return f"no model, no cost: {error}"
    written = min(sessions * MOST, most + MOST - 1)
    told = f"{written} drafts by {model.name} for at most ${written * _QUESTIONS * question:.2f}"
    budget = f"${model.max_dollars_a_day:g} a day, then rules write"
    return f"{told}, but for questions that have to be asked again; the budget is {budget}"


def _drafted(
    asked: Asked, where: Paths | None, files: Sequence[Past]
) -> Generator[tuple[Past, Found | Lost]]:
    """Each session with its drafts, in that order; a model writes only where there is a store.

    Then one at a time, so that nothing is written and paid for that is not asked for.
    """
    single = where is not None and asked.config.retrospective.writer != "rules"
    work = partial(_look, asked, where)
    return pool.over(work, files, _ASKING if single else SECONDS, processes=int(single))


def _look(asked: Asked, where: Paths | None, file: Past) -> Found:
    model = configured(asked.config, where, asked.env) if where else None
    return look(Path(file.path), asked.config, asked.env, model=model)


def _kept(
    found: Found, asked: Asked, db: Database | None, where: Paths, room: int
) -> tuple[tuple[DraftRow | Draft, ...], bool]:
    """The session's new drafts, on the shelf and sent where they may go; were those all?"""
    if db is None:
        return found.drafts[:room], len(found.drafts) <= room
    if taken(db, found.session):
        return (), True
    new = tuple(draft for draft in found.drafts if drafts.row(db, draft.id) is None)
    rows = shelve(replace(found, drafts=new[:room]), db, asked.config, where)
    sent = (publish(db, row, asked.config, where, found.policy.publish) for row in rows)
    return tuple(sent), len(new) <= room


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
