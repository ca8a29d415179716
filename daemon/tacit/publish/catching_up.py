"""Catch up with a registry: what is there now, what became of our drafts, what is owed to it."""

from tacit.paths import Paths
from tacit.publish.drafts import DraftRow
from tacit.publish.listing import settle
from tacit.publish.proposing import propose_owed
from tacit.publish.pushing import opened
from tacit.publish.refusing import refuse_owed
from tacit.publish.registries import Registry
from tacit.store import Database


def catch_up(db: Database, registry: Registry, where: Paths) -> tuple[DraftRow, ...]:
    """Synchronise the registry's checkout; drafts that were decided there come back.

    Raises RegistryError where it cannot be read; a forge that cannot be asked is asked another
    time.
    """
    opened(registry, where).sync()
    ended = settle(db, registry, where)
    propose_owed(db, registry, where)
    refuse_owed(db, registry, where)
    return ended
