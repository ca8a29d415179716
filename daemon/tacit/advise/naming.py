"""A skill's name, as a question may say it: in words, in part, or as a package is called."""

from collections.abc import Mapping
from functools import lru_cache

from tacit.advise.terms import analyse

_WORDS = 3  # of a name that is also written as one word; a longer one is a sentence


def as_one(name: str) -> list[str]:
    """The term that a package or module of this name would be, `nemoguardrail`, where it differs.

    Empty for a name of one word, and for one that is a sentence.
    """
    words = _words(name)
    return ["".join(words)] if 1 < len(words) <= _WORDS else []


def called(name: str, said: Mapping[str, float]) -> float:
    """How far a question names the skill, 0 to 1.

    `said`: how much each term of the question says, 0 to 1. The part of the name's words that are
    among them, times the most that one of these says.
    """
    words, whole = _forms(name)
    if whole in said:
        return said[whole]
    have = [said[word] for word in words if word in said]
    return max(have) * len(have) / len(words) if have else 0.0


@lru_cache(maxsize=4096)
def headline(name: str, description: str) -> frozenset[str]:
    """The terms of what a skill says of itself in a line."""
    return frozenset((*analyse(f"{name} {description}"), *as_one(name)))


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[tuple[str, ...], str]:
    return _words(name), "".join(as_one(name))


def _words(name: str) -> tuple[str, ...]:
    """Without the number that tells one of several skills of a name."""
    return tuple(word for word in analyse(name) if not word.isdecimal())
