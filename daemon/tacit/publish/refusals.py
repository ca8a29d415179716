"""Lessons that a person rejected: remembered by what they tell, and not offered again.

A session that meets the same error gives a draft of another id; whether it tells the same is looked
up as for any other (see `kin`). One that tells the opposite is a new lesson.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

from tacit.draft.shelf import load
from tacit.errors import DraftRefused
from tacit.paths import Paths
from tacit.publish import drafts, kin
from tacit.publish.drafts import DraftRow
from tacit.registry.sameness import NAME
from tacit.store import Database
from tacit.terminal import safe_line


def remember(db: Database, row: DraftRow, reason: str, files: Mapping[str, str]) -> None:
    """Keep what a rejected draft tells: a teammate's has no row and no files on this machine."""
    told = (text for path, text in files.items() if path.endswith(f"/{NAME}"))
    values = (row.id, row.name, safe_line(reason), next(told, ""), time.time())
    db.execute("INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?)", values)


def rejected(db: Database, id: str, files: Mapping[str, str], where: Paths) -> str:
    """Why another draft that tells the same was rejected, for a note; "" where none was."""
    for other, name, reason, told in _known(db, where):
        if other != id and told and kin.between(files, {f"refused/{NAME}": told}):
            return safe_line(f"the same lesson as {name}, which was rejected: {reason}")
    return ""


def _known(db: Database, where: Paths) -> Iterator[tuple[str, str, str, str]]:
    """Id, name, reason and troubleshooting file of what was rejected, here or at the registry."""
    query = "SELECT id, name, reason, told FROM refusals ORDER BY at DESC"
    kept = [(r["id"], r["name"], r["reason"], r["told"]) for r in db.execute(query)]
    yield from kept
    for row in drafts.rows(db, {"rejected"}):
        if row.id not in {one[0] for one in kept}:
            with suppress(DraftRefused):
                files = load(where.drafts, row.id).files
                told = (text for path, text in files.items() if path.endswith(f"/{NAME}"))
                yield row.id, row.name, row.note, next(told, "")
