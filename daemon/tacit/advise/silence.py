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
from tacit.advise.naming import headline
from tacit.advise.query import Query
from tacit.options import Moment

_FITTED = Path(__file__).with_suffix(".toml")
_RARE = 0.5  # a dependency that more skills than a few name is no reason by itself
SURE = 0.95  # the same signature
# What the words of a question weigh; a longer one is looked at as if it weighed no more. Nearly all
# labelled ones are shorter: with it they are judged alike, and a page of documentation that is
# pasted, or a project's long CLAUDE.md, is no longer a reason to speak by itself.
_ENOUGH: Mapping[Moment, float] = {"start": 20.0, "prompt": 10.0, "error": 8.0}


def features(query: Query, found: Evidence | None) -> dict[str, float]:
    """What the probability is a function of at the query's moment; None: no skill explains it.

    What the skill explains of the query, in the logarithm. Where nobody says what is wanted, which
    share of the question's own words that is too, for those that no skill has say most of what is
    missing; at the start how rare the rarest of the project's dependencies is that the skill says
    it is for, at an error how much of its exact wording one passage has.
    """
    told = {"explained": _explained(query.moment, found) if found else 0.0}
    if query.moment != "prompt":
        told["share"] = found.share if found else 0.0
    if query.moment == "start":
        told["dependency"] = _dependency(found) if found else 0.0
    if query.moment == "error":
        told["wording"] = log1p(found.wording) if found else 0.0
    return told


def _explained(moment: Moment, found: Evidence) -> float:
    """Of a long text as much as if it were a short one: any long skill has some of its words."""
    return log1p(found.explained * min(1.0, _ENOUGH[moment] / found.whole))


def _dependency(found: Evidence) -> float:
    said = headline(found.entry.name, found.entry.description)
    rare = (r for term, r in found.covered if term.source == "dependency" and term.weight >= 1
            and said.issuperset(term.words))  # fmt: skip
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
