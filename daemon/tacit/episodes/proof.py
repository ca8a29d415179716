"""What shows that an error is gone: its command again, good, or failing only further on."""

import re

from tacit.episodes.cases import Case, essence
from tacit.episodes.signature import signatures
from tacit.episodes.thread import Run, Thread

# Errors that come before anything else could: they hide the old error rather than follow it.
_EARLY = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|ImportError|ModuleNotFoundError|Exit code"
    r"|FileNotFoundError|KeyboardInterrupt|SystemExit|usage:|unrecognized|command not found"
    r"|No such file|Permission denied|timed out|Killed"
)


def proof(thread: Thread, case: Case) -> Run | None:
    """The first rerun after the last failure that speaks for its end; None without one.

    A good rerun, else one that shows another error, never seen before, that is no earlier one.
    """
    last = case[-1]
    further = None
    for run in thread.again(last, last.at):
        if run.good:
            if _gone(run, case):
                return run
        elif further is None and _is_further(thread, run, case):
            further = run
    return further or _elsewhere(thread, case)


def _elsewhere(thread: Thread, case: Case) -> Run | None:
    """A good rerun of another command that had shown the same error."""
    others = {essence(run): run for run in case[-20:-1]}
    for other in list(others.values())[-4:]:
        for run in thread.again(other, case[-1].at):
            if run.good and _gone(run, case):
                return run
    return None


def _is_further(thread: Thread, run: Run, case: Case) -> bool:
    error = run.error
    return (
        error is not None
        and error.kind not in ("exit", "unnamed", "shell", "message")
        and thread.first_seen.get(error.signature, -1) > case[-1].at
        and not _EARLY.search(error.text)
        and bool(thread.changed(case[-1].at, run.at))
        and _gone(run, case)
    )


def _gone(run: Run, case: Case) -> bool:
    old = case[-1].error
    if run.call.result is None or old is None:
        return False
    text = run.call.result.text
    return old.text not in text and (not old.signature or old.signature not in signatures(text))
