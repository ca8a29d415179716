"""`tacit registry new`: a skill written by hand."""

from pathlib import Path

import click

from tacit.author import author
from tacit.registry.sketch import above, sketch


@click.command("new", short_help="Begin a skill by hand, from the template.")
@click.argument("name")
@click.option("--category", default="general", show_default=True, help="The folder it goes into.")
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(path_type=Path),
    help="A checkout of the registry; default: here.",
)
def new(name: str, category: str, folder: Path) -> None:
    """Begin the skill NAME from the template, and print the path of its SKILL.md.

    `tacit registry lint` names what is left to fill.
    """
    click.echo(sketch(above(folder.absolute()), name, category, author()))
