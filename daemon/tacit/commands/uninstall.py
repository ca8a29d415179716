"""`tacit uninstall`: take back what `tacit install` did."""

import click

from tacit import footprint, installation
from tacit.paths import paths
from tacit.serve.client import stop


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
    stop()
    if purge:
        for folder in installation.purge(where):
            click.echo(f"{folder} is removed.")
        if where.config_file.exists():
            click.echo(f"Your configuration stays: {where.config_file}")
