"""Skills that wait for somebody to verify them anew, beside the drafts that wait for review."""

from datetime import date
from pathlib import Path

from tacit.advise.locked import locked
from tacit.advise.stale import Stale, stale
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish.registries import registries
from tacit.registry.layouts import skills
from tacit.terminal import safe_line


def ageing(config: Config, where: Paths, project: Path) -> tuple[Stale, ...]:
    """Those of all registries, as of the last sync: behind the project's lock files, then by age.

    A skill without a date is left out: nobody can say how old it is.
    """
    most, here, today = config.registry.stale_months, locked(project), date.today()
    folders = (one.folder for one in registries(config, where) if one.folder.is_dir())
    found = [one for folder in folders for one in stale(skills(folder), here, most, today)]
    dated = [one for one in found if one.behind or one.months is not None]
    return tuple(sorted(dated, key=lambda one: (not one.behind, -(one.months or 0))))


def aged(one: Stale) -> str:
    """When and on what it was verified, and what the project has meanwhile; one line."""
    when = f"verified {one.months} months ago" if one.months is not None else "no date"
    said = [f"{when} on {one.verified.on}" if one.verified.on else when]
    said += [f"{b.name} {b.verified}, and {b.file} has {b.locked}" for b in one.behind]
    return safe_line("; ".join(said), 300)
