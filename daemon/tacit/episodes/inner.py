"""What a command runs somewhere else: in a shell of its own, on another host, in a container."""

from collections.abc import Sequence

from tacit.episodes.programs import CONTAINERS, SSH_VALUES

_SHELLS = frozenset(("sh", "bash", "zsh", "dash"))


def inner(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The words that say where, and the command line that runs there; ("" when there is none).

    `sh -c LINE` says nothing of where: its line is the command. `words`: from the program on,
    without quotes.
    """
    name = words[0].rsplit("/", 1)[-1]
    if name in _SHELLS:
        at = next((n for n, word in enumerate(words[1:4], 1) if _takes_line(word)), 0)
        return ((), words[at + 1]) if at and at + 1 < len(words) else ((), "")
    if name == "ssh":
        at = _host(words)
        return tuple(words[: at + 1]), " ".join(words[at + 1 :])
    if name in CONTAINERS and "exec" in words[1:3]:
        if "--" in words:
            at = list(words).index("--")
            return tuple(words[:at]), " ".join(words[at + 1 :])
        at = _container(words, list(words).index("exec") + 1)
        return tuple(words[: at + 1]), " ".join(words[at + 1 :])
    return (), ""


def _takes_line(word: str) -> bool:
    return word.startswith("-") and not word.startswith("--") and word.endswith("c")


def _host(words: Sequence[str]) -> int:
    at = 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in SSH_VALUES else 1
    return at


def _container(words: Sequence[str], at: int) -> int:
    """Where the container's name stands: after the options of `exec`."""
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in CONTAINERS[words[0].rsplit("/", 1)[-1]] else 1
    return at
