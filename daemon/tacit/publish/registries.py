"""Which registries there are: one to write to, any number to read from."""

from dataclasses import dataclass
from pathlib import Path

from tacit.options import Config, Forge
from tacit.paths import Paths
from tacit.publish.address import folder_name, local
from tacit.publish.forge import GitHub
from tacit.publish.hosts import github, merge_request


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry and its checkout on this host. `role`: write or read.

    `remote`: others can read it, so nothing goes there without consent. `forge`: where it lives,
    if that has pull requests; `asked`: push options that have a merge request made.
    """

    url: str
    role: str
    folder: Path
    remote: bool
    forge: GitHub | None = None
    asked: tuple[str, ...] = ()


def registry(url: str, role: str, where: Paths, forge: Forge | None = None) -> Registry:
    """The registry at an address; nothing is checked or touched."""
    folder, remote = where.host_checkouts / folder_name(url), not local(url)
    forge = forge or Forge()
    return Registry(url, role, folder, remote, github(url, forge), merge_request(url, forge))


def registries(config: Config, where: Paths) -> tuple[Registry, ...]:
    """All registries in force, the one to write to first."""
    write = config.registry.write or str(where.local_registry)
    read = dict.fromkeys(url for url in config.registry.read if url and url != write)
    forge = config.forge
    others = (registry(url, "read", where, forge) for url in read)
    return (registry(write, "write", where, forge), *others)
