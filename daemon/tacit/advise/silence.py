"""When to say nothing: a skill that does not matter makes the session worse.

The confidence in a skill is the probability that anything here is relevant: a logistic regression
for each moment on a few features, none of which grows with the registry. `bench/silence.py` fits
the coefficients from labelled queries (docs/retrieval.md says from which, and how reliable the
probabilities are) and chooses the moment's threshold.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from math import exp, log1p
from pathlib import Path

from tacit.advise.match import Evidence
from tacit.advise.query import Query

_FITTED = Path(__file__).with_suffix(".toml")
_RARE = 0.5  # a dependency that more skills than a few name is no reason by itself
SURE = 0.95  # the same signature


def features(query: Query, found: Evidence | None) -> dict[str, float]:
    """What the probability is a function of at the query's moment; None: no skill explains it.

    What the skill explains of the query, in the logarithm, so that a long one cannot buy its way
    in, and at the start how rare the rarest dependency is that the skill has in common with the
    project, at a prompt how surely it speaks of the field at all. At an error the share of its
    words that a passage has, and of its pairs of words.
    """
    explained = {"explained": log1p(found.explained) if found else 0.0}
    if query.moment == "start":
        return {**explained, "dependency": _dependency(found) if found else 0.0}
    if query.moment == "prompt":
        return {**explained, "subject": query.subject}
    return {
        "share": found.share if found else 0.0,
        "wording": log1p(found.wording) if found else 0.0,
    }


def _dependency(found: Evidence) -> float:
    rare = (r for term, r in found.covered if term.source == "dependency" and term.weight >= 1)
    return max((r for r in rare if r >= _RARE), default=0.0)


def confidence(query: Query, found: Evidence) -> float:
    """The probability, 0 to 1, that the skill matters at the query's moment."""
    if not found.covered:
        return 0.0
    fitted = _fitted()[query.moment]
    told = features(query, found)
    logit = fitted["constant"] + sum(fitted[name] * value for name, value in told.items())
    return 1 / (1 + exp(-logit))


def speaks(query: Query, sure: float) -> bool:
    """Is it worth the session's attention, at this moment?"""
    return sure >= _fitted()[query.moment]["threshold"]


@lru_cache(maxsize=1)
def _fitted() -> Mapping[str, Mapping[str, float]]:
    """The coefficients and the threshold of each moment."""
    return tomllib.loads(_FITTED.read_text(encoding="utf-8"))
