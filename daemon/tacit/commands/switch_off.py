"""`tacit off`: take no part in a project, from its next event on."""

import glob
from pathlib import Path

import click

from tacit import config
from tacit.paths import paths


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path | None) -> None:
    """Take no part in the project in FOLDER (default: this one) and in all below it."""
    # Resolved: the policy looks at where a link leads, by whatever name a session comes.
    project = (folder or Path.cwd()).resolve()
    pattern = off_pattern(project)
    off = config.load(env={}).projects.off
    if pattern not in off:
        config.edit("projects", "off", [*off, pattern])
    click.echo(f"tacit is off in {project}; `tacit on` takes part again ({paths().config_file})")


def off_pattern(project: Path) -> str:
    """The glob in `projects.off` that means this folder and all below it, and nothing else."""
    return f"{glob.escape(str(project))}/**"
