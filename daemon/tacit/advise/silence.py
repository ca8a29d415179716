"""When to say nothing: a skill that does not matter makes the session worse.

One number a skill and moment: the mass of the rare terms that it explains, capped so that a long
query cannot buy its way in, times the share of the query's mass that this is. "continue" has no
rare terms, a pasted essay is never covered well, and two words in common are chance. The numbers
were set on labelled queries over 2,658 skills, where values of queries that no skill answers stay
below them; the confidence is 0.5 there. It orders; a calibrated probability it is not yet.
"""

from collections.abc import Mapping
from math import log

from tacit.advise.match import Evidence
from tacit.config import Moment

_THRESHOLDS: Mapping[Moment, float] = {"start": 2.0, "prompt": 1.3, "error": 0.7}
_CAPS: Mapping[Moment, float] = {"start": 5.0, "prompt": 3.0, "error": 3.0}
_MEASURED = 2658  # skills in the registry that the thresholds were set on
# What is left of a threshold in a registry of one skill: the best of many chance matches is higher
# than the best of few. Errors keep theirs: a wrong fix costs more than a missing one.
_LEAST = 0.6
_RARE = 0.5  # a dependency that more skills than a few name is no reason by itself
SURE = 0.95  # the same signature


def confidence(moment: Moment, found: Evidence, skills: int) -> float:
    """How likely the skill matters, 0 to 1, in a registry of so many skills; it speaks from 0.5."""
    threshold = _THRESHOLDS[moment]
    if moment != "error":
        size = min(1.0, log(1 + skills) / log(1 + _MEASURED))
        threshold *= _LEAST + (1 - _LEAST) * size
    value = min(found.mass, _CAPS[moment]) * found.share if len(found.covered) > 1 else 0.0
    value = max(value, 2 * threshold * _dependency(found))
    return value / (value + threshold)


def _dependency(found: Evidence) -> float:
    """The rarity of the rarest dependency in common, 0 where it is one of nearly every project."""
    rare = [r for term, r in found.covered if term.source == "dependency" and term.weight >= 1]
    return max((r for r in rare if r >= _RARE), default=0.0)


def speaks(sure: float) -> bool:
    """Is it worth the session's attention?"""
    return sure >= 0.5
