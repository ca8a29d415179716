"""What was tried against an error, and what each attempt gave."""

from collections.abc import Iterator
from itertools import pairwise

from tacit.episodes.cases import Case, same_command
from tacit.episodes.changes import summary
from tacit.episodes.episode import Attempt
from tacit.episodes.fix import happened, relevant
from tacit.episodes.refusals import is_noise
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread

MOST = 12
SAME = "the same error again"
REJECTED = "rejected by the user"
UNPROVEN = "not shown to help"


def attempts(
    thread: Thread,
    case: Case,
    proof: Run | None,
    fixed: tuple[Run, ...],
    replaced: tuple[Attempt, ...] = (),
) -> tuple[Attempt, ...]:
    """The attempts in order, without the fix itself; at most the last twelve.

    `replaced`: those that had ended the error and were taken back, with what came of them.
    `outcome`: the same error, another one, the user's rejection, or that nothing showed it to help.
    """
    end = proof.at if proof else thread.runs[-1].at + 1
    found = [a for one, two in pairwise(case) for a in _between(thread, one, two)]
    for run in relevant(list(thread.changed(case[-1].at, end)), case):
        if run not in fixed and (outcome := _own(run) or ("" if proof else UNPROVEN)):
            found.append(Attempt(run.call.id, summary(run.call), outcome))
    found += replaced
    return tuple({attempt.tool_use_id: attempt for attempt in found}.values())[-MOST:]


def failed(attempt: Attempt) -> bool:
    """Did the attempt leave the error, or bring another?"""
    return attempt.outcome not in ("", UNPROVEN)


def _between(thread: Thread, one: Run, two: Run) -> Iterator[Attempt]:
    """What was tried between two failures of the same error."""
    for run in relevant(list(thread.changed(one.at, two.at)), (one, two)):
        outcome = _own(run) or (_next(thread, one, run, two) if happened(run) else "")
        if outcome:
            yield Attempt(run.call.id, summary(run.call), outcome)
    if one.command.text and two.change is None and not same_command(one, two):
        yield Attempt(two.call.id, summary(two.call), SAME)


def _next(thread: Thread, one: Run, tried: Run, two: Run) -> str:
    """What the command gave when it first ran after the attempt."""
    for run in thread.again(one, tried.at):
        if run.at >= two.at:
            break
        if run.error is not None:
            return f"another error: {run.error.line}"
    return SAME


def _own(run: Run) -> str:
    """What the attempt itself came to, where it did not get so far as to be tried."""
    result = run.call.result
    if result is None or happened(run):
        return ""
    if is_noise(result):
        return REJECTED if "The user doesn't want" in result.text[:200] else ""
    return f"failed: {run.error.line}" if run.error else ""
