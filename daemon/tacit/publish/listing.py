"""What there is to review: the drafts of this machine and the team's branches."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from tacit.errors import ForgeError, RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.naming import Branch
from tacit.publish.pushing import opened, settled
from tacit.publish.registries import Registry, registries
from tacit.store import Database
from tacit.terminal import safe_line


def listed(
    db: Database, config: Config, where: Paths, *, everything: bool = False
) -> tuple[DraftRow, ...]:
    """Drafts of this machine, then teammates' branches as of the last sync.

    Those that were decided only under `everything`.
    """
    rows = (*drafts.rows(db), *teammates(db, config, where))
    return tuple(row for row in rows if everything or row.state not in DONE)


def teammates(db: Database, config: Config, where: Paths) -> tuple[DraftRow, ...]:
    """The open branches that no draft of this machine has, as of the last sync, as rows."""
    known = {row.id for row in drafts.rows(db)}
    to = registries(config, where)[0]
    checkout = Checkout(to.url, to.folder)
    if checkout.head():
        with suppress(RegistryError):  # a checkout in use; it is listed the next time
            found = [b for b in checkout.branches() if not b.merged and b.id not in known]
            return tuple(foreign(branch, to) for branch in found)
    return ()


def find(db: Database, id: str, config: Config, where: Paths, *, sync: bool = True) -> DraftRow:
    """A draft of this machine, or a teammate's branch, by (the start of) its id or its branch.

    `sync`: ask the registry for a teammate's; without, as of the last time.
    Raises TacitError where there is none, or more than one.
    """
    start = id.rsplit("-", 1)[-1]
    if row := drafts.named(db, start):
        return row
    to = registries(config, where)[0]
    checkout = opened(to, where)
    if sync:
        checkout.sync()
    found = [b for b in checkout.branches() if b.id.startswith(start) and not b.merged and start]
    if len(found) != 1:
        raise RegistryError(f"no single draft is called {safe_line(id, 60)}; `tacit review` lists")
    return foreign(found[0], to)


def foreign(branch: Branch, registry: Registry) -> DraftRow:
    """A teammate's draft branch in the form of a row, which is in no table."""
    note = f"by {safe_line(branch.author, 60)}"
    return DraftRow(
        branch.id, "", branch.skill, "", "", registry.url, branch.name,
        "pushed", note, "", branch.at, branch.at, branch.sha,
    )  # fmt: skip


def settle(db: Database, registry: Registry, where: Paths) -> tuple[DraftRow, ...]:
    """Write down what became of our drafts at the registry, as of the last sync; those rows.

    Where its forge cannot be asked, what only that can tell is written down another time.
    """
    checkout = opened(registry, where)
    if not checkout.head():
        return ()
    changed = []
    own = [row for row in drafts.rows(db, OUT) if row.registry == registry.url and row.sha]
    still = _open(registry, own)
    tips = {branch.name: branch.sha for branch in checkout.branches()} if own else {}
    new = checkout.outstanding([*tips.values()]) if own else frozenset()
    for row in own:
        with suppress(ForgeError):
            tip = tips.get(row.branch, "")
            waits = row.pull in still if row.pull else tip in new
            done = None if tip and waits else settled(row, checkout, tip)
            if done is not None:
                changed.append(drafts.put(db, done))
    return tuple(changed)


def _open(registry: Registry, own: Sequence[DraftRow]) -> Collection[int]:
    """Which pull requests are open, by one request; none where nobody can tell."""
    if registry.forge and any(row.pull for row in own):
        with suppress(ForgeError):
            return registry.forge.open_pulls()
    return ()
