"""Fit when advice speaks: a logistic regression a moment, from labelled queries.

usage: bench/silence.py QUERIES FOLDER [QUERIES FOLDER …]

QUERIES: JSON lines {"id", "group", "moment", "query", "relevant": […]}; FOLDER: the skills that
they are put to; an ids.json in it says which path has which id, where the labels name ids. They are
put to the whole folder and to small registries drawn from it (bench/advice/draws.py). Prints the
coefficients as daemon/tacit/advise/silence.toml holds them, and how reliable the probabilities are
on queries that they were not fitted on: five folds, twenty times, the Brier score and five bins.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from advice.draws import kind, registries
from advice.figures import Query
from advice.labelled import called, names, queries
from advice.logistic import Array, crossed, fitted, reliability, threshold

from tacit.advise import query as asking
from tacit.advise.index import Index
from tacit.advise.match import Evidence, evidence
from tacit.advise.query import for_text
from tacit.advise.rarity import rarities
from tacit.advise.silence import features
from tacit.advise.trouble import told_in
from tacit.options import Moment

MOMENTS: tuple[Moment, ...] = ("start", "prompt", "error")
NOTHING = 0.03  # of the unanswerable queries of a moment that may be let through, at any size
# Of the errors whose skills are missing, at any size: what is told at an error is one passage about
# it, and the next error's is of no use. At a start or a prompt a neighbour's lesson can be.
MISSING = {"error": 0.2}
# What such a query counts for in the fit, against one that nothing answers: at an error as much.
NEIGHBOUR = 0.5
TOLD = 3


@dataclass(frozen=True, slots=True)
class Row:
    """What the best skill explains of a query in a registry of a size, 0 for the whole folder."""

    moment: Moment
    query: str
    size: int
    kind: str
    told: Mapping[str, float]


def main() -> None:
    """Fit each moment and say how well."""
    files = [Path(argument) for argument in sys.argv[1:]]
    sets = zip(files[::2], files[1::2], strict=True)
    rows = [row for file, folder in sets for row in measured(file, folder)]
    for moment in MOMENTS:
        of_it = [row for row in rows if row.moment == moment]
        x = np.array([list(row.told.values()) for row in of_it])
        y = np.array([row.kind == "right" for row in of_it], dtype=float)
        weight = weights(of_it)
        constant, *slopes = fitted(x, y, weight)
        unseen = crossed(x, y, weight, [row.query for row in of_it])
        print(f"[{moment}]\nconstant = {constant:.3f}")
        for name, slope in zip(of_it[0].told, slopes, strict=True):
            print(f"{name} = {slope:.3f}")
        print(f"threshold = {least(of_it, unseen):.3f}\n")
        print(f"{moment}: {reliability(unseen, y, weight)}", file=sys.stderr)


def measured(file: Path, folder: Path) -> Iterator[Row]:
    """The rows of a labelled set, by the whole folder and by the registries drawn from it.

    Each query whose right skill is there is put again without it and the neutral ones: then it is
    of the registry's field, and nothing there answers it.
    """
    asked, ids = queries(file), names(folder)
    texts = [(one, for_text(_moment(one), one.text)) for one in asked]
    for size, index in registries(folder, asked, ids):
        here = {called(entry.path, ids) for entry in index.every()}
        for one, query in texts:
            what, found = kind(one, here), evidence(index, query)
            if what == "right":
                right = [
                    part for part in found[:TOLD] if called(part.entry.path, ids) in one.relevant
                ]
                told = best(index, query, right)
                if told["explained"]:  # else it is not found, and would not be told
                    yield Row(query.moment, one.id, size, what, told)
                known = one.relevant | one.neutral
                what, found = (
                    "missing",
                    [e for e in found if called(e.entry.path, ids) not in known],
                )
            if what != "neutral":
                yield Row(query.moment, one.id, size, what, best(index, query, found))


def _moment(query: Query) -> Moment:
    return next(one for one in MOMENTS if one == query.moment)


def best(index: Index, query: asking.Query, found: Sequence[Evidence]) -> dict[str, float]:
    """The features of the skill, of the first three, that explains most."""
    found = found[:TOLD]
    if query.moment == "error":
        found = [part for part, *_ in told_in(index, query, found, rarities(index, query.terms))]
    told = [features(query, one) for one in found if one.covered]
    return max(told, key=lambda one: sum(one.values()), default=features(query, None))


def weights(rows: Sequence[Row]) -> Array:
    """Each query counts once for each kind that it is of, in however many registries."""
    count = Counter((row.query, row.kind) for row in rows)
    lighter = [row.kind == "missing" and row.moment not in MISSING for row in rows]
    once = np.array([1 / count[row.query, row.kind] for row in rows])
    return once * np.where(lighter, NEIGHBOUR, 1.0)


def least(rows: Sequence[Row], p: Array) -> float:
    """The moment's threshold: what may be let through of the unanswerable, at any size."""
    bounds: Mapping[str, float | None] = {
        "nothing": NOTHING,
        "missing": MISSING.get(rows[0].moment),
    }
    held: dict[tuple[int, str], list[float]] = defaultdict(list)
    for row, level in zip(rows, p, strict=True):
        if bounds.get(row.kind):
            held[row.size, row.kind].append(level)
    return max(threshold(np.array(p), bounds[kind] or 0.0) for (_, kind), p in held.items())


if __name__ == "__main__":
    main()
