"""When a command was got to run in another way: a kindred one that is good."""

import re

from tacit.episodes.cases import Case
from tacit.episodes.ofthecall import of_the_call
from tacit.episodes.run import Run
from tacit.episodes.search import searched
from tacit.episodes.signature import shows
from tacit.episodes.thread import SOON, Thread

# How much two command lines must share, of the words of either, to be after the same thing.
KINDRED = 0.4
_WORDLESS = frozenset(("exit", "unnamed"))
_GOES = re.compile(r"(?m)^\s{0,8}cd [^\s;&|]{1,400} *(?:&&|;)")
_TASK = re.compile(r"[A-Za-z][\w:-]{1,40}")
_WORD = re.compile(r"[\w@%+=:,./-]{2,200}")


def another_way(thread: Thread, case: Case) -> Run | None:
    """A kindred command soon after that is good, or fails with an error of what it found."""
    last = case[-1]
    if last.call.name != "Bash" or not of_the_call(last):
        return None
    words = _words(last)
    wanted = searched(last.command)
    for run in thread.following(last, SOON):
        if wanted and run.good and run.call.result and wanted in run.call.result.text:
            return run
        if run.call.name != "Bash" or run.command.reads > last.command.reads:
            continue
        theirs = _words(run)
        alike = len(words & theirs) >= KINDRED * max(1, min(len(words), len(theirs)))
        past = run.good or (run.error is not None and not of_the_call(run))
        if words and alike and past and gone(run, case) and not _other_task(run, last):
            return run
    return None


def _other_task(run: Run, failed: Run) -> bool:
    """Is the same script asked to do another of its tasks: `run.sh setup` for `run.sh train`?"""
    asked = [
        step.action.split(" ")[:2]
        for one in (failed, run)
        for step in one.command.steps[:1]
        if step.program == "script" and _TASK.fullmatch(step.action.partition(" ")[2])
    ]
    return len(asked) == 2 and asked[0][0] == asked[1][0] and asked[0][1] != asked[1][1]


def gone(run: Run, case: Case) -> bool:
    """Does the run show nothing of the case's error?"""
    old = case[-1].error
    if run.call.result is None or old is None:
        return False
    if old.kind in _WORDLESS and run.good and not run.command.blind:
        return True  # its text was only what stood last, and may stand in a good output too
    text = run.call.result.text
    return old.text not in text and not (old.signature and shows(text, old.signature))


def _words(run: Run) -> frozenset[str]:
    """A command line's words but where it goes; of a path or an option's value the last part."""
    words = _WORD.findall(_GOES.sub("", run.command.text[:2_000]))
    return frozenset(re.split(r"[/=]", word.rstrip("/"))[-1] for word in words)
