"""Failures of one thread that are one error: an episode's material, before it is judged."""

import re

from tacit.episodes.ofthecall import of_the_call
from tacit.episodes.refusals import KINDS as REFUSALS
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread

# Shorter words ("AssertionError", "assert False") are said by many errors.
TELLING = 20

_WORDLESS = frozenset(("exit", "unnamed")) | REFUSALS

Case = tuple[Run, ...]

_TAIL = re.compile(r"\s*(?:2>&1|\|(?!\|)|;\s*echo\b|>)")


def cases(thread: Thread) -> list[Case]:
    """The failures in order of their first, those of one error together.

    One error is one signature of one command, or the very same telling words anywhere. What comes
    back in other words after a good run is another error; in the same words, it had never gone.
    """
    found: list[list[Run]] = []
    known: dict[tuple[str, ...], list[Run]] = {}
    for run in thread.runs:
        if run.error is None:
            continue
        keys = _keys(run)
        case = next((known[key] for key in keys if key in known), None)
        if case is None or _over(thread, case[-1], run):
            case = []
            found.append(case)
        case.append(run)
        known.update(dict.fromkeys(keys, case))
    return [tuple(case) for case in found]


def same_command(one: Run, other: Run) -> bool:
    """Were both asked for in the same words, whatever became of the output?"""
    return essence(one) == essence(other)


def essence(run: Run) -> str:
    """The command line up to where its output is piped, stored or summed up."""
    return " ".join(_TAIL.split(run.command.text, maxsplit=1)[0].split())


def _keys(run: Run) -> tuple[tuple[str, ...], ...]:
    if run.error is None:
        return ()
    step = run.command.steps[0][:2] if run.command.steps else ("", run.call.id)
    by_command = (run.error.signature or run.error.text, *step)
    if len(run.error.text) < TELLING or run.error.kind in _WORDLESS:
        return (by_command,)
    return (by_command, (run.error.text,))


def _over(thread: Thread, last: Run, now: Run) -> bool:
    said = now.error.text if now.error else ""
    same = last.error is not None and last.error.text == said and len(said) >= TELLING
    slip = of_the_call(last)  # the hand slips again: what was wrong had been put right before
    if same and not slip and now.error and now.error.kind not in REFUSALS:
        return False
    for run in thread.again(last, last.at):
        if run.at >= now.at:
            return False
        if run.good or (slip and run.error and run.error.text != said):
            return True
    return False
