"""What shows that an error is gone: its command again, good, or failing only further on."""

import re

from tacit.episodes.cases import Case, essence, same_command
from tacit.episodes.changes import pairs
from tacit.episodes.episode import ErrorSeen
from tacit.episodes.ofthecall import of_the_call
from tacit.episodes.otherway import SHOWING, another_way, gone, redone
from tacit.episodes.programs import SETUP
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.thread import Run, Thread
from tacit.episodes.verdict import verdict

# Errors that come before anything else could: they hide the old error rather than follow it.
_EARLY = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|ImportError|ModuleNotFoundError|Exit code"
    r"|FileNotFoundError|KeyboardInterrupt|SystemExit|usage:|unrecognized|command not found"
    r"|No such file|Permission denied|timed out|Killed"
)

_REMOVED = re.compile(r"(?:^|[;&|\n(] ?|\bgit )rm (?:-\w{1,4} )?[^;&|\n]{0,200}(?:test|spec)")
_TEST = re.compile(r"\bdef test_|\b(?:it|test)\(|\bfunc Test|#\[test\]")
_SWITCHED_OFF = re.compile(r"--no-verify\b")


def proof(thread: Thread, case: Case) -> Run | None:
    """The first rerun after the last failure that speaks for its end; None without one.

    A good rerun, else one that shows another error, never seen before, that is no earlier one.
    What the client refused is proven by being done. None where the check was switched off.
    """
    last = case[-1]
    if last.error and (last.error.kind in REFUSALS or last.call.name in SHOWING):
        return redone(thread, last)
    otherwise = another_way(thread, case)
    further = None
    for run in thread.again(last, last.at):
        if otherwise and otherwise.at < run.at and not further:
            return otherwise
        if _SWITCHED_OFF.search(run.command.text) or _deleted(thread, last, run):
            return further
        if run.good:
            if gone(run, case) and not _closer(thread, last, run):
                return run
        elif further is None and _is_further(thread, run, case):
            further = run
            if not same_command(last, run):
                break  # it got past the error; what came after is another story
    return further or otherwise or _elsewhere(thread, case)


def _closer(thread: Thread, failed: Run, rerun: Run) -> bool:
    """Is the rerun only a look at a part of the same failure: filtered, and nothing changed?"""
    if not rerun.command.blind or rerun.launch or thread.changed(failed.at, rerun.at):
        return False
    before = {simple.words for simple in failed.command.simples}
    return all(
        simple.words in before or simple.words[0] in SETUP for simple in rerun.command.simples
    )


def _deleted(thread: Thread, failed: Run, rerun: Run) -> bool:
    """Was a test deleted between the two, so that nothing is left to fail?"""
    if failed.error is None or failed.error.kind not in ("assertion", "test"):
        return False
    between = thread.changed(failed.at, rerun.at)
    return any(_REMOVED.search(run.command.text[:2_000]) or _fewer(run) for run in between)


def _fewer(run: Run) -> bool:
    """Does an edit leave fewer tests than it found?"""
    if run.call.name not in ("Edit", "MultiEdit"):
        return False
    return any(
        len(_TEST.findall(old[:20_000])) > len(_TEST.findall(new[:20_000]))
        for old, new in pairs(run.call.input)
    )


def _elsewhere(thread: Thread, case: Case) -> Run | None:
    """A good rerun of another command that had shown the same error."""
    others = {essence(run): run for run in case[-20:-1]}
    for other in list(others.values())[-4:]:
        for run in thread.again(other, case[-1].at):
            if run.good and gone(run, case):
                return run
    return None


def _is_further(thread: Thread, run: Run, case: Case) -> bool:
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
    return run.command.blind and not run.launch and not failed.command.blind


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
