"""`tacit registry init`: a registry of a team's own."""

import os
from dataclasses import replace
from pathlib import Path

import click

from tacit.config import load
from tacit.publish.address import absolute, shown
from tacit.publish.creating import create_here
from tacit.publish.hosts import github
from tacit.publish.remote import parse
from tacit.registry.seed import Title, title, titled


@click.command("init", short_help="Make a new registry, and push it to an empty repository.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--remote", metavar="URL", help="Where it is to live; an empty repository.")
@click.option(
    "--name", metavar="[ORG/]REPO", help="What it is called; default: what URL or DIR says."
)
@click.option("--no-lessons", is_flag=True, help="Leave out tacit's own skills.")
def init(folder: Path, remote: str | None, name: str | None, no_lessons: bool) -> None:
    """Make a new registry in DIR, a git repository, and push it to URL.

    It holds the form of a skill, a few lessons of tacit's own, the checks that run at each pull
    request, and what Claude Code installs from.
    """
    folder = Path(os.path.normpath(folder.absolute()))  # a link stays one
    url = absolute(remote) if remote else ""
    known = github(url, load().forge) if url else None
    create_here(folder, _called(folder, url, name), lessons=not no_lessons, forge=known)
    click.echo(f"Made {folder}." + (f" Pushed it to {shown(url)}." if url else ""))
    if url:
        click.echo(f"Each of the team, once: tacit registry use {shown(url)}")
    else:
        click.echo("Push it where the team keeps its repositories, then: tacit registry use URL")


def _called(folder: Path, url: str, name: str | None) -> Title:
    if name:
        return title(name, url)
    place = parse(url)
    if place and place.host == "github.com":
        return title(f"{place.owner}/{place.name}", url)
    return replace(titled(folder), url=url)
