"""`tacit on`: take part again in a project."""

from pathlib import Path

import click

from tacit import config
from tacit.commands.switch_off import off_pattern
from tacit.errors import ConfigError
from tacit.policy import policy


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path | None) -> None:
    """Take part again in the project in FOLDER (default: this one).

    Undoes `tacit off`. What else switches the project off, such as a wider glob or the project's
    own `.tacit.toml`, is named and left to you.
    """
    project = (folder or Path.cwd()).resolve()
    off = config.load(env={}).projects.off
    kept = [pattern for pattern in off if not _names(pattern, project)]
    if len(kept) < len(off):
        config.edit("projects", "off", kept)
    found = policy(project, config.load())
    if found.off:
        raise ConfigError(f"{project} is still off: {found.why}")
    click.echo(f"tacit is on in {project}" + (f", in part: {found.why}" if found.why else ""))


def _names(pattern: str, project: Path) -> bool:
    """Does the glob mean this folder alone? Written by `tacit off`, or by hand."""
    try:
        written = str(Path(pattern).expanduser()).removesuffix("/**")
    except RuntimeError:  # `~somebody` without a home
        return False
    return written in {off_pattern(project).removesuffix("/**"), str(project)}
