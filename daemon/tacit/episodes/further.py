"""A rerun that fails, but only further on: the old error is gone and another one could appear."""

import re

from tacit.episodes.cases import Case, same_command
from tacit.episodes.episode import ErrorSeen
from tacit.episodes.ofthecall import of_the_call
from tacit.episodes.otherway import gone
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread
from tacit.episodes.verdict import verdict

# Errors that come before anything else could: they hide the old error rather than follow it.
_EARLY = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|ImportError|ModuleNotFoundError|Exit code"
    r"|FileNotFoundError|KeyboardInterrupt|SystemExit|usage:|unrecognized|command not found"
    r"|No such file|Permission denied|timed out|Killed"
)


def is_further(thread: Thread, run: Run, case: Case) -> bool:
    """Did the run get past the error, so that another one, later on, could appear?"""
    error = run.error
    if error is None or error.kind in ("unnamed", *REFUSALS) or _EARLY.search(error.text):
        return False
    if _hides(run, case[-1]) or _as_many(run, case[-1]):
        return False
    otherwise = not same_command(case[-1], run) and of_the_call(case[-1])
    if not otherwise and error.kind in ("exit", "shell", "message"):
        return False
    changed = otherwise or bool(thread.changed(case[-1].at, run.at))
    return changed and _is_other(thread, error, case) and gone(run, case)


def _hides(run: Run, failed: Run) -> bool:
    """Is less of the output shown than of the failed run's?"""
    if run.launch:
        return False
    if run.command.filtered:
        return run.command.text != failed.command.text
    return run.command.blind and not failed.command.blind


def _as_many(run: Run, failed: Run) -> bool:
    """Do as many tests fail as before, so that none was mended?"""
    texts = [one.call.result.text if one.call.result else "" for one in (run, failed)]
    now, then = map(verdict, texts)
    return now is not None and then is not None and now.failed >= then.failed > 0


def _is_other(thread: Thread, error: ErrorSeen, case: Case) -> bool:
    """Can the error not have come before the old one: is it new, or did both stand together?"""
    if thread.first_seen.get(error.signature, -1) > case[-1].at:
        return True
    result = case[-1].call.result
    return result is not None and all(line in result.text for line in error.text.split("\n"))
