"""Would a colleague gain by it? Keep or leave an episode, and say in words why."""

import re
from collections.abc import Sequence

from tacit.episodes.attempts import SAME, failed
from tacit.episodes.episode import Attempt, Episode, ErrorSeen
from tacit.episodes.fix import Mended
from tacit.episodes.thread import Run

# A slip of the hand, seen and mended: the error itself says all there is to know.
_SLIP = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|command not found|unterminated"
    r"|(?:^|[ /:])(?:cd|ls|cat|head|tail|stat|rm|cp|mv|find|grep):|Unknown skill|[Mm]issing script"
    r"|unexpected EOF|File does not exist|could not apply|CONFLICT \(|[Mm]erge conflict"
)
_NO_FILE = re.compile(
    r"[Nn]o such file or directory|cannot access|can't open file|ENOENT|did not match"
    r"|(?:column|relation|table) \S{1,80} does not exist|no such (?:column|table)"
)
_LOOKUPS = frozenset(("Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "Skill", "TodoWrite"))
_WORDLESS = frozenset(("exit", "relayed", "unnamed"))
# Tools that say themselves what to change where.
_TELLS = frozenset(("compiler", "linter", "assertion", "test"))


# The score: each part is what it adds to, or takes from, a resolved episode whose fix is known.
# Chosen by hand on labelled sessions, where 0.5 gave the best balance of found and wrongly kept.
BASE, TOLD_BY_TOOL, ATTEMPT, AGAIN, MOST = 0.5, -0.2, 0.2, 0.05, 1.0
WORTH = 0.5
LEAST = 0.1


def score(run: Run, error: ErrorSeen, mended: Mended | None, attempts: Sequence[Attempt]) -> float:
    """How much a colleague would gain, 0 to 1. `run`: the first failure.

    0 without a fix, or where it is not known which change that was; for a slip, a look at a file
    that is not there, an exit without words. What a compiler, linter or test told scores less;
    each failed attempt adds, for it is effort that the next one can be spared.
    """
    if mended is None or not mended.sure or run.call.name in _LOOKUPS or run.command.reads:
        return 0.0
    if not error.signature or error.kind in _WORDLESS or _SLIP.search(error.text):
        return 0.0
    if _NO_FILE.search(error.text) and not any(change.change for change in mended.changes):
        return 0.0
    failures = sum(map(failed, attempts))
    again = sum(attempt.outcome == SAME for attempt in attempts)
    told = TOLD_BY_TOOL if error.kind in _TELLS else 0.0
    return round(min(MOST, BASE + told + ATTEMPT * min(failures, 3) + AGAIN * min(again, 2)), 2)


def reasons(episodes: Sequence[Episode]) -> tuple[str, ...]:
    """Why the session is worth saving, a line for each kept episode; else why it is not."""
    kept = [episode for episode in episodes if episode.keep]
    if kept:
        return tuple(map(_reason, kept))
    if not episodes:
        return ("nothing failed",)
    resolved = sum(episode.resolved for episode in episodes)
    if not resolved:
        return (f"{_count(len(episodes), 'error')}, none with a rerun that proves it gone",)
    return (f"{_count(len(episodes), 'error')}, {resolved} resolved, none that would teach others",)


def _reason(episode: Episode) -> str:
    tried = sum(map(failed, episode.attempts))
    after = f" after {_count(tried, 'failed attempt')}" if tried else ""
    return f"resolved{after}, proven by a rerun: {episode.error.line[:200]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
