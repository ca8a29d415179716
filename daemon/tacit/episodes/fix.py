"""Which change made the difference between the last failure and the proof."""

from typing import NamedTuple

from tacit.episodes.cases import Case, same_command
from tacit.episodes.changes import summary
from tacit.episodes.episode import Fix
from tacit.episodes.otherway import SHOWING, of_the_call
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.thread import Run, Thread

MOST = 5
# Of more changes than this that the error does not speak of, none can be said to be the fix.
SURE = 3
_PROSE = (".md", ".rst", ".txt", ".log")


class Mended(NamedTuple):
    """A fix and its calls. sure: it is known which of the changes in question it was."""

    fix: Fix
    changes: tuple[Run, ...]
    sure: bool


def fix(thread: Thread, case: Case, proof: Run) -> Mended | None:
    """The changes that came between, or the other way in which the command was run again.

    None where nothing that is known changed: the error went by itself, or by somebody's hand.
    """
    if case[0].error and case[0].error.kind == "client":
        return Mended(Fix((proof.call.id,), summary(proof.call)), (proof,), True)
    ran = proof.launch or proof
    if case[-1].call.name in SHOWING:
        return Mended(Fix((ran.call.id,), summary(ran.call)), (ran,), True)
    between = [run for run in thread.changed(case[-1].at, proof.at) if happened(run)]
    changes = of_this(between, case)
    if of_the_call(case[-1]) and _otherwise(case[-1], proof):
        changes = tuple(run for run in changes if not run.change or not run.change.paths) or (ran,)
    if not changes and _otherwise(case[-1], proof):
        changes = (ran,)
    if not changes and case[0].error and case[0].error.kind in REFUSALS and proof.change:
        changes = (ran,)
    sure = bool(changes) or len(between) <= SURE
    changes = changes or relevant(between, case)
    if not changes:
        return None
    said = "\n".join(dict.fromkeys(summary(run.call) for run in changes))
    return Mended(Fix(tuple(run.call.id for run in changes), said), changes, sure)


def _otherwise(failed: Run, proof: Run) -> bool:
    """Was the same thing run in another way? What the user only told of was never run."""
    return bool(failed.call.id and not proof.command.reads and not same_command(failed, proof))


def happened(run: Run) -> bool:
    """Was the change made? Not when refused, rejected, failed or unanswered."""
    result = run.call.result
    return result is not None and not result.is_error and run.error is None


def relevant(changes: list[Run], case: Case) -> tuple[Run, ...]:
    """At most five that the error speaks of; where there are none, the last five but prose."""
    chosen = of_this(changes, case) or [run for run in changes if not _is_prose(run)]
    return tuple(chosen[-MOST:])


def of_this(changes: list[Run], case: Case) -> tuple[Run, ...]:
    """The changes, at most five, of files that the error's text names, and commands without any."""
    told = "\n".join(run.call.result.text for run in (case[0], case[-1]) if run.call.result)
    return tuple([run for run in changes if _named(run, told)][-MOST:])


def _named(run: Run, told: str) -> bool:
    if run.change is None:
        return False
    names = [path.rsplit("/", 1)[-1] for path in run.change.paths]
    return not names or any(len(name) > 3 and name in told for name in names)


def _is_prose(run: Run) -> bool:
    paths = run.change.paths if run.change else ()
    return bool(paths) and all(path.endswith(_PROSE) for path in paths)
