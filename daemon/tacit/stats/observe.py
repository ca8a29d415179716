"""A session and what was mined of it ─► Use."""

from collections.abc import Iterable, Iterator

from tacit.advise.escape import units
from tacit.episodes.episode import Mined
from tacit.episodes.mine import mine
from tacit.episodes.run import Run
from tacit.episodes.threads import threads
from tacit.stats.followed import followed
from tacit.stats.meeting import meetings
from tacit.stats.notes import MOMENTS, is_advice, notes
from tacit.stats.use import Given, Use
from tacit.transcript.session import Context, Session


def observe(session: Session, mined: Mined | None = None) -> Use:
    """What the session shows of advice; `mined` where it is known already.

    Only what the client recorded as a hook's words counts: the same text in a prompt, a file or a
    command's output is anybody's.
    """
    runs = [run for thread in threads(session.events) for run in thread.runs]
    runs.sort(key=lambda run: run.at)
    told = {one: notes(one.text) for one in session.contexts if is_advice(one)}
    shown = {one: tuple(note.skill for note in told[one]) for one in told}
    given = (
        Given(
            id=_identity(session, one, number),
            at=one.at,
            moment=MOMENTS[one.hook],
            characters=units(one.text),
            shown=tuple(followed(note, one, runs) for note in told[one]),
        )
        for number, one in enumerate(told)
    )
    return Use(
        session=session.id,
        project=session.project,
        folders=session.folders,
        began=session.root,
        started=session.started,
        ended=max((session.ended, *(one.at for one in told))),
        given=(*given, *_by_hand(runs)),
        met=tuple(meetings(runs, shown, mined or mine(session))),
    )


def _by_hand(runs: Iterable[Run]) -> Iterator[Given]:
    """What the session asked of `tacit advise`, and was told."""
    for run in runs:
        result = run.call.result
        asked = any(
            simple.words[0].rpartition("/")[2] == "tacit" and simple.words[1:2] == ("advise",)
            for simple in run.command.simples
        )
        if asked and result and not result.is_error and not run.launch:
            id = run.call.id or run.call.record
            yield Given(id, result.at or run.call.at, "hand", units(result.text), ())


def _identity(session: Session, one: Context, number: int) -> str:
    """A fork copies records with their uuids; what has none is this session's alone."""
    return f"{one.record}/{one.hook}/{one.call}" if one.record else f"{session.id}/{number}"
