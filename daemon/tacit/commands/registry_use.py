"""`tacit registry use`: a team's registry joined."""

from pathlib import Path

import click

from tacit.advise.refresh import refresh
from tacit.config import edit, load
from tacit.paths import Paths, paths
from tacit.publish.address import absolute, shown
from tacit.publish.checkout import Checkout
from tacit.publish.registries import registries, registry
from tacit.publish.since import changed
from tacit.registry.seed import TEMPLATE
from tacit.registry.tree import has, plugins


@click.command("use", short_help="Join a registry: write to it, take advice from it.")
@click.argument("url")
def use(url: str) -> None:
    """Write drafts to the registry at URL, and take advice from it."""
    where = paths()
    url = absolute(url)
    joined = registry(url, "write", where, load(where.config_file).forge)
    Checkout(url, joined.folder, joined.forge).sync()
    known = _known_here_alone(where, joined.folder)
    edit("registry", "write", "" if url == str(where.local_registry) else url, where.config_file)
    config = load(where.config_file)
    if known and url != str(where.local_registry):
        edit("registry", "read", [*config.registry.read, str(where.local_registry)])
        click.echo(f"The skills of your local registry ({known}) stay readable.")
    refresh(registries(load(where.config_file), where), where.index, changed)
    click.echo(f"Joined {shown(url)}.")
    if joined.remote:
        click.echo("The first draft of each project waits for you: `tacit review`.")


def _known_here_alone(where: Paths, joined: Path) -> int:
    """How many skills of the embedded registry would no longer be read.

    Those that every new registry has, or that the one in folder `joined` has as well, do not count.
    """
    config = load(where.config_file)
    address = str(where.local_registry)
    if config.registry.write or address in config.registry.read:
        return 0
    folder = registry(address, "write", where).folder
    return sum(not any(has(other, folder, top) for other in (joined, TEMPLATE))
               for top in plugins(folder))  # fmt: skip
