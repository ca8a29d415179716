"""Would a colleague gain by it? A score of named terms, and in words why it is what it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tacit.episodes.attempts import SAME, failed
from tacit.episodes.complaints import rules
from tacit.episodes.episode import Attempt, Episode, ErrorSeen
from tacit.episodes.fix import Mended
from tacit.episodes.steps import checks
from tacit.episodes.thread import Run

# A slip of the hand, seen and mended: the error itself says all there is to know.
_SLIP = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|command not found|unterminated"
    r"|(?:^|[ /:])(?:ls|cat|head|tail|stat|rm|cp|mv|find|grep):|Unknown skill|[Mm]issing script"
    r"|unexpected EOF|File does not exist|could not apply|CONFLICT \(|[Mm]erge conflict"
    r"|no matches found:"
)
_NO_FILE = re.compile(
    r"[Nn]o such file or directory|cannot access|can't open file|ENOENT|did not match"
    r"|(?:column|relation|table) \S{1,80} does not exist|no such (?:column|table)"
)
# What is not there because the shell stands in another folder than it is thought to.
_ELSEWHERE = re.compile(
    r"\bcd: (?!/)\S{1,200}: No such file|[Mm]issing script|Script not found"
    r"|No files matching the pattern"
)
_MOVES = re.compile(r"(?:^|[;&(] ?)cd |--prefix[ =]|--cwd[ =]| -C ")
_LOOKUPS = frozenset(("Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "Skill", "TodoWrite"))
_WORDLESS = frozenset(("exit", "relayed", "unnamed"))
# Tools that say themselves what to change where.
_TELLS = frozenset(("compiler", "linter", "test", "verdict"))
# What is raised under a test by the code that is being written is the test's ordinary failure.
_OWN = re.compile(r"(?:Type|Attribute|Key|Index|Reference|Assertion)Error\b|assert\b")
_BY_USER = frozenset(("told", "correction", "rejected"))


# The score: each term is what it adds to, or takes from, a resolved episode whose fix is known.
# Chosen by hand on labelled sessions, where 0.5 gave the best balance of found and wrongly kept.
BASE, TOLD_BY_TOOL, ATTEMPT, AGAIN, MOST = 0.5, -0.2, 0.2, 0.05, 1.0
MET, KNOWN = 0.1, -0.3
WORTH = 0.5
LEAST = 0.1


class Before(NamedTuple):
    """What is known beside the session. Both by signature.

    met: in how many other sessions an error was met. taught: what the registry has a skill for.
    """

    met: Mapping[str, int] = {}
    taught: frozenset[str] = frozenset()


NOTHING = Before()


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
    before: Before = NOTHING,
) -> tuple[Term, ...]:
    """What the score is made of. `run`: the first failure.

    Empty without a fix, or where it is not known which change that was; for a slip, a look at a
    file that is not there, an exit without words. Effort and recurrence add; what a tool says
    itself, and what is taught already, scores less.
    """
    if mended is None or not mended.sure or not _teaches(run, error, mended):
        return ()
    return tuple(_terms(run, error, attempts, before))


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


def _teaches(run: Run, error: ErrorSeen, mended: Mended) -> bool:
    """Is it an error of the work with something to say, and no slip?"""
    if error.kind in _BY_USER:
        return _said(error) and (error.kind != "correction" or rules(error.text))
    if run.call.name in _LOOKUPS or run.command.reads:
        return False
    if not error.signature or error.kind in _WORDLESS:
        return False
    edited = any(change.change for change in mended.changes)
    if _ELSEWHERE.search(error.text) and not edited:
        return bool(_MOVES.search("\n".join(c.command.text for c in mended.changes)))
    return not _SLIP.search(error.text) and (edited or not _NO_FILE.search(error.text))


def _said(error: ErrorSeen) -> bool:
    """Did the user give words with it? The client's own sentence for a refusal is none."""
    return not error.text.startswith("The user doesn't want")


def _terms(
    run: Run, error: ErrorSeen, attempts: Sequence[Attempt], before: Before
) -> Iterator[Term]:
    yield Term(BASE, "told by the user, resolved" if error.kind in _BY_USER else "resolved")
    if tried := sum(map(failed, attempts)):
        yield Term(ATTEMPT * min(tried, 3), f" after {_count(tried, 'failed attempt')}")
    if again := sum(attempt.outcome == SAME for attempt in attempts):
        yield Term(AGAIN * min(again, 2), "")
    generic = error.kind in ("exception", "assertion") and bool(_OWN.match(error.text))
    pasted = error.kind == "told" and error.text.rstrip().endswith(":")  # a tool's words follow
    if (
        error.kind in _TELLS
        or pasted
        or (generic and run.call.name != "user" and checks(run.command))
    ):
        yield Term(TOLD_BY_TOOL, ", though a tool says itself what to change")
    if met := before.met.get(error.signature, 0):
        yield Term(MET * min(met, 3), f", met in {_count(met, 'other session')}")
    if error.signature in before.taught and not tried:
        yield Term(KNOWN, ", though the registry teaches it")


def _reason(episode: Episode, terms: Sequence[Term]) -> str:
    why = "".join(term.why for term in terms) or "resolved"
    return f"{why}, proven by a rerun: {episode.error.line[:200]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
