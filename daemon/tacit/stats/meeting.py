"""The errors that a session met: with which advice, whether they came again, how soon they ended.

Only errors that say what they are: `exit code 1` is nobody's in particular.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tacit.advise.trouble import telling
from tacit.episodes.episode import Mined
from tacit.episodes.run import Run
from tacit.redact import redact
from tacit.stats.followed import after
from tacit.stats.notes import MOMENTS
from tacit.stats.use import Met
from tacit.transcript.session import Context

MOST = 500  # errors of a session, the first ones


def meetings(
    runs: Sequence[Run], given: Mapping[Context, tuple[str, ...]], mined: Mined
) -> Iterator[Met]:
    """Each error once, in the order of first sight. `given`: advice with the skills in it."""
    sightings: dict[str, list[Run]] = {}
    for run in runs:
        if run.error and run.error.signature:
            sightings.setdefault(run.error.signature, []).append(run)
    ends = _ends(runs, mined)
    telling_ones = ((s, seen) for s, seen in sightings.items() if telling(s))
    for _, (signature, seen) in zip(range(MOST), telling_ones, strict=False):
        yield _met(signature, seen, given, ends.get(signature, ""))


def _met(
    signature: str, seen: list[Run], given: Mapping[Context, tuple[str, ...]], end: str
) -> Met:
    first = seen[0]
    calls = {run.call.id for run in seen if run.call.id}
    came = [one for one in given if MOMENTS[one.hook] == "error" and one.call in calls]
    before = [one for one in given if after(one, first)]
    begun = (run.launch or run for run in seen[1:] if not _looks(run))
    return Met(
        id=first.call.id or first.call.record,
        signature=redact(signature).text,
        at=_shown_at(first),
        told=_skills(given[one] for one in came),
        before=_skills(given[one] for one in before),
        again=any(after(came[0], run) if came else _later(first, run) for run in begun),
        seconds=_seconds(_shown_at(first), end),
    )


def _skills(of: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skill for skills in of for skill in skills))


def _looks(run: Run) -> bool:
    """Does it only show again what an earlier run wrote, whenever that was?"""
    return not run.launch and (run.command.reads or run.call.name == "Read")


def _later(first: Run, run: Run) -> bool:
    """Was the run begun when the first had shown the error? A message's calls go together."""
    shown = _shown_at(first)
    if run.call.agent == first.call.agent and run.at <= first.at:
        return False
    return not (shown and run.call.at) or run.call.at >= shown


def _ends(runs: Sequence[Run], mined: Mined) -> dict[str, str]:
    """For each signature that was resolved, when the first run that proves it had ended."""
    at = {name: _shown_at(run) for run in runs for name in (run.call.id, run.call.record)}
    ends: dict[str, str] = {}
    for episode in mined.episodes:
        if episode.resolved and episode.fix:
            proven = next((at[name] for name in episode.verified_by if at.get(name)), "")
            ends.setdefault(episode.error.signature, proven)
    return ends


def _shown_at(run: Run) -> str:
    return (run.call.result.at if run.call.result else "") or run.call.at


def _seconds(start: str, end: str) -> float | None:
    """The time between; None where one is unknown, or the clock ran backwards."""
    try:
        seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    except (ValueError, TypeError):
        return None
    return seconds if seconds >= 0 else None
