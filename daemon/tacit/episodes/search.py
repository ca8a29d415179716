"""What a command searches for, so that another look which shows it has found it."""

from tacit.episodes.steps import Command

_SEARCH = frozenset(("grep", "egrep", "fgrep", "rg", "ag"))
# Shorter words stand in many an output.
TELLING = 8
_PATTERN = frozenset("\\^$*[]|()+?")


def searched(command: Command) -> str:
    """The plain text that a command which does nothing else searches for; "" for a pattern."""
    found = [simple.words for simple in command.simples if simple.words[0] in _SEARCH]
    if not (found and command.reads):
        return ""
    text = next((word for word in found[-1][1:] if not word.startswith("-")), "")
    return text if len(text) >= TELLING and not _PATTERN & set(text) else ""
