"""A person agrees to a draft: it goes out, it is merged, or its pull request is ready."""

from contextlib import suppress
from dataclasses import replace

from tacit.draft.shelf import load
from tacit.errors import DraftRefused, ForgeError, RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import consent, drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.exchange import RefusedError
from tacit.publish.forge import GitHub
from tacit.publish.listing import find
from tacit.publish.publish import destination, publish, sent
from tacit.publish.pushing import danger, doubt, opened, settled
from tacit.publish.registries import Registry
from tacit.publish.remote import pull_url
from tacit.publish.renewing import renewed
from tacit.store import Database
from tacit.terminal import safe_line

# How the note of a draft begins that is approved and not merged.
READY = "ready for review"


def approve(db: Database, id: str, config: Config, where: Paths) -> DraftRow:
    """A person agrees: a waiting draft goes to its registry, one that is there is merged.

    Where the configuration says so, or the registry takes no merge, the pull request of one that
    is there is marked ready for review instead.

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
        done = row if row.state in DONE else _merged(row, checkout)
    done = drafts.keep(db, done)
    if done.state in OUT:
        return done
    if done.state == "rejected":
        raise RegistryError(f"draft {row.id}: {done.note}")
    if tip:
        with suppress(RegistryError):  # a branch left behind is merged, and no longer listed
            checkout.drop(row.branch)
    return done


def _merged(row: DraftRow, checkout: Checkout) -> DraftRow:
    """The row as merged, or as ready where that is wanted or the registry takes no merge."""
    if against := danger(checkout.files(row.branch)):
        raise RegistryError(f"{row.branch}: {against}; mend the branch, or reject it")
    forge = checkout.forge
    if forge and forge.settings.approve == "ready":
        return _ready(row, forge, "")
    try:
        checkout.merge(row.branch)
    except RegistryError as error:
        if forge and isinstance(error, RefusedError):  # a protected branch, say
            with suppress(ForgeError):
                return _ready(row, forge, f" ({error})")
        if not row.pull:
            raise
        raise RegistryError(f"{error}; or merge it at {_page(row)}") from None
    return replace(row, state="merged", note="")


def _ready(row: DraftRow, forge: GitHub, why: str) -> DraftRow:
    """The row, its pull request marked ready for review. `why` it is not merged from here.

    Raises RegistryError where it has none, or where it was ready already.
    """
    row = replace(row, pull=row.pull or forge.number(row.branch))
    if not row.pull:
        raise RegistryError(f"{row.branch} has no pull request yet{why}; `tacit registry sync`")
    now = f"{READY}{why}; merge it at {_page(row)}"
    if not forge.ready(row.pull):
        raise RegistryError(f"the pull request of {row.branch} is {now}")
    return replace(row, state="open", note=now)


def _page(row: DraftRow) -> str:
    return pull_url(row.registry, row.pull)


def outcome(row: DraftRow) -> str:
    """What approving a draft came to, in one line."""
    name, note = safe_line(row.name), safe_line(row.note, 600)
    if row.state == "merged":
        return f"Merged {name}: it is advice from now on."
    if row.state == "superseded":
        return f"Joined {row.branch}: {note}."
    if row.state == "rejected":
        return f"Kept {name} back: {note}."
    if note.startswith(READY):
        return f"The pull request of {row.branch} is {note}."
    pushed = f"Pushed {row.branch}{f' ({note})' if note else ''}"
    return f"{pushed}. It becomes advice when it is merged: `tacit review approve {row.id}` again."
