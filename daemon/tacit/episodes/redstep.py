"""A test that was written to fail before the code: a step of the work, and no lesson."""

from tacit.episodes.cases import Case
from tacit.episodes.run import Run
from tacit.episodes.steps import checks
from tacit.episodes.thread import Thread

# How far before its first failure a test may have been written.
BACK = 40
_MARKS = ("test", "spec")


def red_step(thread: Thread, case: Case, fixed: tuple[Run, ...]) -> bool:
    """Did a test fail that had just been written, on its first run, and other code mend it?

    Not where it took more than one try: what makes a test hard to pass may well teach somebody.
    """
    first = case[0]
    if len(case) > 1 or not fixed or not checks(first.command):
        return False
    told = first.call.result.text if first.call.result else ""
    for run in reversed(thread.changed(first.at - BACK, first.at)):
        name = run.change.paths[0].rsplit("/", 1)[-1] if run.change and run.change.paths else ""
        if run.call.name == "Write" and any(mark in name for mark in _MARKS) and name in told:
            ran = any(again.good for again in thread.again(first, run.at) if again.at < first.at)
            return not ran and not any(_edits(one, name) for one in fixed)
    return False


def _edits(run: Run, name: str) -> bool:
    return any(path.endswith(name) for path in (run.change.paths if run.change else ()))
