"""What shows that an error is gone: its command again, good, or failing only further on."""

from tacit.episodes.cases import Case, essence, same_command
from tacit.episodes.further import is_further
from tacit.episodes.otherway import another_way, gone
from tacit.episodes.programs import SETUP
from tacit.episodes.redone import SHOWING, redone
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.run import Run
from tacit.episodes.switchedoff import switched_off
from tacit.episodes.thread import FAR, Thread
from tacit.episodes.verdict import verdict
from tacit.episodes.word import confirmed


def proof(thread: Thread, case: Case) -> Run | None:
    """The first rerun after the last failure that speaks for its end; None without one.

    A good rerun, else one that shows another error, never seen before, that is no earlier one;
    else the same by another road: the parts one by one, a wrapper, the user's own run or word.
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
        if switched_off(thread, last, run):
            return further
        if run.good or emptied(thread, last, run):
            if gone(run, case) and not _closer(thread, last, run):
                return run
        elif further is None and is_further(thread, run, case):
            further = run
            if not same_command(last, run):
                break  # it got past the error; what came after is another story
    return (
        further
        or otherwise
        or _elsewhere(thread, case)
        or _in_parts(thread, case)
        or _wrapped(thread, case)
        or confirmed(thread, case)
    )


def emptied(thread: Thread, failed: Run, rerun: Run) -> bool:
    """Does the same line, searching its output for the same, show no error after a change?

    What was found in this way would be found again.
    """
    result = rerun.call.result
    if result is None or result.is_error or rerun.error or not rerun.command.filtered:
        return False
    same = rerun.command.text.split() == failed.command.text.split()
    return same and not failed.launch and bool(thread.changed(failed.at, rerun.at))


def _closer(thread: Thread, failed: Run, rerun: Run) -> bool:
    """Is the rerun only a look at a part of the same failure: filtered, and nothing changed?"""
    if not rerun.command.blind or rerun.launch or thread.changed(failed.at, rerun.at):
        return False
    before = {simple.words for simple in failed.command.simples}
    return all(
        simple.words in before or simple.words[0] in SETUP for simple in rerun.command.simples
    )


def _elsewhere(thread: Thread, case: Case) -> Run | None:
    """A good rerun of another command that had shown the same error."""
    others = {essence(run): run for run in case[-20:-1]}
    for other in list(others.values())[-4:]:
        for run in thread.again(other, case[-1].at):
            if run.good and gone(run, case):
                return run
    return None


def _in_parts(thread: Thread, case: Case) -> Run | None:
    """The last of good reruns that together ran each step of a chain."""
    last = case[-1]
    left = set(last.command.steps) if len(last.command.steps) > 1 else set()
    for run in thread.touching(last, last.at) if left else ():
        if switched_off(thread, last, run):
            return None
        if run.good and gone(run, case):
            left -= thread.spoken_for(run, last)
            if not left:
                return run
    return None


def _wrapped(thread: Thread, case: Case) -> Run | None:
    """Another command's good run in which the same runner ran at least as many tests."""
    last = case[-1]
    then = verdict(last.call.result.text) if last.call.result else None
    if then is None:
        return None
    for run in thread.runs_between(last.at, last.at + FAR):
        narrow = any(step.targets or step.selects for step in run.command.steps)
        if run.call.name != "Bash" or narrow or not run.good or run.call.cwd != last.call.cwd:
            continue
        now = verdict(run.call.result.text) if run.call.result else None
        if now and now.runner == then.runner and now.ran >= then.ran and gone(run, case):
            return None if now.failed or switched_off(thread, last, run) else run
    return None
