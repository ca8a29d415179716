"""The public rule set of gitleaks, as data: keys that only a provider's name beside them tells.

`gitleaks.toml` is `config/gitleaks.toml` of gitleaks 8.16.0 to the letter; its licence lies beside
it. RE2 runs it, the engine that it was written for, so that hostile text costs linear time.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import re2

from tacit.redact.rule import Rule

FILE = Path(__file__).with_name("gitleaks.toml")
# Not taken: the generic rule is often wrong, and `rules.toml` has a better one of each other.
LEFT_OUT = frozenset({"generic-api-key", "jwt", "private-key", "telegram-bot-api-token"})
# What ends the values that are a group, whether or not the rule says so.
_ENDS = r"""(?:['|\"|\n|\r|\s|\x60|;]|$)"""
# They are for files: what they expect around a value, and the same in text that JSON escaped.
_AROUND = (
    (r"(?:[\s|']|[\s|\"]){0,3}", r"(?:[\s'\"\\]){0,6}"),
    (r"""(?:[\s|']|[\s|"]){0,3}""", r"""(?:[\s'"\\]){0,6}"""),
    (r"""(?:'|\"|\s|=|\x60){0,5}""", r"""[='"\s\x60\\]{0,8}"""),
    (_ENDS, r"(?:[^\w-]|$)"),
)
# A word may begin behind these, as in `rules.py`.
_BEHIND = r"\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}"
_BEFORE = re.compile(rf"(?:\A|[^A-Za-z0-9]|{_BEHIND})\Z")
# A value of letters alone is a word (`linkedin = "authentication"`): no key is known to be one.
_WORD = re.compile(r"[A-Za-z_.=-]*")


def gitleaks(left_out: frozenset[str] = LEFT_OUT) -> Iterator[Rule]:
    """The rules of the file but those, in its order."""
    for table in tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"]:
        if table["id"] not in left_out:
            keywords = tuple(table["keywords"])
            group = table.get("secretGroup", 1 if _ENDS in table["regex"] else 0)
            yield Rule(
                kind="service-key",
                keywords=keywords,
                gates=tuple(map(re2.escape, keywords)),
                pattern=_pattern(table["regex"], group == 0),
                within=None,
                unless=_WORD,
                put="",
                lines=False,
                group=group,
            )


@dataclass(frozen=True, slots=True)
class _Re2:
    """A pattern of RE2, for any text that a transcript can hold. `whole`: it matches a token, and
    none in the middle of a longer word (RE2 cannot look behind)."""

    compiled: Any
    whole: bool

    def sub(self, replace: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with what `replace` makes of each match; a lone surrogate becomes `?`."""

        def heeded(match: re.Match[str]) -> str:
            return match.group() if self.whole and _inside(match) else replace(match)

        try:
            return str(self.compiled.sub(heeded, text))
        except UnicodeEncodeError:
            return str(self.compiled.sub(heeded, text.encode(errors="replace").decode()))


def _inside(match: re.Match[str]) -> bool:
    return _BEFORE.search(match.string[max(0, match.start() - 6) : match.start()]) is None


def _pattern(text: str, whole: bool) -> _Re2:
    for written, escaped in _AROUND:
        text = text.replace(written, escaped)
    if not whole:
        text = text.replace(r"\b(", rf"(?:\b|{_BEHIND})(", 1)
    return _Re2(re2.compile(text), whole)
