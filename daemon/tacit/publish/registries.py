"""Which registries there are: one to write to, any number to read from."""

from dataclasses import dataclass
from pathlib import Path

from tacit.config import Config
from tacit.paths import Paths
from tacit.publish.address import folder_name, local


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry and its checkout on this host. `role`: write or read.

    `remote`: others can read it, so nothing goes there without consent.
    """

    url: str
    role: str
    folder: Path
    remote: bool


def registry(url: str, role: str, where: Paths) -> Registry:
    """The registry at an address; nothing is checked or touched."""
    return Registry(url, role, where.host_checkouts / folder_name(url), not local(url))


def registries(config: Config, where: Paths) -> tuple[Registry, ...]:
    """All registries in force, the one to write to first."""
    write = config.registry.write or str(where.local_registry)
    read = dict.fromkeys(url for url in config.registry.read if url and url != write)
    return (registry(write, "write", where), *(registry(url, "read", where) for url in read))
