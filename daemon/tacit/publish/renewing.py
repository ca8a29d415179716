"""Before a draft is merged: what became of its subject on the default branch meanwhile?"""

from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DraftRow
from tacit.publish.joining import own
from tacit.publish.plan import late
from tacit.publish.pushing import push
from tacit.store import Database


def renewed(db: Database, row: DraftRow, checkout: Checkout, where: Paths) -> DraftRow:
    """The draft, pushed anew where the default branch has come to tell the same or changed it.

    Ours is planned anew from its files here; a teammate's new skill becomes an update of one that
    was merged before it. A branch that a reviewer committed to stays as it is. Call
    `Checkout.sync` before. Raises RegistryError where the registry refuses.
    """
    tip = checkout.tip(row.branch)
    if drafts.row(db, row.id):
        draft = own(row, where)
        if draft and checkout.made_here(row.branch, tip):
            return push(db, row, draft, checkout, where)
    elif checkout.drafted(row.branch) and (update := late(row.id, row.branch, checkout)):
        message = f"{update.name}: seen again\n\nTacit-Draft: {row.id}\n"
        checkout.push_branch(row.branch, update.files, message, onto=tip)
    return row
