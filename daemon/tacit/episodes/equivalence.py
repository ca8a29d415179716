"""Which rerun speaks for which failed command: the same programs, as wide or wider."""

import re
from functools import lru_cache

from tacit.episodes.programs import CHECKERS
from tacit.episodes.step import CHECKS, Step
from tacit.episodes.steps import Command, checks

END = 400
# How test runners mark what failed, test by test.
_FAILING = re.compile(
    r"\s{0,40}(?:[\u2715\u2717\u2718\u00d7\u25cf]|\(fail\)|--- FAIL|FAILED |not ok |_{3,} |\d+\) )"
)


def covers(rerun: Command, failed: Command, told: str) -> bool:
    """Does a good rerun speak for the failed command: each of its steps, with at least its targets?

    `told`: the failure's text; a rerun of only those tests that it names speaks for it too.
    """
    again = spoken(rerun, failed, told)
    if len(failed.steps) < 2 or len(again) == len(failed.steps):
        return bool(again)
    # Of a chain, the step that failed is the one that its last words name.
    ends = told.rstrip()[-END:]
    return any(CHECKS.search(step.action) and f'"{step.action}"' in ends for step in again)


def narrower(rerun: Command, failed: Command, told: str) -> bool:
    """Is a check of the whole run again only in a folder that the failure does not speak of?"""
    if not checks(failed) or any(step.targets for step in failed.steps):
        return False
    folder, before = entered(rerun), entered(failed)
    return bool(folder) and not before and folder.rstrip("/") not in told


def entered(command: Command) -> str:
    """The folder below that a command line goes into before anything else; "" for none."""
    first = command.simples[0].words if command.simples else ()
    if len(first) == 2 and first[0] == "cd" and not first[1].startswith(("/", "~", "..", "-", "$")):
        return first[1]
    return ""


def spoken(rerun: Command, failed: Command, told: str) -> list[Step]:
    """The steps of the failed command that the rerun runs again, as wide or wider."""
    return [s for s in failed.steps if any(_covers(again, s, told) for again in rerun.steps)]


@lru_cache(maxsize=16)  # several reruns are held against one failure
def failing(told: str) -> str:
    """The lines of a test run's output that tell of a failure; all where none has its form."""
    lines = [line for line in told.split("\n") if _FAILING.match(line)]
    return "\n".join(lines) or told


def _covers(again: Step, once: Step, told: str) -> bool:
    if again[:2] != once[:2]:
        return False
    if not (again.selects <= once.selects or all(part in failing(told) for part in again.selects)):
        return False
    checks = once.program in CHECKERS or bool(CHECKS.search(once.action))
    if not again.targets or (once.targets and once.targets <= again.targets):
        return True
    if not once.targets and not checks:
        return True
    if once.targets and all(any(_holds(a, t) for a in again.targets) for t in once.targets):
        return True
    return checks and all(len(t) > 2 and t in told for t in again.targets)


def _holds(folder: str, target: str) -> bool:
    """Is the target the folder or in it; from whichever folder either is named?"""
    within = target == folder or target.startswith((folder + "/", folder + "::"))
    return within or target.endswith("/" + folder) or folder.endswith("/" + target)
