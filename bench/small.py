"""What is told in small registries, where the skill that a question asks for is mostly missing?

usage: bench/small.py QUERIES FOLDER [QUERIES FOLDER …]

QUERIES and FOLDER are as bench/silence.py takes them. From each folder registries of 5 to 500
skills are drawn, always the same ones (bench/advice/draws.py), and all queries are put to each.
Prints a Markdown table: for each moment and size the share that was given advice, and of how many,
of the queries that nothing answers; of those whose right skills were all left out, neutral ones
too; of those for which a neutral one is there; then of those whose right skill is there the share
that was given advice and had one among the first three.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from advice.draws import kind, registries
from advice.figures import FIRST, Answer, Query, mean, right
from advice.labelled import called, names, queries

from tacit.advise.advice import advise
from tacit.advise.index import Index
from tacit.advise.query import for_text
from tacit.options import Moment

MOMENTS: tuple[Moment, ...] = ("start", "prompt", "error")
KINDS = ("nothing", "missing", "neutral", "right")
K = 10

Figures = Mapping[tuple[str, int, str], Sequence[bool]]


def main() -> None:
    """Ask in all registries, print the table."""
    files = [Path(argument) for argument in sys.argv[1:]]
    found: dict[tuple[str, int, str], list[bool]] = defaultdict(list)
    for file, folder in zip(files[::2], files[1::2], strict=True):
        asked, ids = queries(file), names(folder)
        for size, index in registries(folder, asked, ids):
            for moment, what, good in answered(index, asked, ids):
                found[moment, size, what].append(good)
    print(table(found))


def answered(
    index: Index, asked: Sequence[Query], ids: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Moment, kind and outcome of each query: was advice given, and was it right?"""
    here = {called(entry.path, ids) for entry in index.every()}
    for query in asked:
        moment = next(one for one in MOMENTS if one == query.moment)
        told = advise(index, for_text(moment, query.text), k=K)
        answer = Answer(told.silent, ranked=tuple(called(one.path, ids) for one in told.skills))
        what = kind(query, here)
        spoke = not answer.silent
        yield moment, what, spoke and right((query, answer), FIRST) if what == "right" else spoke


def table(found: Figures) -> str:
    """Each moment's figures by size, the whole folder last."""
    lines = ["| | " + " | ".join(KINDS) + " |", "|---" * (1 + len(KINDS)) + "|"]
    sizes = sorted({size for _, size, _ in found}, key=lambda size: size or sys.maxsize)
    for moment in MOMENTS:
        for size in sizes:
            cells = [cell(found.get((moment, size, what), ())) for what in KINDS]
            lines.append(f"| {moment}, {size or 'all'} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(answers: Sequence[bool]) -> str:
    """A share, and of how many."""
    share = mean(answers)
    return "-" if share is None else f"{share:.2f} of {len(answers)}"


if __name__ == "__main__":
    main()
