"""A person refuses a draft: for this machine, and for the team where the team could see it."""

from contextlib import suppress
from dataclasses import replace

from tacit.errors import ForgeError, RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.listing import find
from tacit.publish.publish import destination
from tacit.publish.pushing import UNTOLD, opened
from tacit.publish.refusals import remember
from tacit.publish.refusing import refuse
from tacit.store import Database
from tacit.terminal import safe_line


def reject(db: Database, id: str, reason: str, config: Config, where: Paths) -> DraftRow:
    """A person refuses: the draft's branch is removed and it is not offered again.

    Raises TacitError.
    """
    row = find(db, id, config, where)
    if row.state in DONE:
        raise RegistryError(f"draft {row.id} is {row.state} already")
    if row.branch and (row.sha or row.state in OUT):
        return _withdrawn(db, replace(row, note=safe_line(reason)), config, where)
    return drafts.keep(db, replace(row, state="rejected", note=safe_line(reason)))


def _withdrawn(db: Database, row: DraftRow, config: Config, where: Paths) -> DraftRow:
    """Tell the team, close its pull request, remove its branch."""
    checkout = opened(destination(row, config, where), where)
    checkout.sync()
    files, owed = checkout.files(row.branch), ""
    try:
        refuse(row, files, checkout)
    except ForgeError:
        owed = UNTOLD
    except RegistryError:
        if drafts.row(db, row.id) is None:  # a teammate's: no row here says what is owed
            raise
        owed = UNTOLD
    if checkout.forge:
        with suppress(ForgeError):  # it is closed by the branch's removal, without the reason
            if number := row.pull or checkout.forge.number(row.branch):
                checkout.forge.close(number, row.note)
    checkout.drop(row.branch)
    remember(db, row, row.note, files)
    return drafts.keep(db, replace(row, state="rejected", owed=owed))
