"""What a rule is: which texts it concerns, what it finds there and what it puts in its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Pattern(Protocol):
    """What finds, in the notation of `re` or of RE2."""

    def sub(self, replace: Callable[[re.Match[str]], str], text: str, /) -> str:
        """The text with what `replace` makes of each match."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A table of `rules.toml`, whose head says what each field means, or a rule of gitleaks.

    `group`: what of a match is the secret.
    """

    kind: str
    keywords: tuple[str, ...]
    gates: tuple[str, ...]
    pattern: Pattern
    within: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    put: str
    lines: bool
    group: str | int
