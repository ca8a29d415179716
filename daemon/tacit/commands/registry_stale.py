"""`tacit registry stale`: skills to verify anew, for their age or the versions they held with."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson

from tacit.advise.locked import locked
from tacit.advise.stale import Stale, stale
from tacit.commands.registry_folders import known
from tacit.config import load
from tacit.draft.clean import each_text
from tacit.registry.layouts import skills
from tacit.terminal import safe_line


@click.command("stale", short_help="List skills to verify anew.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--months", type=click.IntRange(1, 1200), help="Not verified for so many months.")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=".",
    help="Whose lock files say which versions are in use (default: this folder).",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON line a skill.")
def stale_(folder: Path | None, months: int | None, project: Path, as_json: bool) -> None:
    """List skills to verify anew, of the registry in DIR or of all that you read.

    Those that nobody verified for some months (`[registry] stale_months`), and those that held with
    older versions than the project's lock files name.
    """
    config = load()
    most = months or config.registry.stale_months
    found = list(_found(folder, project, most))
    if as_json:
        for address, one in found:
            form = orjson.dumps(_plain(_form(address, one)))
            click.echo(form)
        return
    for address, one in found:
        if one.behind or one.months is not None:
            click.echo(_told(address, one))
    undated = sum(one.months is None for _, one in found)
    old = sum(one.old for _, one in found) - undated
    passed = sum(bool(one.behind) for _, one in found)
    click.echo(
        f"{old} skill{'s' * (old != 1)} not verified for {most} months or longer,"
        f" {passed} behind the lock files of this project, {undated} without a date."
    )


def _found(folder: Path | None, project: Path, most: int) -> Iterator[tuple[str, Stale]]:
    """Each stale skill with its registry's address, those behind and the oldest first."""
    here, today = locked(project), date.today()
    for address, root in known(folder):
        there = list(stale(skills(root), here, most, today))
        there.sort(key=lambda one: (not one.behind, -(one.months or 0), one.skill.path))
        yield from ((address, one) for one in there)


def _told(address: str, one: Stale) -> str:
    when = f"verified {one.months} months ago" if one.months is not None else "no date"
    where = f" on {safe_line(one.verified.on, 100)}" if one.verified.on else ""
    lines = [f"{safe_line(one.skill.name, 80)}: {when}{where}"]
    lines += [
        f"  {safe_line(f'{b.name} {b.verified}; {b.file} has {b.locked}')}" for b in one.behind
    ]
    return "\n".join([*lines, f"  {safe_line(f'{address}: {one.skill.path}')}"])


def _form(address: str, one: Stale) -> dict[str, Any]:
    return {
        "registry": address,
        "name": one.skill.name,
        "path": one.skill.path,
        "verified": one.verified.date.isoformat() if one.verified.date else "",
        "months": one.months,
        "on": one.verified.on,
        "old": one.old,
        "behind": [
            {"name": b.name, "verified": b.verified, "locked": b.locked, "file": b.file}
            for b in one.behind
        ],
    }


def _plain(value: Any) -> Any:
    """The value without lone surrogates, which JSON cannot carry."""
    return each_text(value, lambda text: text.encode("utf-8", "replace").decode())
