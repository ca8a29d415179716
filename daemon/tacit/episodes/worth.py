"""Would a colleague gain by it? A score of named terms, and in words why it is what it is."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tacit.episodes.attempts import SAME, failed
from tacit.episodes.complaints import rules
from tacit.episodes.episode import Attempt, Episode, ErrorSeen
from tacit.episodes.fix import Mended
from tacit.episodes.run import Run
from tacit.episodes.slips import slip
from tacit.episodes.steps import checks

# Tools that say themselves what to change where.
_TELLS = frozenset(("compiler", "linter", "test", "verdict"))
# What a check shows without a finding of its own: its summary, or what was said of it.
_SUMMED_UP = frozenset(("silent", "message", "noticed"))
# What is raised under a test by the code that is being written is the test's ordinary failure.
_OWN = re.compile(r"(?:Type|Attribute|Key|Index|Reference|Assertion)Error\b|assert\b")
_BY_USER = frozenset(("told", "correction", "rejected"))
# The user speaks of what a checker finds; and says so again, so that the check that was run
# did not show it.
_FINDINGS = re.compile(r"(?i)\b(?:lint\w{0,4}|type ?script|compil\w{1,5}|type errors?|warnings?)\b")
_AGAIN = re.compile(r"(?i)\bstill\b")

# The score: each term is what it adds to, or takes from, a resolved episode whose fix is known.
# Terms and weights are chosen by hand on labelled sessions; weights are rounded, so that with
# TOLD_BY_TOOL alone a lesson is below WORTH, and with one failed attempt it is there again.
BASE, TOLD_BY_TOOL, ATTEMPT, AGAIN, MOST = 0.5, -0.2, 0.2, 0.05, 1.0
REFUSED = -0.3
WORTH = 0.5
LEAST = 0.1


class Term(NamedTuple):
    """A part of the score, and why it is there."""

    adds: float
    why: str


def score(terms: Sequence[Term]) -> float:
    """How much a colleague would gain, 0 to 1; 0 without terms."""
    return round(min(MOST, max(0.0, sum(term.adds for term in terms))), 2)


def terms(
    run: Run,
    error: ErrorSeen,
    mended: Mended | None,
    attempts: Sequence[Attempt],
    *,
    often: bool = False,
) -> tuple[Term, ...]:
    """What the score is made of. `run`: the first failure; `often`: see `slips.slip`.

    Empty without a fix, or where it is not known which change that was; for a slip, and for a
    correction that says no more than this case. Effort adds; what a tool says itself scores less.
    """
    if mended is None or not mended.sure:
        return ()
    if error.kind in _BY_USER:
        if not _said(error) or (error.kind == "correction" and not rules(error.text)):
            return ()
        return tuple(_of_the_user(run, error, attempts))
    if slip(run, error, mended, often=often):
        return ()
    return tuple(_of_a_run(run, error, mended, attempts))


def reasons(judged: Sequence[tuple[Episode, Sequence[Term]]]) -> tuple[str, ...]:
    """Why the session is worth saving, a line for each kept episode; else why it is not."""
    kept = [_reason(episode, terms) for episode, terms in judged if episode.keep]
    if kept:
        return tuple(kept)
    episodes = [episode for episode, _ in judged]
    if not episodes:
        return ("nothing failed",)
    resolved = sum(episode.resolved for episode in episodes)
    if not resolved:
        return (f"{_count(len(episodes), 'error')}, none with a rerun that proves it gone",)
    return (f"{_count(len(episodes), 'error')}, {resolved} resolved, none that would teach others",)


def _said(error: ErrorSeen) -> bool:
    """Did the user give words with it? The client's own sentence for a refusal is none."""
    return not error.text.startswith("The user doesn't want")


def _of_the_user(run: Run, error: ErrorSeen, attempts: Sequence[Attempt]) -> Iterator[Term]:
    yield Term(BASE, "told by the user, resolved")
    yield from _effort(attempts)
    acts = run.call.name == "Bash" and not run.command.reads  # refused is a way of working
    if error.kind == "rejected" and not acts and not rules(error.text):
        yield Term(REFUSED, ", though it may be of this one change")
    pasted = error.text.rstrip().endswith(":")  # a tool's words follow
    found = _FINDINGS.search(error.text) and not _AGAIN.search(error.text)
    if error.kind == "told" and (pasted or found):
        yield Term(TOLD_BY_TOOL, ", though a tool says itself what to change")


def _of_a_run(
    run: Run, error: ErrorSeen, mended: Mended, attempts: Sequence[Attempt]
) -> Iterator[Term]:
    yield Term(BASE, "resolved")
    if not _tool_tells(run, error, mended):
        yield from _effort(attempts)
        return
    # To go through a tool's list takes many runs, and none of them was a wrong lead.
    yield from _effort([attempt for attempt in attempts if attempt.outcome != SAME])
    yield Term(TOLD_BY_TOOL, ", though a tool says itself what to change")


def _effort(attempts: Sequence[Attempt]) -> Iterator[Term]:
    if tried := sum(map(failed, attempts)):
        yield Term(ATTEMPT * min(tried, 3), f" after {_count(tried, 'failed attempt')}")
    if again := sum(attempt.outcome == SAME for attempt in attempts):
        yield Term(AGAIN * min(again, 2), "")


def _tool_tells(run: Run, error: ErrorSeen, mended: Mended) -> bool:
    """Did a compiler, linter or test say what to change, and where?

    Not where a linter's finding went by a command of the project, which it does not name.
    """
    edited = any(change.change and change.change.kind == "edit" for change in mended.changes)
    if error.kind in _TELLS:
        return edited or error.kind != "linter"
    if run.call.name == "user" or not checks(run.command):
        return False
    if error.kind in _SUMMED_UP:
        return edited
    return error.kind in ("exception", "assertion") and bool(_OWN.match(error.text))


def _reason(episode: Episode, terms: Sequence[Term]) -> str:
    why = "".join(term.why for term in terms) or "resolved"
    return f"{why}, proven by a rerun: {episode.error.line[:200]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
