"""Is the right skill found, and is nothing said where nothing is right? And how soon?

usage: bench/advise.py [--queries FILE] [--ids FILE] [--answers FILE] [--skills N]
                       [--daemon ROUNDS] [FOLDER…]

Puts the labelled queries of FILE (default: bench/advice/queries.jsonl) to the skills of all FOLDERs
(default: bench/advice/registry and the seed skills of templates/registry): to tacit, to SQLite FTS5
with all words joined by OR, and to bm25s where that is installed. Prints the figures that
docs/retrieval.md describes, as a Markdown table. The labels name a skill by its folder, or by what
--ids, a JSON object of paths and ids, says.

--answers FILE  a column more, named after the file: what another tool said, as JSON lines in the
                form of `tacit advise --batch --json`; several times, if need be
--skills N      perturbed copies are added until there are so many skills
--daemon ROUNDS only times: a running daemon is asked over its socket, so many times each query, and
                the other two in this process, while sessions end and are looked at; Linux only
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from advice import asking, engines
from advice.figures import Answer, Asked, Query
from advice.labelled import called, queries, together
from advice.many import grown
from advice.table import speed, table

HERE = Path(__file__).parent
OURS = [HERE / "advice" / "registry", HERE.parent / "templates" / "registry"]
OTHERS: dict[str, engines.Engine] = {"FTS5, OR": engines.fts5, "bm25s": engines.bm25s}
ENGINES: dict[str, engines.Engine] = {"tacit": engines.tacit, **OTHERS}


def main() -> None:
    """Ask everyone, print the table."""
    given = arguments(sys.argv[1:])
    asked = queries(given.queries)
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folder = skills(given.folders or OURS, given.skills, Path(top))
        if given.daemon:
            print(speed(times(folder, asked * given.daemon)))
        else:
            others = {file.stem: partial(engines.answered, file) for file in given.answers}
            ids = json.loads(given.ids.read_text()) if given.ids else {}
            print(table(matched(asked, told(folder, asked, ENGINES | others), ids)))


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        description=__doc__, usage=argparse.SUPPRESS, formatter_class=form
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=HERE / "advice" / "queries.jsonl")
    parser.add_argument("--ids", type=Path)
    parser.add_argument("--answers", type=Path, action="append", default=[])
    parser.add_argument("--skills", type=int, default=0)
    parser.add_argument("--daemon", type=int, default=0, metavar="ROUNDS")
    return parser.parse_args(given)


def skills(folders: Sequence[Path], total: int, scratch: Path) -> Path:
    """One folder with all that is asked; a given one as it is where it is the only one."""
    folder = folders[0] if len(folders) == 1 else together(folders, scratch / "skills")
    return grown(folder, scratch / "grown", total) if total else folder


def told(
    folder: Path, asked: Sequence[Query], tools: Mapping[str, engines.Engine]
) -> dict[str, list[Answer]]:
    """The answers of each tool that is installed."""
    found = {}
    for name, engine in tools.items():
        try:
            one = engine(folder, asked)
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
            continue
        print(f"{name}: indexed in {one.built:.1f} s", file=sys.stderr)
        found[name] = one.answers
    return found


def times(folder: Path, asked: Sequence[Query]) -> dict[str, list[Asked]]:
    """The daemon's and the other tools' answers, all while sessions end; of no use but for `ms`."""
    with asking.daemon(folder) as someone:
        with asking.ending(someone):
            found = {"tacit's daemon": asking.answers(someone, asked)}
        with asking.ending(someone):
            found |= told(folder, asked, OTHERS)
    return matched(asked, found, {})


def matched(
    asked: Sequence[Query], found: dict[str, list[Answer]], ids: dict[str, str]
) -> dict[str, list[Asked]]:
    """Each tool's answers with their queries, the skills called as the labels call them."""
    return {
        name: [
            (query, replace(answer, ranked=tuple(called(path, ids) for path in answer.ranked)))
            for query, answer in zip(asked, answers, strict=True)
        ]
        for name, answers in found.items()
    }


if __name__ == "__main__":
    main()
