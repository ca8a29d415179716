"""Values that a pattern of gitleaks matches: what its provider's keys look like."""

import random
import re
import string
from typing import Any

# The patterns speak about what may stand around a value; this is what people write there.
_WRITTEN = (
    (r"(?:[0-9a-z\-_\t .]{0,20})", "(?:_key|_token|_api_key|_secret|)"),
    (r"(?:[\s|']|[\s|\"]){0,3}", " ?"),
    (r"""(?:[\s|']|[\s|"]){0,3}""", " ?"),
    (r"(?:=|>|:=|\|\|:|<=|=>|:)", "(?:=|:|:=)"),
    (r"""(?:'|\"|\s|=|\x60){0,5}""", """ ?\""""),
    (r"""(?:['|\"|\n|\r|\s|\x60|;]|$)""", '"'),
)
# Nobody's key has a space or a quote in it, nor a thousand letters where fifty would do.
_LETTERS = string.ascii_letters + string.digits + "-_=+/."
_MOST = 24


def like(pattern: str, group: int, chosen: random.Random) -> tuple[str, str]:
    """A text that the pattern matches, and what that group of it holds."""
    for meant, written in _WRITTEN:
        pattern = pattern.replace(meant, written)
    # Go has flags in mid-pattern; of either case there is enough without them.
    parsed = re._parser.parse(re.sub(r"\(\?i\)", "", pattern))  # type: ignore[attr-defined] # private
    groups: dict[int, str] = {}
    text = _made(parsed, chosen, groups)
    return text, groups[group] if group else text


def _made(parsed: Any, chosen: random.Random, groups: dict[int, str]) -> str:
    return "".join(_part(str(name), value, chosen, groups) for name, value in parsed)


def _part(name: str, value: Any, chosen: random.Random, groups: dict[int, str]) -> str:
    if name in ("LITERAL", "ANY", "IN"):
        return _letter(name, value, chosen)
    if name == "BRANCH":
        return _made(chosen.choice(value[1]), chosen, groups)
    if name == "SUBPATTERN":
        made = _made(value[3], chosen, groups)
        if value[0] is not None:
            groups[value[0]] = made
        return made
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        low, high, inner = value
        times = chosen.randint(low, min(int(high), low + _MOST))
        return "".join(_made(inner, chosen, groups) for _ in range(times))
    return ""  # an anchor


def _letter(name: str, value: Any, chosen: random.Random) -> str:
    if name == "IN":
        return chosen.choice(_class(value))
    return "." if name == "ANY" else chr(value)  # an unescaped full stop is meant as one


def _class(value: Any) -> str:
    if str(value[0][0]) == "NEGATE":
        return " "
    found = ""
    for name, given in value:
        if str(name) == "LITERAL":
            found += chr(given)
        elif str(name) == "RANGE":
            found += "".join(map(chr, range(given[0], given[1] + 1)))
    return "".join(letter for letter in found if letter in _LETTERS) or "x"
