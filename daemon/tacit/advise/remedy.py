"""Which parts of a skill mend an error, where it has no entry for it.

A part counts by the words of the error in it, and by a title that promises a cause or a fix. What
only says when the skill is for use, or what it is, repeats what the session just saw.
"""

import re
from collections.abc import Iterator

from tacit.advise.quoting import quoted
from tacit.advise.sections import Part
from tacit.advise.wanted import Wanted, weight

_CAUSE = re.compile(r"(the )?(root )?causes?\b", re.I)
_FIX = re.compile(r"(the )?(fix(es)?|solutions?|resolution|workaround)\b", re.I)
_WORKED = re.compile(r"quick reference\b|(verified )?workflow\b", re.I)
_BESIDE = re.compile(
    r"(overview|experiment overview|when to|triggers?|use when|failed|what (failed|did)|references?"
    r"|related|see also|metadata|verified on|history|changelog|lessons?|success|prerequisites)\b",
    re.I,
)
_PROMISE = 0.4  # of the whole error's weight, for such a title
_LEAST = 0.4  # of the error's weight that a part without one must have
_SIZES = (900, 450)
_OTHER = "About it"


def remedy(found: tuple[Part, ...], asked: Wanted) -> list[str]:
    """At most two parts, quoted, the better first; [] where none is about the error."""
    told: list[str] = []
    for part, most in zip(_best(found, asked), _SIZES, strict=False):
        told.append(quoted(_label(part), part.text, most))
    return [block for block in told if block]


def _best(found: tuple[Part, ...], asked: Wanted) -> Iterator[Part]:
    whole = sum(asked.values()) or 1.0
    ranked: list[tuple[float, Part]] = []
    for part in found[_titled(found) :]:
        if not part.text or _BESIDE.match(part.title):
            continue
        share = weight(f"{part.title}\n{part.text}", asked) / whole
        mends = _label(part) != _OTHER
        if mends or share >= _LEAST:
            ranked.append((share + _PROMISE * mends, part))
    ranked.sort(key=lambda one: (-one[0], len(one[1].text)))
    taken: list[Part] = []
    for _, part in ranked:
        if not any(part.text in other.text or other.text in part.text for other in taken):
            taken.append(part)
            yield part


def _titled(found: tuple[Part, ...]) -> bool:
    """Is the first part the whole page, under its title?"""
    return (
        len(found) > 1
        and len(found[0].text) > len(found[1].text)
        and found[1].text in found[0].text
    )


def _label(part: Part) -> str:
    kinds = (("Root cause", _CAUSE), ("Fix", _FIX), ("What worked", _WORKED))
    return next((label for label, kind in kinds if kind.match(part.title)), _OTHER)
