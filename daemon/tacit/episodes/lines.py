"""Which lines of a text are worth a look: a pattern is slow, a literal is not.

A pattern of one line comes with its signs: literals, one of which stands in whatever it matches.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Form(NamedTuple):
    """A pattern of one line, tried only on lines that hold one of its signs."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The first match in each line of the text that has one, in order."""
        search = self.pattern.search
        for line in lines_with(self.signs, text):
            if (match := search(line)) is not None:
                yield match

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text; its places are those in its line."""
        return next(self.matches(text), None)


def form(signs: Sequence[str], pattern: str) -> Form:
    """The form of that pattern; ^ and $ are the line's."""
    return Form(tuple(signs), re.compile(pattern))


def lines_with(signs: Sequence[str], text: str) -> Iterator[str]:
    """The lines of the text that hold one of the signs, in order."""
    present = [sign for sign in signs if sign in text]
    if not present:
        return
    for line in text.split("\n"):
        for sign in present:
            if sign in line:
                yield line
                break
