"""How an error ended: the proof, the change that made the difference, and those it replaced."""

from collections.abc import Iterator
from typing import NamedTuple

from tacit.episodes.attempts import REJECTED
from tacit.episodes.cases import Case, same_command
from tacit.episodes.changes import EDITS, pairs, summary
from tacit.episodes.complaints import complaint
from tacit.episodes.episode import Attempt, Fix
from tacit.episodes.fix import Mended, fix, happened, unproven
from tacit.episodes.otherway import gone
from tacit.episodes.programs import INTERPRETERS
from tacit.episodes.proof import proof
from tacit.episodes.run import Run
from tacit.episodes.thread import Thread

REPLACED = "replaced by another change"
# How often one change may replace the one before.
MOST = 5
_UNDOES = ("checkout", "restore", "revert", "stash", "reset")


class Ending(NamedTuple):
    """proof: None where nothing shows the end; mended is then what was last changed against it.

    tried: changes that had ended the error and were then taken back.
    """

    proof: Run | None
    mended: Mended | None
    tried: tuple[Attempt, ...] = ()


def ending(thread: Thread, case: Case) -> Ending:
    """The end of a case, as it stands after what was taken back again."""
    shown = proof(thread, case)
    return settled(thread, case, shown) if shown else Ending(None, unproven(thread, case))


def settled(thread: Thread, case: Case, shown: Run) -> Ending:
    """The end that `shown` proves, unless its change was taken back for another right after.

    Where the user had it taken back and nothing was run since, nothing is proven.
    """
    tried: list[Attempt] = []
    mended = fix(thread, case, shown, case[-1].at)
    for _ in range(MOST):
        back = _taken_back(thread, mended, shown) if mended and shown.good else None
        if mended is None or back is None:
            break
        again = next((r for r in thread.again(case[-1], back.at) if r.good and gone(r, case)), None)
        outcome = _outcome(thread, shown, back)
        if again is None and outcome.startswith(REPLACED):
            break
        tried += [Attempt(run.call.id, summary(run.call), outcome) for run in mended.changes]
        if again is None:
            return Ending(None, None, tuple(tried))
        mended, shown = fix(thread, case, again, shown.at), again
    return Ending(shown, mended and _at_last(thread, shown, mended), tuple(tried))


def _taken_back(thread: Thread, mended: Mended, shown: Run) -> Run | None:
    """The very next change, where it takes out what the fix had put in."""
    later = thread.changed(shown.at, thread.runs[-1].at + 1)
    back = next((run for run in later if happened(run)), None)
    if back is None or not any(_undone(back, run) for run in mended.changes):
        return None
    return back


def _undone(back: Run, fixed: Run) -> bool:
    paths = fixed.change.paths if fixed.change else ()
    if back.call.name not in EDITS:
        words = [word for simple in back.command.simples for word in simple.words]
        names = [path.rsplit("/", 1)[-1] for path in paths]
        restored = "git" in words and any(word in _UNDOES for word in words)
        return restored and any(word.rsplit("/", 1)[-1] in names for word in words)
    if not back.change or back.change.paths != paths:
        return False
    put = {line for old, new in pairs(fixed.call.input) for line in _only(new, old)}
    return bool(put & {line for old, new in pairs(back.call.input) for line in _only(old, new)})


def _only(one: str, other: str) -> Iterator[str]:
    """The lines of one text that the other has not."""
    theirs = {line.strip() for line in other.splitlines()}
    yield from (line for line in map(str.strip, one.splitlines()) if line and line not in theirs)


def _outcome(thread: Thread, shown: Run, back: Run) -> str:
    for at, prompt in thread.words:
        if shown.at < at < back.at and (said := complaint(prompt)):
            return f"{REJECTED}: {said.line}"
    said_last = shown.call.result.text.strip().rpartition("\n")[2] if shown.call.result else ""
    return f"{REPLACED}; it gave: {said_last[:200]}" if said_last else REPLACED


def _at_last(thread: Thread, shown: Run, mended: Mended) -> Mended:
    """The fix with the last of a series, where a script was run on in other ways and stayed good.

    What ends a series is what was kept of it: a sweep's choice is its last run, not its second.
    """
    ran = shown.launch or shown
    if mended.changes != (ran,) or not any(
        step.program == "script" or step.program in INTERPRETERS for step in ran.command.steps
    ):
        return mended
    last = ran
    again = {run.at: run for run in thread.again(ran, ran.at)}
    for run in thread.runs_between(ran.at, thread.runs[-1].at + 1):
        if run.at in again and run.good and not same_command(run, ran):
            last = run
        elif not run.command.reads:
            break
    if last is ran:
        return mended
    said = f"{mended.fix.summary}\n{summary(last.call)}"
    return mended._replace(fix=Fix((ran.call.id, last.call.id), said), changes=(ran, last))
