"""A text without what must not leave the machine, and what was found in it."""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tacit.redact.addresses import names_a_host
from tacit.redact.people import pattern
from tacit.redact.rule import Rule
from tacit.redact.rules import concerned

# Redacting may bring words together that form a new find; this many passes have always sufficed.
_PASSES = 8
# A terminal's colours: their last letter would begin the word behind them.
_COLOUR = re.compile(r"(?:\x1b|\\u001[bB])\[[0-9;?]{0,32}[A-Za-z]")
_PERSON = "<redacted:person>"
# A kind, and the text that was found.
Find = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and how many of each kind it held."""

    text: str
    counts: Mapping[str, int]


def redact(text: str, *, author: str = "", people: frozenset[str] = frozenset()) -> Redacted:
    """The text with each find replaced by `<redacted:kind>` (a home folder by `~`), and counts.
    A terminal's colours are left out.

    Redacting what was redacted changes nothing. `author`: a name that may stay where it signs.
    `people`: names, lower case, that may stand nowhere.
    """
    text, found = _all(text, author, people)
    return Redacted(text, MappingProxyType(dict(Counter(kind for kind, _ in found))))


def finds(text: str, *, author: str = "") -> tuple[Find, ...]:
    """What `redact` would take out: kind and text of each find, in the order of the rules."""
    return tuple(_all(text, author, frozenset())[1])


def _all(text: str, author: str, people: frozenset[str]) -> tuple[str, list[Find]]:
    found: list[Find] = []
    text = _COLOUR.sub("", text) if "[" in text else text
    for _ in range(_PASSES):
        made = _once(text, author, people, found)
        if made == text:
            break
        text = made
    return text, found


def residual(
    text: str, *, author: str = "", people: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The kinds that `redact` would still find, sorted; empty where the text may leave."""
    return tuple(sorted(redact(text, author=author, people=people).counts))


def _once(text: str, author: str, people: frozenset[str], found: list[Find]) -> str:
    text = _home(text, found)
    for rule in concerned(text):
        text = _applied(rule, _replacer(rule, author, found), text)
    if people:
        text, count = pattern(people).subn(_PERSON, text)
        found += [("person", "")] * count
    return text


def _applied(rule: Rule, replace: Callable[[re.Match[str]], str], text: str) -> str:
    if rule.within is not None:
        return rule.within.sub(lambda match: rule.pattern.sub(replace, match.group()), text)
    if not rule.lines or "\n" not in text:
        return rule.pattern.sub(replace, text)
    lines = text.split("\n")
    for place, line in enumerate(lines):
        low = line.lower()
        if any(keyword in low for keyword in rule.keywords):
            lines[place] = rule.pattern.sub(replace, line)
    return "\n".join(lines)


def _replacer(rule: Rule, author: str, found: list[Find]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        whole, secret = match.group(), match.group(rule.group)
        if (
            secret.startswith(("<redacted:", "\\<redacted:"))
            or (rule.unless and rule.unless.fullmatch(secret))
            or (rule.kind == "person" and author and secret.strip() == author)
            or (rule.kind == "ip" and not names_a_host(match))
        ):
            return whole
        found.append((rule.kind, secret))
        start, end = (place - match.start() for place in match.span(rule.group))
        return whole[:start] + (rule.put or f"<redacted:{rule.kind}>") + whole[end:]

    return replace


def _home(text: str, found: list[Find]) -> str:
    """The user's own home folder as `~`, wherever it lies (clusters have it in odd places)."""
    home = os.path.expanduser("~")  # noqa: PTH111 - "~" where there is none, and no exception
    if home.count("/") < 2 or home not in text:
        return text
    text, count = re.subn(rf"{re.escape(home)}(?![A-Za-z0-9_.-])", "~", text)
    found += [("home-path", home)] * count
    return text
