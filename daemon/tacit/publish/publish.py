"""From a draft on this machine to a branch of a registry, where it may go by itself."""

import time
from collections.abc import Callable
from dataclasses import replace

from tacit.draft.make import Draft
from tacit.draft.shelf import load, preferred, save
from tacit.errors import DraftRefused, RegistryError
from tacit.options import Config, Publish
from tacit.paths import Paths
from tacit.publish import consent, drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.proposing import proposed
from tacit.publish.pushing import doubt, opened, push
from tacit.publish.refusals import rejected
from tacit.publish.refusing import against
from tacit.publish.registries import Registry, registries, registry
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
    if bad := doubt(draft):
        return drafts.put(db, replace(row, state="refused", note=bad))
    to = destination(row, config, where)
    known, row = row, replace(row, registry=to.url, allowed=_strictest(allowed, row.allowed))
    now = _strictest(row.allowed, consent.allowed(row, config))
    if why := consent.held(db, row, to, config, now):
        # Nobody is asked about what the team is known to have refused.
        row = _refused(row, draft, Checkout(to.url, to.folder)) or replace(row, note=why)
    row = drafts.put(db, row) if row != known else row
    return row if why else sent(db, row, draft, opened(to, where), where)


def _refused(row: DraftRow, draft: Draft, checkout: Checkout) -> DraftRow | None:
    """The row of a new draft that the team refused, as of the last sync; else None."""
    if row.sha or not checkout.head() or not (why := against(row.id, draft.files, checkout)):
        return None
    return replace(row, state="rejected", note=f"a teammate refused this lesson: {why}")


def sent(db: Database, row: DraftRow, draft: Draft, checkout: Checkout, where: Paths) -> DraftRow:
    """Pushed, and proposed where the registry lives at a forge; not where the team refused it."""
    checkout.sync()
    if refused := _refused(row, draft, checkout):
        return drafts.put(db, refused)
    return proposed(db, push(db, row, draft, checkout, where), draft, checkout)


def _strictest(one: Publish | None, other: Publish) -> Publish:
    return max(one or "auto", other, key=("auto", "ask", "never").index)


def destination(row: DraftRow, config: Config, where: Paths) -> Registry:
    """Where the draft is already, else the registry that is written to now."""
    if row.sha or row.state in OUT:
        return registry(row.registry, "write", where, config.forge)
    return registries(config, where)[0]


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
        address = destination(row, config, where).url
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
