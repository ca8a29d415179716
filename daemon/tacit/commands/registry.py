"""`tacit registry`: join, synchronise, check and make registries."""

import re
from pathlib import Path

import click

from tacit import atomic
from tacit.advise.refresh import refresh
from tacit.commands.registry_lint import lint_
from tacit.config import edit, load
from tacit.errors import RegistryError
from tacit.paths import Paths, paths
from tacit.publish.address import checked, shown
from tacit.publish.checkout import Checkout, create_here
from tacit.publish.listing import settle
from tacit.publish.publish import publish_waiting
from tacit.publish.pushing import opened
from tacit.publish.registries import registries, registry
from tacit.registry.marketplace import FILE, marketplace
from tacit.registry.tree import files
from tacit.store import connect

_DIR = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group("registry", short_help="Join, synchronise or check registries.")
def command() -> None:
    """Join, synchronise or check registries."""


command.add_command(lint_)


@command.command()
@click.argument("url")
def use(url: str) -> None:
    """Write drafts to the registry at URL, and take advice from it."""
    where = paths()
    url = _absolute(url)
    joined = registry(url, "write", where)
    Checkout(url, joined.folder).sync()
    known = _skills_of_local(where)
    edit("registry", "write", "" if url == str(where.local_registry) else url, where.config_file)
    config = load(where.config_file)
    if known and url != str(where.local_registry):
        edit("registry", "read", [*config.registry.read, str(where.local_registry)])
        click.echo(f"The skills of your local registry ({known}) stay readable.")
    refresh(registries(load(where.config_file), where), where.index)
    click.echo(f"Joined {shown(url)}.")
    if joined.remote:
        click.echo("The first draft of each project waits for you: `tacit review`.")


def _absolute(url: str) -> str:
    """The address as the configuration keeps it; a relative folder becomes absolute."""
    if "://" not in url and (url.startswith(".") or Path(url).is_dir()):
        url = str(Path(url).resolve())
    return checked(url)


def _skills_of_local(where: Paths) -> int:
    """How many skills the embedded registry holds that no longer would be read."""
    config = load(where.config_file)
    address = str(where.local_registry)
    if config.registry.write or address in config.registry.read:
        return 0
    folder = registry(address, "write", where).folder
    return sum(path.endswith("/SKILL.md") for path in files(folder / "plugins"))


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


@command.command()
@_DIR
@click.option("--name", help="What the registry is called; default: the folder's name.")
def init(folder: Path, name: str | None) -> None:
    """Make a new registry in DIR, a git repository to push wherever the team keeps its own."""
    folder = folder.absolute()
    named = name or re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:60] or "team-skills"
    create_here(folder, named)
    click.echo(f"Made {named} in {folder}. Push it, then: tacit registry use URL")


@command.command("marketplace")
@_DIR
def marketplace_(folder: Path) -> None:
    """Make DIR's `.claude-plugin/marketplace.json` anew from the plugins that are there."""
    if not folder.is_dir():
        raise RegistryError(f"{folder} is no folder; name a checkout of a registry")
    (folder / FILE).parent.mkdir(exist_ok=True)
    atomic.write(folder / FILE, marketplace(folder))
    click.echo(f"Wrote {folder / FILE}.")
