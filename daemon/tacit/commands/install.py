"""`tacit install`: put tacit between Claude Code and its registries."""

import shutil
from dataclasses import replace

import click

from tacit import footprint, installation
from tacit.advise.refresh import refresh
from tacit.config import load
from tacit.errors import DaemonError, RegistryError, TacitError
from tacit.paths import Paths, client_config, paths
from tacit.publish.checkout import Checkout
from tacit.publish.creating import create_local
from tacit.publish.registries import registries
from tacit.publish.since import changed
from tacit.serve.client import stop
from tacit.wiring import wiring


@click.command(short_help="Merge hooks, skills and a permission into Claude Code's settings.")
@click.option("--registry", "url", metavar="URL", help="Join a team's registry.")
@click.option("--plugin", is_flag=True, help="Hooks and skills come by the plugin: leave them out.")
@click.pass_context
def command(ctx: click.Context, url: str | None, plugin: bool) -> None:
    """Merge hooks, skills and one Read permission into Claude Code's settings.

    The settings are those of CLAUDE_CONFIG_DIR, else of ~/.claude. Run again, it brings an older
    installation up to date. `tacit uninstall` takes everything back.
    """
    if shutil.which("git") is None:
        raise TacitError("git is missing; install it (Debian: apt install git) and try again")
    where, config = paths(), client_config().absolute()
    footprint.check(config)
    installation.write_down(where)
    _registry(ctx, url, where)
    wanted = wiring(where)
    if plugin:
        wanted = replace(wanted, hooks={}, skills={})
    for line in footprint.install(config, wanted, where):
        click.echo(f"tacit: {line}", err=True)
    _stop(where)
    click.echo(f"tacit is installed in {config}. {_ready(where)}")
    click.echo(
        "New sessions of Claude Code take part; `tacit` says what is on, `tacit off` opts out."
    )


def _registry(ctx: click.Context, url: str | None, where: Paths) -> None:
    """Join the registry at the address, or have a local one where none was ever named."""
    if url:
        from tacit.commands.registry_use import use  # noqa: PLC0415 - most installations join none

        ctx.invoke(use, url=url)
    elif not load().registry.write and not where.local_registry.exists():
        where.data.mkdir(parents=True, exist_ok=True)
        create_local(where.local_registry, lessons=True)


def _stop(where: Paths) -> None:
    """Have an older daemon leave; the next hook starts the version that was just installed."""
    try:
        stop(where)
    except DaemonError as error:
        click.echo(f"tacit: {error}", err=True)


def _ready(where: Paths) -> str:
    """Have the index ready for the first session. A registry out of reach now is no failure."""
    known = registries(load(), where)
    for registry in known:
        try:
            Checkout(registry.url, registry.folder, registry.forge).sync()
        except RegistryError as error:
            click.echo(f"tacit: {error}; it is tried again later", err=True)
    refresh(known, where.index, changed)
    return f"Registry: {known[0].url}"
