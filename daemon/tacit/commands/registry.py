"""`tacit registry`: join, synchronise, check and make registries."""

from pathlib import Path

import click

from tacit import atomic
from tacit.advise.refresh import refresh
from tacit.commands.registry_conflicts import conflicts_
from tacit.commands.registry_init import init
from tacit.commands.registry_lint import lint_
from tacit.commands.registry_new import new
from tacit.commands.registry_stale import stale_
from tacit.config import edit, load
from tacit.errors import RegistryError
from tacit.paths import Paths, paths
from tacit.publish.address import absolute, shown
from tacit.publish.checkout import Checkout
from tacit.publish.listing import settle
from tacit.publish.publish import publish_waiting
from tacit.publish.pushing import opened
from tacit.publish.registries import registries, registry
from tacit.registry.marketplace import listings
from tacit.registry.seed import TEMPLATE
from tacit.registry.tree import has, plugins
from tacit.store import connect

_DIR = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group("registry", short_help="Join, synchronise or check registries.")
def command() -> None:
    """Join, synchronise or check registries."""


for verb in (init, lint_, new, stale_, conflicts_):
    command.add_command(verb)


@command.command()
@click.argument("url")
def use(url: str) -> None:
    """Write drafts to the registry at URL, and take advice from it."""
    where = paths()
    url = absolute(url)
    joined = registry(url, "write", where)
    Checkout(url, joined.folder).sync()
    known = _known_here_alone(where, joined.folder)
    edit("registry", "write", "" if url == str(where.local_registry) else url, where.config_file)
    config = load(where.config_file)
    if known and url != str(where.local_registry):
        edit("registry", "read", [*config.registry.read, str(where.local_registry)])
        click.echo(f"The skills of your local registry ({known}) stay readable.")
    refresh(registries(load(where.config_file), where), where.index)
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


@command.command()
def sync() -> None:
    """Fetch all registries, and send what waits and may go."""
    where, config = paths(), load()
    failed = []
    db = connect(where.database)
    for known in registries(config, where):
        try:
            head = opened(known, where).sync()
            click.echo(f"{shown(known.url)}: {head[:10]}")
            for row in settle(db, known):
                click.echo(f"{row.branch}: {row.state}")
        except RegistryError as error:
            failed.append(error)
    for row in publish_waiting(db, config, where):
        click.echo(f"{row.name}: {row.state}" + (f", {row.note}" if row.note else ""))
    refresh(registries(config, where), where.index)
    if failed:
        raise RegistryError("; ".join(map(str, failed)))


@command.command("marketplace")
@_DIR
def marketplace_(folder: Path) -> None:
    """Make DIR's `.claude-plugin/marketplace.json` anew from the plugins that are there."""
    if not folder.is_dir():
        raise RegistryError(f"{folder} is no folder; name a checkout of a registry")
    for path, made in listings(folder).items():
        (folder / path).parent.mkdir(exist_ok=True)
        atomic.write(folder / path, made)
        click.echo(f"Wrote {folder / path}.")
