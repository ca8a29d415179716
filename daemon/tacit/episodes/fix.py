"""Which change made the difference between the last failure and the proof."""

from pathlib import PurePath

from tacit.episodes.cases import Case, same_command
from tacit.episodes.changes import summary
from tacit.episodes.episode import Fix
from tacit.episodes.thread import Run, Thread

MOST = 5
_PROSE = (".md", ".rst", ".txt", ".log")


def fix(thread: Thread, case: Case, proof: Run) -> tuple[Fix, tuple[Run, ...]] | None:
    """The changes that came between, or the other way in which the command was run again.

    None where nothing that is known changed: the error went by itself, or by somebody's hand.
    """
    changes = relevant([r for r in thread.changed(case[-1].at, proof.at) if happened(r)], case)
    if not changes and not same_command(case[-1], proof):
        changes = (proof,)
    if not changes:
        return None
    said = "\n".join(dict.fromkeys(summary(run.call) for run in changes))
    return Fix(tuple(run.call.id for run in changes), said), changes


def happened(run: Run) -> bool:
    """Was the change made? Not when refused, rejected, failed or unanswered."""
    result = run.call.result
    return result is not None and not result.is_error and run.error is None


def relevant(changes: list[Run], case: Case) -> tuple[Run, ...]:
    """Of many changes those that the error speaks of: files that its text names, and commands
    that name no file; where there are none, all. Never prose alone; at most the last five.
    """
    told = "\n".join(run.call.result.text for run in (case[0], case[-1]) if run.call.result)
    named = [run for run in changes if _named(run, told)]
    chosen = named or [run for run in changes if not _is_prose(run)]
    return tuple(chosen[-MOST:])


def _named(run: Run, told: str) -> bool:
    if run.change is None:
        return False
    names = [PurePath(path).name for path in run.change.paths]
    return not names or any(len(name) > 3 and name in told for name in names)


def _is_prose(run: Run) -> bool:
    paths = run.change.paths if run.change else ()
    return bool(paths) and all(path.endswith(_PROSE) for path in paths)
