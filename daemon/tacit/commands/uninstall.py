"""`tacit uninstall`: take back what `tacit install` did."""

import click

from tacit import footprint, installation
from tacit.errors import DaemonError
from tacit.paths import Paths, paths
from tacit.serve import lifetime
from tacit.serve.client import stop

_PATIENCE = 5.0  # seconds for the daemon's last writes


@click.command(short_help="Put the settings back as they were.")
@click.option("--purge", is_flag=True, help="Remove data, drafts and the program too.")
def command(purge: bool) -> None:
    """Put Claude Code's settings back as they were, in every folder that was installed into.

    What you changed in them since stays. Data stays too, unless --purge is given: then the queue,
    the drafts, the checkouts, the local registry and the program are removed.
    """
    where = paths()
    found = footprint.records(where)
    for record in found:
        for line in footprint.uninstall(record, where):
            click.echo(f"tacit: {line}", err=True)
        click.echo(f"{record.config} is as it was.")
    if not found:
        click.echo("Nothing was installed.")
    installation.withdraw(where)
    _stop(where)
    if purge:
        for folder in installation.purge(where):
            click.echo(f"{folder} is removed.")
        if where.config_file.exists():
            click.echo(f"Your configuration stays: {where.config_file}")


def _stop(where: Paths) -> None:
    """Have the daemon leave, and keep every other from starting until this command has ended."""
    try:
        stop(where)
    except DaemonError as error:
        click.echo(f"tacit: {error}", err=True)
    if where.runtime.is_dir():
        lifetime.hold(where.runtime / "daemon.lock", _PATIENCE)
