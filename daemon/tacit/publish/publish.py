"""From a draft on this machine to a branch of a registry, and what a person says about it."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tacit.config import Config, Publish
from tacit.draft.make import Draft
from tacit.draft.shelf import load, preferred, save
from tacit.errors import DraftRefused, ForgeError, RegistryError
from tacit.paths import Paths
from tacit.policy import policy
from tacit.publish import consent, drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.listing import find
from tacit.publish.proposing import proposed
from tacit.publish.pushing import UNTOLD, danger, doubt, opened, push, settled
from tacit.publish.refusals import rejected, remember
from tacit.publish.refusing import against, refuse
from tacit.publish.registries import Registry, registries, registry
from tacit.publish.remote import pull_url
from tacit.publish.renewing import renewed
from tacit.store import Database
from tacit.terminal import safe_line


def shelve(db: Database, draft: Draft, registry: Registry, where: Paths) -> DraftRow:
    """Keep the draft on this machine, waiting for its registry; a newer form replaces the older.

    One that was decided is not offered again, nor one that tells what was rejected; one that is out
    with the same content stays so.
    """
    known = drafts.row(db, draft.id)
    if known and known.state in DONE - {"superseded"}:
        return known
    draft = preferred(draft, where.drafts)
    save(draft, where.drafts)
    if known and known.state != "waiting" and known.digest == drafts.digest(draft.files):
        return known
    now = time.time()
    fresh = DraftRow(
        draft.id, draft.session, draft.skill.name, draft.skill.category, draft.project,
        registry.url, "", "waiting", "", "", now, now, "", draft.headless,
    )  # fmt: skip
    if known and known.state == "superseded":  # joined anew, for its branch is another's
        fresh = replace(fresh, made=known.made, allowed=known.allowed)
    elif known:
        kept = replace(fresh, branch=known.branch, digest=known.digest, sha=known.sha)
        kept = replace(kept, allowed=known.allowed)
        # Where it already is, it is updated, whatever registry is in force now.
        address = known.registry if known.sha else registry.url
        fresh = replace(kept, made=known.made, registry=address)
    elif why := rejected(db, draft.id, draft.files, where):
        fresh = replace(fresh, state="rejected", note=why)
    return drafts.put(db, fresh)


def publish(
    db: Database, row: DraftRow, config: Config, where: Paths, allowed: Publish | None = None
) -> DraftRow:
    """Push a waiting draft if it may go by itself; else it stays waiting, or is refused, with why.

    `allowed`: what the policy over all folders of the session says, remembered for later tries;
    that of the draft's project holds besides. Raises nothing that is expected: a registry out of
    reach leaves the draft waiting.
    """
    if row.state != "waiting":
        return row
    try:
        return _publish(db, row, config, where, allowed)
    except RegistryError as error:
        return _later(db, row, error)


def _later(db: Database, row: DraftRow, error: RegistryError) -> DraftRow:
    # Read again: the branch's name was written down before the push.
    now = drafts.row(db, row.id) or row
    return drafts.put(db, replace(now, note=f"{error}; it is tried again"))


def _publish(
    db: Database, row: DraftRow, config: Config, where: Paths, allowed: Publish | None
) -> DraftRow:
    try:
        draft = load(where.drafts, row.id)
    except DraftRefused as error:
        return drafts.put(db, replace(row, state="refused", note=safe_line(str(error))))
    if against := doubt(draft):
        return drafts.put(db, replace(row, state="refused", note=against))
    to = _destination(row, config, where)
    known, row = row, replace(row, registry=to.url, allowed=_strictest(allowed, row.allowed))
    if why := consent.held(db, row, to, config, _strictest(row.allowed, _allowed(row, config))):
        row = replace(row, note=why)
    row = drafts.put(db, row) if row != known else row
    return row if why else _sent(db, row, draft, opened(to, where), where)


def _sent(db: Database, row: DraftRow, draft: Draft, checkout: Checkout, where: Paths) -> DraftRow:
    """Pushed, and proposed where the registry lives at a forge; not where the team refused it."""
    checkout.sync()
    if not row.sha and (why := against(row.id, draft.files, checkout)):
        note = f"a teammate refused this lesson: {why}"
        return drafts.put(db, replace(row, state="rejected", note=note))
    return proposed(db, push(db, row, draft, checkout, where), draft, checkout)


def _strictest(one: Publish | None, other: Publish) -> Publish:
    return max(one or "auto", other, key=("auto", "ask", "never").index)


def _allowed(row: DraftRow, config: Config) -> Publish:
    found = policy(Path(row.project or "/"), config)
    return found.publish if found.retrospective else "never"


def _destination(row: DraftRow, config: Config, where: Paths) -> Registry:
    """Where the draft is already, else the registry that is written to now."""
    if row.sha:
        return _at(row, config, where)
    return registries(config, where)[0]


def _at(row: DraftRow, config: Config, where: Paths) -> Registry:
    return registry(row.registry, "write", where, config.forge)


def publish_waiting(
    db: Database,
    config: Config,
    where: Paths,
    allowed: Callable[[DraftRow], Publish | None] = lambda row: None,
) -> tuple[DraftRow, ...]:
    """Try all waiting drafts again; those that went, or were refused, come back.

    `allowed`: as for `publish`, of each draft. After a registry failed once it is left alone for
    this round.
    """
    changed = []
    failed = set()
    for row in drafts.waiting(db):
        address = _destination(row, config, where).url
        if address in failed:
            continue
        try:
            now = _publish(db, row, config, where, allowed(row))
        except RegistryError as error:
            failed.add(address)
            now = _later(db, row, error)
        if now.state != "waiting":
            changed.append(now)
    return tuple(changed)


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
    if forbidden := consent.never(_allowed(row, config)):
        raise RegistryError(f"draft {row.id}: {forbidden}")
    draft = load(where.drafts, row.id)
    if against := doubt(draft):
        drafts.put(db, replace(row, state="refused", note=against))
        raise DraftRefused(f"draft {row.id}: {against}; it stays here")
    to = _destination(row, config, where)
    row = replace(row, registry=to.url)
    if to.remote and not row.headless and _may_consent(row, to, config):
        consent.give(db, row.project, to.url)
    row = _sent(db, row, draft, opened(to, where), where)
    others = (o for o in drafts.waiting(db) if o.project == row.project)
    for other in others:
        publish(db, other, config, where)
    return row


def _may_consent(row: DraftRow, to: Registry, config: Config) -> bool:
    return config.registry.allow_public or consent.owner(row.project, to) != "other"


def _merge(db: Database, row: DraftRow, config: Config, where: Paths) -> DraftRow:
    checkout = opened(_at(row, config, where), where)
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
    to = _at(row, config, where)
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
