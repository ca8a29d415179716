"""Which lines of a text are worth a look: those that hold a sign of what is looked for."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import re2

from tacit.episodes.signs import signs as needed


class Form(NamedTuple):
    """A pattern of one line, tried only on lines that hold one of its signs, in lower case."""

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


class Sieve:
    """Forms of which a text is to be searched for those few that may match: one pass for all."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = tuple(forms)
        options = re2.Options()
        # Literals alone: RE2 never lacks the memory to answer. Where it did, it would find nothing.
        options.max_mem = 64 << 20
        self._set = re2.Set.SearchSet(options)
        for one in self._forms:  # without a sign it may match anything
            self._set.Add("|".join(map(re2.escape, one.signs)))
        self._set.Compile()

    def of(self, text: str) -> list[Form]:
        """The forms with a sign in the text, in their order."""
        found = self._set.Match(_low(text).encode("utf-8", "replace"))
        return [self._forms[number] for number in sorted(found or ())]


def form(pattern: str, signs: Sequence[str] = ()) -> Form:
    """The form of a pattern, in which ^ and $ are the line's.

    `signs`: of what is asked for, where that is less than all that the pattern matches.
    """
    return Form(tuple(sign.lower() for sign in signs) or needed(pattern), re.compile(pattern))


def lines_with(signs: Sequence[str], text: str) -> Iterator[str]:
    """The lines of the text that hold one of the signs, in whatever case; all without a sign."""
    low = _low(text)
    present = [sign for sign in signs if sign in low]
    if signs and not present:
        return
    for line, low_line in _pairs(text):
        if not present:
            yield line
        for sign in present:
            if sign in low_line:
                yield line
                break


# A text is searched for many forms, one after the other, and so are its last lines.
@lru_cache(maxsize=4)
def _low(text: str) -> str:
    return text.lower()


@lru_cache(maxsize=2)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(text.split("\n"), _low(text).split("\n"), strict=True))
