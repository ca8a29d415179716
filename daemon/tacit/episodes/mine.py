"""Session ─► Mined: each error of a session with what was tried, what ended it and what proves it.

One pass orders the tool calls by thread and by command; from there every question is answered by
a look into that order, so a session of a day costs a day's share and no more.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from tacit.episodes.attempts import attempts
from tacit.episodes.cases import Case, cases
from tacit.episodes.changes import EDITS
from tacit.episodes.compared import compared_end
from tacit.episodes.compared import reasons as runs_compared
from tacit.episodes.ending import Ending, ending, settled
from tacit.episodes.episode import Episode, ErrorSeen, Mined
from tacit.episodes.experiments import series
from tacit.episodes.final import final
from tacit.episodes.fix import happened, unproven
from tacit.episodes.redstep import red_step
from tacit.episodes.thread import Run, Thread, threads
from tacit.episodes.told import Told, told
from tacit.episodes.worth import LEAST, WORTH, reasons, score
from tacit.transcript.session import Session

# A runaway session repeats itself; what it had to teach stands in its first thousand errors.
MOST = 1_000


def mine(session: Session, worth: float = WORTH) -> Mined:
    """All episodes of a session in the order of their errors. Never raises on a session's content.

    `worth`: the score from which an episode is kept, see `worth.score`. One is `resolved`
    only with its proof in `verified_by`.
    """
    found = threads(session.events)
    edits = _edits(found)
    main = next((thread for thread in found if not thread.runs[0].call.agent), Thread(()))
    placed = [pair for thread in found for pair in _episodes(thread, edits, worth)]
    placed += [(t.run.at, _told(main, t, edits, worth)) for t in told(session.events, main)]
    compared = series(found)
    placed = [(at, compared_end(episode, compared)) for at, episode in placed]
    episodes = tuple(episode for _, episode in sorted(placed, key=lambda pair: pair[0]))
    kept = any(episode.keep for episode in episodes)
    told_of = tuple(runs_compared(compared))
    return Mined(
        transcript=session.path,
        session_id=session.id,
        worth_saving=kept or bool(told_of),
        reasons=(*(reasons(episodes) if kept or not told_of else ()), *told_of),
        episodes=episodes,
        series=compared,
    )


def _episodes(
    thread: Thread, edits: dict[str, list[Run]], worth: float
) -> Iterator[tuple[int, Episode]]:
    reach: dict[tuple[str, str], int] = {}  # per command, where the widest case so far ends
    for case in cases(thread)[:MOST]:
        error = case[0].error
        if error is None:
            continue
        key = case[0].command.steps[0][:2] if case[0].command.steps else ("", "")
        within = reach.get(key, -1) > case[-1].at
        reach[key] = max(reach.get(key, -1), case[-1].at)
        # Where another error of the command came before and after it, it was an attempt's.
        yield case[0].at, _episode(thread, case, error, edits, 2.0 if within else worth)


def _episode(
    thread: Thread, case: Case, error: ErrorSeen, edits: dict[str, list[Run]], worth: float
) -> Episode:
    """`worth`: the score from which it is kept; what scores nothing never is."""
    proven, mended, replaced = ending(thread, case)
    changes = mended.changes if mended else ()
    tried = attempts(thread, case, proven, changes if proven else (), replaced)
    lesson = proven is not None and not red_step(thread, case, changes)
    return Episode(
        keep=lesson and score(case[0], error, mended, tried) >= max(worth, LEAST),
        error=error,
        attempts=tried,
        fix=mended.fix if mended else None,
        verified_by=(proven.call.id or proven.call.record,) if proven else (),
        resolved=proven is not None,
        final_config=final(thread, edits, proven, changes) if proven else (),
    )


def _told(thread: Thread, told: Told, edits: dict[str, list[Run]], worth: float) -> Episode:
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
    return Episode(
        keep=bool(ran) and score(told.run, error, mended, tried) >= max(worth, LEAST),
        error=error,
        attempts=tried,
        fix=mended.fix if mended else None,
        verified_by=(ran.call.id if ran else told.word,) if end else (),
        resolved=end is not None,
        final_config=final(thread, edits, ran, changes) if ran else (),
    )


def _edits(found: tuple[Thread, ...]) -> dict[str, list[Run]]:
    """The edits that were made, by path, in the session's order."""
    made = [run for thread in found for run in thread.changes if run.call.name in EDITS]
    by_path: dict[str, list[Run]] = {}
    for run in sorted(filter(happened, made), key=lambda run: run.at):
        if run.change:
            by_path.setdefault(run.change.paths[0], []).append(run)
    return by_path
