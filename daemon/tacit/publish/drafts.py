"""The drafts table: where each draft stands.

`waiting → pushed → open → merged | rejected | superseded`, or `refused`. The files lie on the
draft shelf; the row is written after what it says has happened.
"""

import hashlib
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from tacit.errors import TacitError
from tacit.options import Publish
from tacit.publish.address import shown
from tacit.publish.remote import pull_url, review_url
from tacit.store import Database

# On the registry, and not decided there.
OUT = frozenset({"pushed", "open"})
# Decided: such a draft is not offered again.
DONE = frozenset({"merged", "rejected", "superseded"})


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft's state. `registry`: its address; `note`: why it stands where it stands.

    `digest` and `sha`: content and commit that were last pushed, "" if it never was. `allowed`:
    what its session's folders and environment said about publishing, kept for later tries. `pull`:
    the number of its pull request, 0 without one; `owed`: what the forge was not told yet, and why.
    """

    id: str
    session: str
    name: str
    category: str
    project: str
    registry: str
    branch: str
    state: str
    note: str
    digest: str
    made: float
    changed: float
    sha: str = ""
    headless: bool = False
    allowed: Publish = "auto"
    pull: int = 0
    owed: str = ""

    @property
    def told(self) -> str:
        """All that there is to say of where it stands."""
        return "; ".join(filter(None, (self.note, self.owed)))

    def form(self) -> dict[str, Any]:
        """The stable machine-readable form of `tacit status` and `tacit review list`."""
        url = pull_url(self.registry, self.pull) if self.pull else ""
        if self.state in OUT and not url:
            url = review_url(self.registry, self.branch)
        names = ("id", "name", "category", "branch", "state", "note", "project", "session")
        own = {name: getattr(self, name) for name in names} | {"note": self.told}
        return {**own, "registry": shown(self.registry), "url": url}


_COLUMNS = tuple(DraftRow.__dataclass_fields__)


def row(db: Database, id_: str) -> DraftRow | None:
    """The draft of that id, or None."""
    found = db.execute("SELECT * FROM drafts WHERE id = ?", (id_,)).fetchone()
    return _row(found) if found else None


def rows(db: Database, states: Collection[str] = ()) -> tuple[DraftRow, ...]:
    """All drafts, or those in the given states, the oldest first."""
    found = db.execute("SELECT * FROM drafts ORDER BY made, id").fetchall()
    return tuple(one for one in map(_row, found) if not states or one.state in states)


def waiting(db: Database) -> tuple[DraftRow, ...]:
    """Those that have not reached a registry, or whose newer form has not."""
    return rows(db, {"waiting"})


def named(db: Database, start: str) -> DraftRow | None:
    """The draft whose id starts so, or None. Raises TacitError where several do."""
    found = [one for one in rows(db) if one.id.startswith(start)] if start else []
    if len(found) > 1:
        raise TacitError(f"{start} begins {len(found)} drafts' ids; give more of it")
    return found[0] if found else None


def put(db: Database, changed: DraftRow) -> DraftRow:
    """Write the row, new or not, stamped with the time; it comes back as written."""
    changed = replace(changed, changed=time.time())
    marks = ", ".join(f":{name}" for name in _COLUMNS)
    db.execute(
        f"INSERT OR REPLACE INTO drafts ({', '.join(_COLUMNS)}) VALUES ({marks})",  # noqa: S608 - names of ours
        asdict(changed),
    )
    return changed


def keep(db: Database, changed: DraftRow) -> DraftRow:
    """Write a row of this machine's; a teammate's comes back, and is written down over there."""
    return put(db, changed) if row(db, changed.id) else changed


def pushed_lately(db: Database, project: str, besides: str, seconds: float = 86_400) -> int:
    """How many other drafts of the project reached a registry in the last day."""
    return int(
        db.execute(
            "SELECT count(*) FROM drafts"
            " WHERE project = ? AND id != ? AND sha != '' AND changed > ?",
            (project, besides, time.time() - seconds),
        ).fetchone()[0]
    )


def digest(files: Mapping[str, str]) -> str:
    """A hash of a draft's files, paths and texts."""
    found = hashlib.sha256()
    for path, text in sorted(files.items()):
        for part in (path, text):
            data = part.encode("utf-8", "replace")
            found.update(b"%d:" % len(data) + data)
    return found.hexdigest()


def _row(found: Mapping[str, Any]) -> DraftRow:
    values = {name: found[name] for name in _COLUMNS}
    return DraftRow(**{**values, "headless": bool(values["headless"])})
