"""Would a colleague gain by it? Keep or leave an episode, and say in words why."""

import re
from collections.abc import Sequence

from tacit.episodes.attempts import failed
from tacit.episodes.episode import Attempt, Episode, ErrorSeen, Fix

# A slip of the hand, seen and mended: the error itself says all there is to know.
_SLIP = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|command not found|unterminated"
    r"|Unknown skill|Missing script|missing script|unexpected EOF|File does not exist"
)
_NO_FILE = re.compile(
    r"No such file or directory|cannot access|can't open file|ENOENT|did not match"
)
_LOOKUPS = frozenset(("Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "Skill", "TodoWrite"))
# Tools that say themselves what to change where.
_TELLS = frozenset(("compiler", "linter", "assertion", "test"))


def keep(
    tool: str, error: ErrorSeen, fix: Fix | None, attempts: Sequence[Attempt], changed: bool
) -> bool:
    """Is a resolved episode worth writing down?

    It has a fix; it is no slip, no look at a file that is not there and no silent exit; and a
    finding of a compiler, linter or test cost more than one attempt. `changed`: the fix changed
    something, rather than that the command was put another way.
    """
    if fix is None or tool in _LOOKUPS or not error.signature or _SLIP.search(error.text):
        return False
    if error.kind == "exit" or (_NO_FILE.search(error.text) and not changed):
        return False
    return error.kind not in _TELLS or any(map(failed, attempts))


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
    return f"resolved{after}, proven by a rerun: {episode.error.text.splitlines()[0][:200]}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
