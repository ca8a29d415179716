"""A labelled set: JSON lines of queries, and the skills that they are put to."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from advice.figures import Query


def queries(file: Path) -> list[Query]:
    """{"id", "group", "moment", "query", "relevant": […], "neutral": […]} a line."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [
        Query(
            id=row["id"],
            group=row["group"],
            moment=row["moment"],
            text=row["query"],
            relevant=frozenset(row["relevant"]),
            neutral=frozenset(row.get("neutral", ())),
        )
        for row in rows
    ]


def together(folders: Sequence[Path], into: Path) -> Path:
    """One folder with the skills of all."""
    for folder in folders:
        shutil.copytree(folder, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
    return into


def names(folder: Path) -> Mapping[str, str]:
    """What the labels call the folder's skills by their paths, where its ids.json says so."""
    file = folder / "ids.json"
    found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return found


def called(path: str, ids: Mapping[str, str]) -> str:
    """What the labels call a skill by its path: its id, else the name of its folder or file."""
    where = PurePosixPath(path)
    return ids.get(path) or (where.parent.name if where.name == "SKILL.md" else where.stem)
