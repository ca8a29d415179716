"""Session ─► Mined: each error of a session with what was tried, what ended it and what proves it.

One pass orders the tool calls by thread and by command; from there every question is answered by
a look into that order, so a session of a day costs a day's share and no more.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, cast

from tacit.episodes.attempts import attempts
from tacit.episodes.cases import Case, cases
from tacit.episodes.changes import EDITS
from tacit.episodes.compared import compared_end
from tacit.episodes.compared import reasons as runs_compared
from tacit.episodes.ending import Ending, ending, settled
from tacit.episodes.episode import Episode, ErrorSeen, Mined
from tacit.episodes.experiments import series
from tacit.episodes.final import final
from tacit.episodes.fix import Mended, happened, unproven
from tacit.episodes.redstep import red_step
from tacit.episodes.run import Run
from tacit.episodes.slips import astray
from tacit.episodes.thread import Thread
from tacit.episodes.threads import threads
from tacit.episodes.told import Told, told
from tacit.episodes.worth import LEAST, WORTH, Term, reasons, score, terms
from tacit.transcript.session import Session

# A runaway session repeats itself; what it had to teach stands in its first thousand errors.
MOST = 1_000


def mine(session: Session, worth: float = WORTH) -> Mined:
    """All episodes of a session in the order of their errors. Never raises on a session's content.

    `worth`: the score from which an episode is kept, see `worth.terms`; what scores nothing never
    is. An episode is `resolved` only with its proof in `verified_by`.
    """
    found = threads(session.events)
    edits = _edits(found)
    main = next((thread for thread in found if not thread.runs[0].call.agent), Thread(()))
    placed = [one for thread in found for one in _episodes(thread, edits)]
    placed += [_told(main, told_of, edits) for told_of in told(session.events, main)]
    compared = series(found)
    often = sum(astray(one.run, one.episode.error) for one in placed) > 1
    judged = [_judged(one, worth, often) for one in sorted(placed, key=lambda one: one.run.at)]
    ended = [(compared_end(one.episode, compared), one.terms) for one in judged]
    episodes = tuple(episode for episode, _ in ended)
    kept = any(episode.keep for episode in episodes)
    told_of = tuple(runs_compared(compared))
    return Mined(
        transcript=session.path,
        session_id=session.id,
        worth_saving=kept or bool(told_of),
        reasons=(*(reasons(ended) if kept or not told_of else ()), *told_of),
        episodes=episodes,
        series=compared,
    )


class _Found(NamedTuple):
    """An episode with what is needed to judge it. may: it is proven, and nothing speaks against."""

    episode: Episode
    run: Run
    mended: Mended | None
    may: bool
    terms: tuple[Term, ...] = ()


def _judged(found: _Found, worth: float, often: bool) -> _Found:
    episode = found.episode
    made = terms(found.run, episode.error, found.mended, episode.attempts, often=often)
    keep = found.may and score(made) >= max(worth, LEAST)
    return found._replace(episode=replace(episode, keep=keep), terms=made)


def _episodes(thread: Thread, edits: dict[str, list[Run]]) -> Iterator[_Found]:
    reach: dict[tuple[str, str], int] = {}  # per command, where the widest case so far ends
    for case in cases(thread)[:MOST]:
        error = case[0].error
        if error is None:
            continue
        key = case[0].command.steps[0][:2] if case[0].command.steps else ("", "")
        within = reach.get(key, -1) > case[-1].at
        reach[key] = max(reach.get(key, -1), case[-1].at)
        # Where another error of the command came before and after it, it was an attempt's.
        episode = _episode(thread, case, error, edits)
        yield episode._replace(may=False) if within else episode


def _episode(thread: Thread, case: Case, error: ErrorSeen, edits: dict[str, list[Run]]) -> _Found:
    proven, mended, replaced = ending(thread, case)
    changes = mended.changes if mended else ()
    tried = attempts(thread, case, proven, changes if proven else (), replaced)
    lesson = proven is not None and not red_step(thread, case, changes)
    episode = Episode(
        keep=False,
        error=error,
        attempts=tried,
        fix=mended.fix if mended else None,
        verified_by=(proven.call.id or proven.call.record,) if proven else (),
        resolved=proven is not None,
        final_config=final(thread, edits, proven, changes) if proven else (),
    )
    return _Found(episode, case[0], mended, lesson)


def _told(thread: Thread, told: Told, edits: dict[str, list[Run]]) -> _Found:
    """What the user told of; proven by a run, or by the user's own word."""
    error = cast(ErrorSeen, told.run.error)
    case = (told.run,)
    end = told.proof or (replace(told.run, at=told.end) if told.word else None)
    end, mended, replaced = (
        settled(thread, case, end)
        if end
        else Ending(None, unproven(thread, case, told.end) if told.end else None)
    )
    ran = end if end and end.call.id else None
    changes = mended.changes if mended else ()
    tried = attempts(thread, case, end, changes if end else (), replaced) if thread.runs else ()
    episode = Episode(
        keep=False,
        error=error,
        attempts=tried,
        fix=mended.fix if mended else None,
        verified_by=(ran.call.id if ran else told.word,) if end else (),
        resolved=end is not None,
        final_config=final(thread, edits, ran, changes) if ran else (),
    )
    return _Found(episode, told.run, mended, bool(ran))


def _edits(found: tuple[Thread, ...]) -> dict[str, list[Run]]:
    """The edits that were made, by path, in the session's order."""
    made = [run for thread in found for run in thread.changes if run.call.name in EDITS]
    by_path: dict[str, list[Run]] = {}
    for run in sorted(filter(happened, made), key=lambda run: run.at):
        if run.change:
            by_path.setdefault(run.change.paths[0], []).append(run)
    return by_path
