"""What a person says about a draft: it goes out, it is merged, or it is refused."""

from contextlib import suppress
from dataclasses import replace

from tacit.config import Config
from tacit.draft.shelf import load
from tacit.errors import DraftRefused, ForgeError, RegistryError
from tacit.paths import Paths
from tacit.publish import consent, drafts
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.listing import find
from tacit.publish.publish import destination, publish, sent
from tacit.publish.pushing import UNTOLD, danger, doubt, opened, settled
from tacit.publish.refusals import remember
from tacit.publish.refusing import refuse
from tacit.publish.registries import Registry
from tacit.publish.remote import pull_url
from tacit.publish.renewing import renewed
from tacit.store import Database
from tacit.terminal import safe_line


def approve(db: Database, id: str, config: Config, where: Paths) -> DraftRow:
    """A person agrees: a waiting draft goes to its registry, one that is there is merged.

    For a remote registry the first is also consent for the project, unless that has another
    owner; its other waiting drafts then go by their own rules. Raises TacitError.
    """
    row = find(db, id, config, where)
    if row.state in OUT:
        return _merge(db, row, config, where)
    if row.state != "waiting":
        why = f": {row.note}" if row.note else ""
        raise RegistryError(f"draft {row.id} is {row.state}{why}; there is nothing to approve")
    if forbidden := consent.never(consent.allowed(row, config)):
        raise RegistryError(f"draft {row.id}: {forbidden}")
    draft = load(where.drafts, row.id)
    if against := doubt(draft):
        drafts.put(db, replace(row, state="refused", note=against))
        raise DraftRefused(f"draft {row.id}: {against}; it stays here")
    to = destination(row, config, where)
    row = replace(row, registry=to.url)
    if to.remote and not row.headless and _may_consent(row, to, config):
        consent.give(db, row.project, to.url)
    row = sent(db, row, draft, opened(to, where), where)
    others = (o for o in drafts.waiting(db) if o.project == row.project)
    for other in others:
        publish(db, other, config, where)
    return row


def _may_consent(row: DraftRow, to: Registry, config: Config) -> bool:
    return config.registry.allow_public or consent.owner(row.project, to) != "other"


def _merge(db: Database, row: DraftRow, config: Config, where: Paths) -> DraftRow:
    checkout = opened(destination(row, config, where), where)
    checkout.sync()
    tip = checkout.tip(row.branch)
    done = settled(row, checkout, tip)
    if done is None:
        row = renewed(db, row, checkout, where)
        done = row if row.state in DONE else None
    if done is None:
        if against := danger(checkout.files(row.branch)):
            raise RegistryError(f"{row.branch}: {against}; mend the branch, or reject it")
        try:
            checkout.merge(row.branch)
        except RegistryError as error:  # a protected branch, say
            if not row.pull:
                raise
            page = pull_url(row.registry, row.pull)
            raise RegistryError(f"{error}; or merge it at {page}") from None
        done = replace(row, state="merged", note="")
    done = _kept(db, row, done)
    if done.state == "rejected":
        raise RegistryError(f"draft {row.id}: {done.note}")
    if tip:
        with suppress(RegistryError):  # a branch left behind is merged, and no longer listed
            checkout.drop(row.branch)
    return done


def reject(db: Database, id: str, reason: str, config: Config, where: Paths) -> DraftRow:
    """A person refuses: the draft's branch is removed and it is not offered again.

    Raises TacitError.
    """
    row = find(db, id, config, where)
    if row.state in DONE:
        raise RegistryError(f"draft {row.id} is {row.state} already")
    if row.branch and (row.sha or row.state in OUT):
        return _withdrawn(db, replace(row, note=safe_line(reason)), config, where)
    return _kept(db, row, replace(row, state="rejected", note=safe_line(reason)))


def _withdrawn(db: Database, row: DraftRow, config: Config, where: Paths) -> DraftRow:
    """Tell the team, close its pull request, remove its branch."""
    to = destination(row, config, where)
    checkout = opened(to, where)
    checkout.sync()
    files, owed = checkout.files(row.branch), ""
    if to.remote:
        try:
            refuse(row, files, checkout)
        except RegistryError:
            owed = UNTOLD
    if checkout.forge:
        with suppress(ForgeError):  # it is closed by the branch's removal, without the reason
            number = row.pull or getattr(checkout.forge.pull_of(row.branch), "number", 0)
            if number:
                checkout.forge.close(number, row.note)
    checkout.drop(row.branch)
    remember(db, row, row.note, files)
    return _kept(db, row, replace(row, state="rejected", owed=owed))


def _kept(db: Database, row: DraftRow, now: DraftRow) -> DraftRow:
    """Write down what became of a draft of ours; a teammate's is written down over there."""
    return drafts.put(db, now) if drafts.row(db, row.id) else now
