"""Is the right skill found, and is nothing said where nothing is right?

usage: bench/advise.py [--queries FILE] [--ids FILE] [FOLDER…]

Puts the labelled queries of FILE (default: bench/advice/queries.jsonl) to the skills of all FOLDERs
(default: bench/advice/registry and the seed skills of templates/registry): to tacit, to SQLite FTS5
with all words joined by OR, and to bm25s where that is installed. Prints the figures that
docs/retrieval.md describes, as a Markdown table. The labels name a skill by its folder, or by what
--ids, a JSON object of paths and ids, says.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from advice import engines
from advice.figures import Answer, Asked, Query
from advice.labelled import called, queries, together
from advice.table import table

HERE = Path(__file__).parent
OURS = [HERE / "advice" / "registry", HERE.parent / "templates" / "registry"]
ENGINES = {"tacit": engines.tacit, "FTS5, OR": engines.fts5, "bm25s": engines.bm25s}


def main() -> None:
    """Ask everyone, print the table."""
    given = arguments(sys.argv[1:])
    asked = queries(given.queries)
    ids: dict[str, str] = json.loads(given.ids.read_text()) if given.ids else {}
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folders = given.folders or OURS
        folder = folders[0] if len(folders) == 1 else together(folders, Path(top, "skills"))
        told: dict[str, list[Asked]] = {}
        for name, engine in ENGINES.items():
            try:
                found = engine(folder, asked)
            except ImportError:
                print(f"{name} is not installed", file=sys.stderr)
                continue
            print(f"{name}: indexed in {found.built:.1f} s", file=sys.stderr)
            told[name] = matched(asked, found.answers, ids)
    print(table(told))


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=HERE / "advice" / "queries.jsonl")
    parser.add_argument("--ids", type=Path)
    return parser.parse_args(given)


def matched(asked: Sequence[Query], answers: Sequence[Answer], ids: dict[str, str]) -> list[Asked]:
    """Each query with its answer, its skills called as the labels call them."""
    named = (
        replace(answer, ranked=tuple(called(path, ids) for path in answer.ranked))
        for answer in answers
    )
    return list(zip(asked, named, strict=True))


if __name__ == "__main__":
    main()
