"""A draft that tells what an open one of this machine tells goes into that one's branch."""

from collections.abc import Iterator
from contextlib import suppress

from tacit.draft.make import Draft
from tacit.draft.shelf import load
from tacit.errors import DraftRefused
from tacit.paths import Paths
from tacit.publish import drafts, kin
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import OUT, DraftRow
from tacit.publish.plan import Plan, plan
from tacit.registry.update import marks
from tacit.store import Database


def host(
    db: Database, draft: Draft, row: DraftRow, checkout: Checkout, where: Paths
) -> tuple[DraftRow, Plan] | None:
    """The open draft of another session that takes this one in, and what its branch is then.

    None where there is none: where it tells another lesson, contradicts this one, waits with a
    newer form, or a reviewer committed to it. Call `Checkout.sync` before.
    """
    for other in drafts.rows(db, OUT):
        if other.registry != row.registry or other.session == row.session:
            continue
        there = own(other, where)
        if there is None or kin.between(draft.files, there.files) is None:
            continue
        if checkout.made_here(other.branch, checkout.tip(other.branch)):
            to = plan(there, checkout, other.branch, [*absorbed(db, other, where), draft])
            if draft.id in marks(to.files):
                return other, to
    return None


def own(row: DraftRow, where: Paths) -> Draft | None:
    """The draft on this machine's shelf, where it is what the row says was pushed."""
    with suppress(DraftRefused):
        found = load(where.drafts, row.id)
        if drafts.digest(found.files) == row.digest:
            return found
    return None


def absorbed(db: Database, row: DraftRow, where: Paths) -> tuple[Draft, ...]:
    """The drafts of this machine that the row's branch took in."""
    return tuple(_absorbed(db, row, where))


def _absorbed(db: Database, row: DraftRow, where: Paths) -> Iterator[Draft]:
    for other in drafts.rows(db, {"superseded"}):
        if row.branch and other.branch == row.branch and (found := own(other, where)):
            yield found
