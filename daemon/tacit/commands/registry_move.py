"""`tacit registry move`: the local registry carried into a team's."""

from collections.abc import Sequence

import click

from tacit.advise.refresh import refresh
from tacit.commands.registry_use import use
from tacit.config import edit, load
from tacit.errors import RegistryError
from tacit.paths import Paths, paths
from tacit.publish import drafts
from tacit.publish.address import absolute
from tacit.publish.moving import carry, left, left_out
from tacit.publish.publish import publish_waiting
from tacit.publish.registries import registries, registry
from tacit.publish.since import changed
from tacit.store import Database, connect
from tacit.terminal import safe_line

# Files that are named as left out.
_NAMED = 10


@click.command("move", short_help="Join a registry, and carry the local one into it.")
@click.argument("url")
@click.pass_context
def move(ctx: click.Context, url: str) -> None:
    """Join the registry at URL, and carry the local one into it.

    Its skills and open drafts wait for the team's review, by the same consent as a session's. The
    local registry stays as it is, and is read until the team has all of it: run this again to see.
    """
    where, url = paths(), absolute(url)
    local = str(where.local_registry)
    if url == local:
        raise RegistryError(f"{local} is the local registry itself; name the team's")
    if not where.local_registry.exists():
        raise RegistryError("there is no local registry here; `tacit registry use URL` joins one")
    ctx.invoke(use, url=url)
    forge = load(where.config_file).forge
    to, db = registry(url, "write", where, forge), connect(where.database)
    carried = carry(db, to, where)
    publish_waiting(db, load(where.config_file), where)
    for row in carried:
        now = drafts.row(db, row.id) or row
        click.echo(f"{now.name}: {now.state}" + (f", {now.note}" if now.note else ""))
    _tell(left_out(to, where))
    _read(local, db, url, where)
    refresh(registries(load(where.config_file), where), where.index, changed)


def _tell(missing: Sequence[str]) -> None:
    """Name the files that stay behind, in one line."""
    if missing:
        names = ", ".join(safe_line(path, 120) for path in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        why = "no UTF-8 text of at most 1 MB, or oddly named"
        click.echo(f"Left out ({why}; add them with git once the skill is merged): {names}{more}")


def _read(local: str, db: Database, url: str, where: Paths) -> None:
    """Read the local registry for as long as it knows more than the team's."""
    reading = [one for one in load(where.config_file).registry.read if one != local]
    if left(db, registry(url, "write", where), where):
        reading.append(local)
        click.echo("The local registry is read until all of it was merged.")
    else:
        click.echo("The team's registry has all of the local one, which is no longer read.")
    edit("registry", "read", reading, where.config_file)
