"""`tacit registry conflicts`: skills that say the opposite about the same thing."""

from pathlib import Path
from typing import Any

import click
import orjson

from tacit.commands.registry_folders import known
from tacit.draft.clean import each_text
from tacit.registry.conflicts import Claim, Conflict, conflicts
from tacit.registry.layouts import skills
from tacit.terminal import safe, safe_line

_SHOWN = 800


@click.command("conflicts", short_help="List pairs of skills that contradict each other.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A JSON line a pair.")
def conflicts_(folder: Path | None, as_json: bool) -> None:
    """List pairs of skills with the same trigger and contradicting values, with both texts.

    Of the registry in DIR, or of all that you read, also between two of them.
    """
    count = 0
    there = ((address, skill) for address, root in known(folder) for skill in skills(root))
    for count, found in enumerate(conflicts(there), start=1):  # noqa: B007 - told below
        click.echo(orjson.dumps(_form(found)) if as_json else _told(found))
    if not as_json:
        click.echo(f"{count} pair{'s' * (count != 1)} of skills contradict each other.")


def _told(found: Conflict) -> str:
    names = (safe_line(claim.skill.name, 80) for claim in (found.one, found.other))
    head = f"{' and '.join(names)}: {safe_line(found.what)}"
    return "\n".join([head, *map(_side, (found.one, found.other)), ""])


def _side(claim: Claim) -> str:
    lines = safe(claim.said[:_SHOWN]).strip().splitlines()
    lines += ["…"] if len(claim.said) > _SHOWN else []
    place = safe_line(f"{claim.registry}: {claim.skill.path}")
    return "\n    ".join([f"  {place}", f"On: {safe_line(claim.trigger)}", *lines])


def _form(found: Conflict) -> Any:
    """The machine-readable form, without lone surrogates, which JSON cannot carry."""
    form = {
        "what": found.what,
        "skills": [
            {"registry": c.registry, "name": c.skill.name, "path": c.skill.path}
            | {"trigger": c.trigger, "text": c.said}
            for c in (found.one, found.other)
        ],
    }
    return each_text(form, lambda text: text.encode("utf-8", "replace").decode())
