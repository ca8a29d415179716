"""Small registries, drawn from a folder of skills: what a team has in its first year."""

import random
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from advice.figures import Query
from advice.labelled import called

from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.index import Index

SEED = 5
SIZES = {5: 40, 15: 20, 50: 10, 150: 6, 500: 3}  # skills, and how often so many are drawn


def registries(
    folder: Path, asked: Collection[Query], ids: Mapping[str, str]
) -> Iterator[tuple[int, Index]]:
    """The whole folder as 0 and its index, then as many skills as are drawn and theirs.

    An index is there until the next is asked for. Half of each draw, where there are so many, are
    skills that answer a query, of which at most half are in it: what is asked is of the registry's
    field, and mostly not in it. Folders of less than twice a size are not drawn from.
    """
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        whole = index(folder, Path(top, "whole"))
        yield 0, whole
        paths = sorted(entry.path for entry in whole.every())
        wanted = {name for query in asked for name in query.relevant}
        right = [path for path in paths if called(path, ids) in wanted]
        others = [path for path in paths if called(path, ids) not in wanted]
    for size in (size for size in SIZES if 2 * size <= len(paths)):
        for time in range(SIZES[size]):
            with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
                few = copied(folder, drawn(right, others, size, time), Path(top, "few"))
                yield size, index(few, Path(top, "index"))


def drawn(right: Sequence[str], others: Sequence[str], size: int, time: int) -> list[str]:
    """The paths of a draw, always the same ones."""
    chosen = random.Random(f"{SEED} {size} {time}")
    first = chosen.sample(right, min((size + 1) // 2, len(right) // 2))
    return first + chosen.sample(others, min(size - len(first), len(others)))


def copied(folder: Path, paths: Sequence[str], into: Path) -> Path:
    """A folder with these skills alone, each where it was."""
    for path in paths:
        place = into / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if PurePosixPath(path).name == "SKILL.md":
            shutil.copytree((folder / path).parent, place.parent, dirs_exist_ok=True)
        else:
            shutil.copyfile(folder / path, place)
    return into


def index(folder: Path, into: Path) -> Index:
    """An index of the folder's skills."""
    build([Source("bench", folder, "")], into)
    found = Index.open(into)
    assert found
    return found


def kind(query: Query, names: Collection[str]) -> str:
    """What a registry of skills of these names has for the query.

    "right": a skill that answers it; "neutral": none, but one that may be told; "missing": neither,
    though other skills answer it; "nothing": no skill does.
    """
    if not query.relevant:
        return "nothing"
    if not query.relevant.isdisjoint(names):
        return "right"
    return "missing" if query.neutral.isdisjoint(names) else "neutral"
