"""A pushed draft's pull request: opened once, kept up to date, its failures kept for later."""

from dataclasses import replace

from tacit.draft.make import Draft
from tacit.draft.shelf import load
from tacit.errors import DraftRefused, ForgeError, RegistryError
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import OUT, DraftRow
from tacit.publish.forge import UNFINISHED, GitHub, Pull
from tacit.publish.githubapi import NoDraftsError
from tacit.publish.proposal import Proposal, proposal, untouched
from tacit.publish.registries import Registry
from tacit.store import Database


def proposed(db: Database, row: DraftRow, draft: Draft, checkout: Checkout) -> DraftRow:
    """See to it that the pushed draft has a pull request; the row comes back as `open`.

    Where the forge is out of reach or refuses, the row stays `pushed` and says what is owed. Done
    again it changes nothing. Call `Checkout.sync` or push before.
    """
    forge = checkout.forge
    if forge is None or row.state not in OUT or not row.sha:
        return row
    try:
        pull = _ensured(forge, row, _text(row, draft, checkout))
    except ForgeError as error:
        owed = f"no pull request yet: {error}; it is tried again"
        return drafts.put(db, replace(row, owed=owed))
    if pull.state == "open":
        return drafts.put(db, replace(row, state="open", pull=pull.number, owed=""))
    return drafts.put(db, replace(row, pull=pull.number, owed=""))


def propose_owed(db: Database, registry: Registry, where: Paths) -> tuple[DraftRow, ...]:
    """Open the pull requests that pushed drafts still lack at the registry; those rows.

    After the forge failed once it is left alone for this round.
    """
    made = []
    checkout = Checkout(registry.url, registry.folder, registry.forge)
    for row in drafts.rows(db, {"pushed"}):
        if registry.forge is None or row.registry != registry.url or not row.sha:
            continue
        try:
            draft = load(where.drafts, row.id)
            if not checkout.tip(row.branch):
                continue
            now = proposed(db, row, draft, checkout)
        except (DraftRefused, RegistryError):
            continue
        if now.owed:
            break
        made.append(now)
    return tuple(made)


def _text(row: DraftRow, draft: Draft, checkout: Checkout) -> Proposal:
    files = checkout.files(row.branch)
    known = any(checkout.folder.glob(f"plugins/*/{row.name}"))
    return proposal(draft, row, files, known)


def _ensured(forge: GitHub, row: DraftRow, text: Proposal) -> Pull:
    """The branch's pull request, found or opened, with its labels and as the draft is now.

    One that a person closed is not opened again.
    """
    pull = forge.pull_of(row.branch)
    labels = list(forge.settings.labels)
    if pull is None:
        try:
            pull = forge.propose(row.branch, *text, draft=True)
        except NoDraftsError:
            if forge.settings.draft_only:
                raise
            pull = forge.propose(row.branch, *text, draft=False)
            labels.append(UNFINISHED)
    elif pull.state == "open" and text.body != pull.body and untouched(pull.body):
        forge.describe(pull.number, *text)
    missing = [label for label in labels if label not in pull.labels]
    if pull.state == "open" and missing:
        forge.label(pull.number, missing)
    return pull
