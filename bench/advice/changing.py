"""A registry that changes, and the index that follows it, in this process."""

import resource
import time
from collections.abc import Sequence
from pathlib import Path

from advice import asking

from building.teammate import Teammate
from tacit.config import load
from tacit.paths import Paths, host_name
from tacit.publish.pushing import opened
from tacit.publish.registries import Registry, registries
from tacit.registry.layouts import skills


def places(someone: Teammate) -> Paths:
    """Where things of theirs lie."""
    data = someone.local_registry.parent
    return Paths(someone.config_file.parent, data, someone.state, host_name())


def fetched(someone: Teammate, where: Paths) -> Sequence[Registry]:
    """Their registries, with the checkouts up to date."""
    known = registries(load(someone.config_file, {}), where)
    for one in known:
        opened(one, where).sync()
    return known


def change(registry: Path, number: int) -> None:
    """Commit another line in one of its skills."""
    skill = next(one for place, one in enumerate(skills(registry)) if place == number)
    file = registry / skill.path
    file.write_text(f"{file.read_text()}\nSeen again in run {number}: {time.time()}.\n")
    asking.committed(registry)


def processor() -> float:
    """Seconds of processor time that this process and those that it waited for have used."""
    own, others = (resource.getrusage(which) for which in (0, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
