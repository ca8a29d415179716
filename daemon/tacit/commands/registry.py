"""`tacit registry`: join, synchronise, check and make registries."""

from pathlib import Path

import click

from tacit import atomic
from tacit.advise.index import Index
from tacit.advise.refresh import refresh
from tacit.commands.meaning import meaning
from tacit.commands.registry_conflicts import conflicts_
from tacit.commands.registry_folders import checkout
from tacit.commands.registry_init import init
from tacit.commands.registry_lint import lint_
from tacit.commands.registry_move import move
from tacit.commands.registry_new import new
from tacit.commands.registry_stale import stale_
from tacit.commands.registry_use import use
from tacit.config import load
from tacit.errors import RegistryError
from tacit.paths import paths
from tacit.publish.address import shown
from tacit.publish.catching_up import catch_up
from tacit.publish.publish import publish_waiting
from tacit.publish.pushing import opened
from tacit.publish.registries import registries
from tacit.publish.since import changed
from tacit.registry.marketplace import listings
from tacit.store import connect

_DIR = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group("registry", short_help="Join, synchronise or check registries.")
def command() -> None:
    """Join, synchronise or check registries."""


for verb in (init, use, move, new, lint_, stale_, conflicts_):
    command.add_command(verb)


@command.command(short_help="Fetch all registries, and send what waits and may go.")
def sync() -> None:
    """Fetch all registries, and send what waits and may go."""
    where, config = paths(), load()
    failed = []
    db = connect(where.database)
    for known in registries(config, where):
        try:
            ended = catch_up(db, known, where)
            click.echo(f"{shown(known.url)}: {opened(known, where).head()[:10]}")
            for row in ended:
                click.echo(f"{row.branch}: {row.state}")
        except RegistryError as error:
            failed.append(error)
    for row in publish_waiting(db, config, where):
        click.echo(f"{row.name}: {row.state}" + (f", {row.note}" if row.note else ""))
    refresh(registries(config, where), where.index, changed)
    meaning(config, Index.open(where.index), where.index)
    if failed:
        raise RegistryError("; ".join(map(str, failed)))


@command.command("marketplace", short_help="Make the list that Claude Code installs from.")
@_DIR
def marketplace_(folder: Path) -> None:
    """Make DIR's `.claude-plugin/marketplace.json` anew from the plugins that are there."""
    for path, made in listings(checkout(folder)).items():
        (folder / path).parent.mkdir(exist_ok=True)
        atomic.write(folder / path, made)
        click.echo(f"Wrote {folder / path}.")
