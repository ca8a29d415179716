"""Fit when advice speaks: a logistic regression a moment, from labelled queries.

usage: bench/silence.py QUERIES FOLDER [QUERIES FOLDER …]

QUERIES: JSON lines {"id", "group", "moment", "query", "relevant": […]}; FOLDER: the skills that
they are put to; an ids.json in it says which path has which id, where the labels name ids. Prints
the coefficients as daemon/tacit/advise/silence.toml holds them, and how reliable the probabilities
are on queries that they were not fitted on: five folds, twenty times, the Brier score and five
bins.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from advice.labelled import called, queries
from numpy.typing import NDArray

from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.index import Index
from tacit.advise.match import Evidence, evidence, rarities
from tacit.advise.query import Query, for_text
from tacit.advise.silence import features
from tacit.advise.trouble import told_in
from tacit.options import Moment

MOMENTS: tuple[Moment, ...] = ("start", "prompt", "error")
RIDGE = 1.0  # of the standardised coefficients, the constant excepted
FOLDS, TIMES = 5, 20
LET_THROUGH = 0.03  # of the unanswerable queries of a moment, at its threshold
TOLD = 3

Array = NDArray[np.float64]


def main() -> None:
    """Fit each moment and say how well."""
    files = [Path(argument) for argument in sys.argv[1:]]
    sets = zip(files[::2], files[1::2], strict=True)
    rows = [row for file, folder in sets for row in measured(file, folder, _ids(folder))]
    for moment in MOMENTS:
        told = [told for asked, told, _ in rows if asked == moment]
        x = np.array([list(one.values()) for one in told])
        y = np.array([answered for asked, _, answered in rows if asked == moment], dtype=float)
        constant, *slopes = fitted(x, y)
        unseen = crossed(x, y)
        print(f"[{moment}]\nconstant = {constant:.3f}")
        for name, slope in zip(told[0], slopes, strict=True):
            print(f"{name} = {slope:.3f}")
        print(f"threshold = {threshold(unseen, y):.3f}\n")
        print(f"{moment}: {reliability(unseen, y)}", file=sys.stderr)


def _ids(folder: Path) -> Mapping[str, str]:
    file = folder / "ids.json"
    ids: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return ids


def measured(
    file: Path, folder: Path, ids: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, float], bool]]:
    """Moment, features of the skill that explains most, and whether anything is relevant.

    An error of which the skills that tell of it are left out has no answer either, whatever else
    is about the same library: most errors that a session meets are of that kind.
    """
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        build([Source("bench", folder, "")], Path(top, "index"))
        index = Index.open(Path(top, "index"))
        assert index
        for asked in queries(file):
            moment = next(one for one in MOMENTS if one == asked.moment)
            query = for_text(moment, asked.text)
            found = evidence(index, query)
            yield moment, best(index, query, found), bool(asked.relevant)
            if moment == "error" and asked.relevant:
                right = {*asked.relevant, *asked.neutral}
                others = [one for one in found if called(one.entry.path, ids) not in right]
                yield moment, best(index, query, others), False


def best(index: Index, query: Query, found: Sequence[Evidence]) -> dict[str, float]:
    """The features of the skill, of the first three, that explains most."""
    found = found[:TOLD]
    if query.moment == "error":
        found = [part for part, *_ in told_in(index, query, found, rarities(index, query.terms))]
    told = [features(query, one) for one in found if one.covered]
    return max(told, key=lambda one: sum(one.values()), default=features(query, None))


def fitted(x: Array, y: Array) -> Array:
    """Constant and slopes by Newton's method; both answers count alike however many there are."""
    mean, spread = x.mean(0), np.maximum(x.std(0), 1e-9)
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    weight = np.where(y > 0, 0.5 / max(y.mean(), 1e-9), 0.5 / max(1 - y.mean(), 1e-9))
    penalty = RIDGE * np.eye(z.shape[1])
    penalty[0, 0] = 0
    beta = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (weight * (y - p)) - penalty @ beta
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + penalty
        beta = beta + np.linalg.solve(hessian, gradient)
    slopes = beta[1:] / spread
    return np.concatenate([[beta[0] - slopes @ mean], slopes])


def crossed(x: Array, y: Array) -> Array:
    """Each query's probability by fits that did not see it, the mean of all times."""
    total = np.zeros(len(y))
    for time in range(TIMES):
        fold = np.random.default_rng(time).permutation(len(y)) % FOLDS
        for one in range(FOLDS):
            left = fold == one
            constant, *slopes = fitted(x[~left], y[~left])
            total[left] += 1 / (1 + np.exp(-(constant + x[left] @ np.array(slopes))))
    return total / TIMES


def threshold(p: Array, y: Array) -> float:
    """The lowest probability that lets through as few of the unanswerable as allowed."""
    nothing = np.sort(p[y == 0])[::-1]
    return float(nothing[int(LET_THROUGH * len(nothing))]) + 0.001


def reliability(p: Array, y: Array) -> str:
    """The Brier score, and for five bins: their bounds, queries, mean probability and share."""
    lines = [f"Brier {np.mean((p - y) ** 2):.3f} over {len(y)}"]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        held = (p >= low) & (p < low + 0.2)
        if held.any():
            mean, share = p[held].mean(), y[held].mean()
            lines.append(f"{low:.1f} to {low + 0.2:.1f}: {held.sum()}, {mean:.2f}, {share:.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
