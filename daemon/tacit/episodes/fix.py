"""Which change made the difference between the last failure and the proof."""

import re
from typing import NamedTuple

from tacit.episodes.cases import Case, same_command
from tacit.episodes.changes import summary
from tacit.episodes.episode import Fix
from tacit.episodes.ofthecall import of_the_call
from tacit.episodes.redone import SHOWING
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread
from tacit.episodes.word import by_hand

MOST = 5
# Of more changes than this that the error does not speak of, none can be said to be the fix.
SURE = 3
# Of an error without proof: how many changes are looked at for what it names, and how far after it
# one that it does not name may stand.
LOOKED, NEAR = 12, 8
# What only lays out the text ends no error, but one about the layout.
_FORMATS = re.compile(r"\b(?:\w{0,8}fmt|format|prettier|black|isort)\b")
_PROSE = (".md", ".rst", ".txt", ".log")


class Mended(NamedTuple):
    """A fix and its calls. sure: it is known which of the changes in question it was."""

    fix: Fix
    changes: tuple[Run, ...]
    sure: bool


def fix(thread: Thread, case: Case, proof: Run, after: int) -> Mended | None:
    """The changes that came between, or the other way in which the command was run again.

    `after`: where the search for changes begins, as a rule at the last failure. None where
    nothing that is known changed: the error went by itself, or by somebody's hand.
    """
    if case[0].error and case[0].error.kind == "client":
        made = (*_read_first(thread, case[-1], proof), *((proof,) if happened(proof) else ()))
        return _mended(made, sure=True) if made else None
    ran = proof.launch or proof
    if case[-1].call.name in SHOWING:
        return _mended((ran,), sure=True)
    between = [run for run in thread.changed(after, proof.at) if happened(run)]
    changes = of_this(between, case)
    if of_the_call(case[-1]) and _otherwise(case[-1], proof):
        changes = tuple(run for run in changes if not run.change or not run.change.paths) or (ran,)
    if not changes and _otherwise(case[-1], proof):
        beside = relevant(between, case) if len(between) <= SURE else ()
        changes = (*beside, ran) if not of_the_call(case[-1]) else (ran,)
    if not changes and case[0].error and case[0].error.kind in REFUSALS and proof.change:
        changes = (ran,)
    sure = bool(changes) or len(between) <= SURE
    changes = changes or relevant(between, case)
    if not changes and (said := by_hand(thread, after, proof.at)):
        return Mended(Fix((said.record,), said.text.strip().partition("\n")[0][:200]), (), True)
    return _mended(changes, sure=sure) if changes else None


def _read_first(thread: Thread, refused: Run, done: Run) -> tuple[Run, ...]:
    """The last reading of the file before what the client had refused was done."""
    path = refused.change.paths[0] if refused.change and refused.change.paths else ""
    between = thread.runs_between(refused.at, done.at) if path else ()
    read = [run for run in between if run.call.name == "Read" and happened(run)]
    return tuple(run for run in read if run.call.input.get("file_path") == path)[-1:]


def unproven(thread: Thread, case: Case, end: int = 0) -> Mended | None:
    """What was changed against an error whose end nothing shows; None where that can not be told.

    `end`: where the search stops, as a rule at the user's next words after a change.
    """
    last = case[-1]
    if last.error is None or last.error.kind in REFUSALS or last.command.reads or not thread.runs:
        return None
    changes = thread.changed(last.at, end or thread.runs[-1].at + 1)[:LOOKED]
    if changes and not end:
        said = next((at for at, _ in thread.words if at > changes[0].at), changes[-1].at + 1)
        changes = tuple(run for run in changes if run.at < said)
    made = [run for run in changes if happened(run) and not _is_prose(run)]
    chosen = [run for run in made if _named(run, _told(case))][:MOST]
    if not chosen:
        near = [run for run in made if run.at <= last.at + NEAR]
        chosen = near if len(near) <= SURE else []
    return _mended(tuple(chosen), sure=False) if chosen else None


def _mended(changes: tuple[Run, ...], *, sure: bool) -> Mended:
    said = "\n".join(dict.fromkeys(summary(run.call) for run in changes))
    return Mended(Fix(tuple(run.call.id for run in changes), said), changes, sure)


def _otherwise(failed: Run, proof: Run) -> bool:
    """Was the same thing run in another way? What the user only told of was never run."""
    return bool(
        failed.call.id
        and proof.call.id
        and not proof.command.reads
        and not same_command(failed, proof)
    )


def happened(run: Run) -> bool:
    """Was the change made? Not when refused, rejected, failed or unanswered."""
    result = run.call.result
    return result is not None and not result.is_error and run.error is None


def relevant(changes: list[Run], case: Case) -> tuple[Run, ...]:
    """At most five that the error speaks of; where there are none, the last five but prose."""
    named = of_this(changes, case)
    chosen = named or [run for run in changes if not _is_prose(run)]
    return tuple(chosen[-MOST:])


def of_this(changes: list[Run], case: Case) -> tuple[Run, ...]:
    """The changes, at most five, of files that the error's text names, and commands without any."""
    told = _told(case)
    return tuple([run for run in changes if _named(run, told)][-MOST:])


def _told(case: Case) -> str:
    return "\n".join(run.call.result.text for run in (case[0], case[-1]) if run.call.result)


def _named(run: Run, told: str) -> bool:
    if run.change is None:
        return False
    names = [path.rsplit("/", 1)[-1] for path in run.change.paths]
    if not names:
        return not _FORMATS.search(run.command.text)
    return any(len(name) > 3 and name in told for name in names)


def _is_prose(run: Run) -> bool:
    paths = run.change.paths if run.change else ()
    return bool(paths) and all(path.endswith(_PROSE) for path in paths)
