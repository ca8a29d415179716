"""Which engine? The same terms, the same questions, and what each of them makes of it.

usage: bench/index.py [--queries FILE] [--ids FILE] [--skills N] [FOLDER…]

Indexes the skills of all FOLDERs with each engine of bench/engines.py, asks it what tacit asks its
own, and prints a Markdown table: success at 3, of all and by group; milliseconds a question, the
quickest of three; seconds and megabytes an index, the engine's part alone, from terms. What may be
given is as in bench/advise.py; bm25s is left out where not installed; stderr tells the load.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from unittest.mock import patch

import engines
from advice import table
from advice.figures import Answer, Asked, Query, success
from advice.labelled import called, queries

from advise import HERE, OURS, skills
from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.gather import gathered
from tacit.advise.index import Index
from tacit.advise.match import evidence
from tacit.advise.query import for_text
from tacit.advise.terms import analyse
from tacit.options import Moment

ENGINES = (engines.tantivy, engines.fts5, engines.bm25s, engines.numpy)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of asking an engine gave, and what its index took."""

    name: str
    asked: Sequence[Asked]
    seconds: float
    megabytes: float


def main() -> None:
    """Print a row as soon as it is known."""
    given = arguments(sys.argv[1:])
    ids: Mapping[str, str] = json.loads(given.ids.read_text()) if given.ids else {}
    asked = queries(given.queries)
    groups = sorted({query.group for query in asked if query.relevant})
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folder = skills(given.folders or OURS, given.skills, Path(top))
        put = questions(folder, asked, Path(top, "index"))
        known = [(document.path, document.text) for document in gathered(folder)]
        print(head(len(known), groups))
        for one in measured(known, asked, put, ids, Path(top)):
            print(row(one, groups), flush=True)
            print(f"load {os.getloadavg()[0]:.1f}", file=sys.stderr)


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=HERE / "advice" / "queries.jsonl")
    parser.add_argument("--ids", type=Path)
    parser.add_argument("--skills", type=int, default=0)
    return parser.parse_args(given)


def questions(folder: Path, asked: Sequence[Query], into: Path) -> list[engines.Question]:
    """What tacit asks its engine for each query, over an index of the folder."""
    build([Source("bench", folder, "")], into)
    index = Index.open(into)
    assert index
    found = []
    for query in asked:
        with patch.object(index, "search", return_value=[]) as search:
            evidence(index, for_text(cast(Moment, query.moment), query.text))
        phrases = search.call_args.args[0] if search.called else {}
        found.append(engines.Question(analyse(query.text), phrases))
    return found


def measured(
    known: Sequence[tuple[str, str]],
    asked: Sequence[Query],
    put: Sequence[engines.Question],
    ids: Mapping[str, str],
    top: Path,
) -> Iterator[Measured]:
    """Each engine that is installed, in each way that it can be asked.

    `known`: path and analysed text of each skill.
    """
    for engine in ENGINES:
        folder = top / engine.__name__
        folder.mkdir()
        begun = time.perf_counter()
        try:
            ways = engine([text for _, text in known], folder)
        except ImportError:
            print(f"{engine.__name__} is not installed", file=sys.stderr)
            continue
        took = time.perf_counter() - begun
        size = sum(file.stat().st_size for file in folder.rglob("*")) / 1e6
        for name, ask in ways.items():
            answers = [answered(ask, question, known, ids) for question in put]
            yield Measured(name, list(zip(asked, answers, strict=True)), took, size)


def answered(
    ask: engines.Ask,
    question: engines.Question,
    known: Sequence[tuple[str, str]],
    ids: Mapping[str, str],
) -> Answer:
    """The quickest of three answers: what else the machine does counts little then."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        numbers = ask(question)
        times.append((time.perf_counter() - begun) * 1000)
    return Answer(ranked=tuple(called(known[n][0], ids) for n in numbers), ms=min(times))


def head(count: int, groups: Sequence[str]) -> str:
    """The table's first two lines."""
    columns = [f"{count:,} skills", "all: s@3", *groups, "ms p50 · p99", "build s", "MB"]
    return f"| {' | '.join(columns)} |\n" + "|---" * len(columns) + "|"


def row(one: Measured, groups: Sequence[str]) -> str:
    """A way of asking an engine."""
    parts = [[a for a in one.asked if a[0].group == group] for group in groups]
    figures = [table.told(success(part, 3)) for part in (one.asked, *parts)]
    took, size = f"{one.seconds:.1f}", f"{one.megabytes:.1f}"
    cells = [one.name, *figures, table.times(one.asked), took, size]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
