"""What the page asks of tacit: the list, a draft, and what a person says about it."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from tacit.advise.refresh import refresh
from tacit.advise.stale import Stale
from tacit.errors import RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import approving, drafts, rejecting
from tacit.publish.catching_up import catch_up
from tacit.publish.drafts import DONE, DraftRow
from tacit.publish.listing import find, teammates
from tacit.publish.registries import registries
from tacit.publish.since import changed
from tacit.review.ageing import ageing
from tacit.review.editing import edit
from tacit.review.seen import Seen, seen
from tacit.store import Database
from tacit.terminal import safe_line

# Rows of one page of the list.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list. `number` counts from 1 to `of`; `total`: of all pages.

    `stale`: skills to verify anew, on the first page.
    """

    rows: tuple[DraftRow, ...]
    number: int
    of: int
    total: int
    stale: tuple[Stale, ...]


@dataclass(slots=True)
class Desk:
    """One person's drafts, one request at a time: the store and the checkouts are theirs.

    `said`: what the next page tells of what was done. `theirs`: the teammates' drafts as of the
    last sync or deed, None where they are to be looked up; `stale`, the skills to verify anew, too.
    """

    db: Database
    config: Config
    where: Paths
    lock: Lock = field(default_factory=Lock)
    said: str = ""
    theirs: tuple[DraftRow, ...] | None = None
    stale: tuple[Stale, ...] | None = None

    def sync(self) -> None:
        """Ask the registry what is new. Raises RegistryError where it is out of reach."""
        to = registries(self.config, self.where)[0]
        catch_up(self.db, to, self.where)
        self._forget()
        self.theirs = teammates(self.db, self.config, self.where)

    def page(self, number: int) -> Listed:
        """A page of what waits: ours as they are now, teammates' as of the last sync."""
        rows = self._open()
        last = max(1, -(-len(rows) // PAGE))
        number = min(max(1, number), last)
        shown = rows[(number - 1) * PAGE : number * PAGE]
        return Listed(shown, number, last, len(rows), self._stale() if number == 1 else ())

    def neighbours(self, id: str) -> tuple[str, str]:
        """The ids of the drafts before and after one in the list, "" where there is none."""
        ids = ["", *(row.id for row in self._open()), ""]
        at = ids.index(id) if id in ids else 0
        return (ids[at - 1], ids[at + 1]) if at else ("", "")

    def _forget(self) -> None:
        self.theirs = self.stale = None

    def _stale(self) -> tuple[Stale, ...]:
        if self.stale is None:
            self.stale = ageing(self.config, self.where, Path.cwd())
        return self.stale

    def _open(self) -> tuple[DraftRow, ...]:
        own = drafts.rows(self.db)
        if self.theirs is None:
            self.theirs = teammates(self.db, self.config, self.where)
        known = {row.id for row in own}
        rows = (*own, *(row for row in self.theirs if row.id not in known))
        return tuple(row for row in rows if row.state not in DONE)

    def seen(self, id: str) -> Seen:
        """The draft, as of the last sync. Raises TacitError."""
        return seen(self.db, self._row(id), self.where, sync=False)

    def _row(self, id: str) -> DraftRow:
        return find(self.db, id, self.config, self.where, sync=False)

    def approve(self, id: str, digest: str) -> str:
        """Merge, mark ready or push what was seen; a line that says which. Raises TacitError."""
        if seen(self.db, self._row(id), self.where, self.config.forge).digest != digest:
            raise RegistryError("the draft changed since you looked at it; look again")
        row = approving.approve(self.db, id, self.config, self.where)
        self._forget()
        if row.state == "merged":
            refresh(registries(self.config, self.where), self.where.index, changed)
        return approving.outcome(row)

    def reject(self, id: str, reason: str) -> str:
        """Refuse a draft; a line that says so. Raises TacitError."""
        if not reason.strip():
            raise RegistryError("give a reason; it is remembered, and the lesson not offered again")
        row = rejecting.reject(self.db, id, reason, self.config, self.where)
        self._forget()
        return f"Rejected {safe_line(row.name)}."

    def edit(self, id: str, path: str, text: str, digest: str) -> str:
        """Put a text in place of what was seen; a line that says so. Raises TacitError."""
        if seen(self.db, self._row(id), self.where, self.config.forge).digest != digest:
            raise RegistryError("the draft changed since you opened it; copy your text, look again")
        edit(self.db, id, {path: text}, self.config, self.where)
        return f"Changed {safe_line(path)}."
