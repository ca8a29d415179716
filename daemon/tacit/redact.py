"""Takes out of a text what must not leave the machine: secrets, people, addresses, home folders.

The rules are data (`redact.toml`): public formats of provider tokens, the commonest ways to write a
password, and what names a person or a machine. Each is tried only where one of its keywords occurs.
"""

import ipaddress
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

# Where a token may begin: not inside a longer word, but behind a newline that JSON escaped.
START = r"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))"
_RULES = Path(__file__).with_suffix(".toml")
# Redacting may bring words together that form a new find; this many passes have always sufficed.
_PASSES = 8
_RESOLVERS = {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9"}
_VERSION = re.compile(r"(?i)(?:[=<>~!]=|\bversion|\bver|\brelease|-cu\d+)[\"']?[ \t]*[:=]?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and how many of each kind it held."""

    text: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    keywords: tuple[str, ...]
    pattern: re.Pattern[str]
    within: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    put: str


def redact(text: str, *, author: str = "") -> Redacted:
    """The text with each find replaced by `<redacted:kind>` (a home folder by `~`), and counts.

    Redacting what was redacted changes nothing. `author`: a name that may stay where it signs.
    """
    counts: Counter[str] = Counter()
    for _ in range(_PASSES):
        found = _once(text, author, counts)
        if found == text:
            break
        text = found
    return Redacted(text, MappingProxyType(dict(counts)))


def residual(text: str, *, author: str = "") -> tuple[str, ...]:
    """The kinds that `redact` would still find, sorted; empty where the text may leave."""
    return tuple(sorted(redact(text, author=author).counts))


def _once(text: str, author: str, counts: Counter[str]) -> str:
    text = _home(text, counts)
    low = text.lower()
    for rule in _rules():
        if any(keyword in low for keyword in rule.keywords):
            replace = _replacer(rule, author, counts)
            if rule.within is None:
                text = rule.pattern.sub(replace, text)
            else:
                text = rule.within.sub(_inside(rule.pattern, replace), text)
    return text


def _inside(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> Callable[[re.Match[str]], str]:
    return lambda match: pattern.sub(replace, match.group())


def _replacer(rule: _Rule, author: str, counts: Counter[str]) -> Callable[[re.Match[str]], str]:
    group = "secret" if "secret" in rule.pattern.groupindex else 0

    def replace(match: re.Match[str]) -> str:
        whole, secret = match.group(), match.group(group)
        if (
            secret.startswith(("<redacted:", "\\<redacted:"))
            or (rule.unless and rule.unless.fullmatch(secret))
            or (rule.kind == "person" and author and secret.strip() == author)
            or (rule.kind == "ip" and not _names_a_host(match))
        ):
            return whole
        counts[rule.kind] += 1
        start, end = (place - match.start() for place in match.span(group))
        return whole[:start] + (rule.put or f"<redacted:{rule.kind}>") + whole[end:]

    return replace


def _names_a_host(match: re.Match[str]) -> bool:
    """Is it an address of some machine, and not a version, a netmask or one that all machines have?

    Versions of four parts are common in ML (`nvidia-cublas-cu12==12.1.3.1`): what stands behind a
    comparison or the word version is one, and so is a public address of small numbers alone.
    """
    secret = match.group("secret")
    try:
        address = ipaddress.ip_address(secret)
    except ValueError:
        return False
    before = match.string[max(0, match.start() - 40) : match.start()]
    if address.version == 6:
        return any(letter.isdigit() for letter in secret)
    small = address.is_global and all(part < 32 for part in address.packed)
    return not (
        address.is_loopback
        or address.is_unspecified
        or address.packed[0] in (0, 255)
        or secret in _RESOLVERS
        or small
        or _VERSION.search(before)
    )


def _home(text: str, counts: Counter[str]) -> str:
    """The user's own home folder as `~`, wherever it lies (clusters have it in odd places)."""
    try:
        home = str(Path.home())
    except RuntimeError:  # no HOME, and the user has no entry
        return text
    if home.count("/") < 2 or home not in text:
        return text
    text, found = re.subn(rf"{re.escape(home)}(?![A-Za-z0-9_.-])", "~", text)
    if found:
        counts["home-path"] += found
    return text


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_read(tomllib.loads(_RULES.read_text(encoding="utf-8"))["rule"]))


def _read(tables: list[dict[str, str | list[str]]]) -> Iterator[_Rule]:
    for table in tables:
        text = {key: value for key, value in table.items() if isinstance(value, str)}
        pattern = START + text["token"] if "token" in text else text["pattern"]
        within, unless = (
            re.compile(text[key]) if key in text else None for key in ("within", "unless")
        )
        keywords = tuple(table["keywords"])
        yield _Rule(
            text["kind"], keywords, re.compile(pattern), within, unless, text.get("put", "")
        )
