"""Does a project take part? Four ways out; the most restrictive wins.

A file in a project can only switch things off: whoever wrote the repository is not its user.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from tacit.options import Config, Publish

MARKER = ".tacit.toml"
_OFF = frozenset({"off", "0", "false", "no"})
_STRICTER: tuple[Publish, ...] = ("auto", "ask", "never")


@dataclass(frozen=True, slots=True)
class Policy:
    """What one project takes part in, and the reason where it does not."""

    path: str
    advise: bool
    retrospective: bool
    publish: Publish
    why: str

    @property
    def off(self) -> bool:
        """Nothing at all happens in this project, and nothing of it is kept."""
        return not (self.advise or self.retrospective)


def policy(project: Path, config: Config, env: Mapping[str, str] | None = None) -> Policy:
    """The policy of the project folder, from configuration, environment and `.tacit.toml` files.

    Looks at the folder and at all above it; a `.tacit.toml` that cannot be read counts as off.
    """
    env = os.environ if env is None else env
    shown = str(project)
    found = Policy(
        shown, config.advise.enabled, config.retrospective.enabled, config.retrospective.publish, ""
    )
    if env.get("TACIT", "").lower() in _OFF:
        return _none(found, "TACIT=off in the environment")
    resolved = _resolved(project)
    for glob in config.projects.off:
        if within(glob, project, resolved):
            return _none(found, f"projects.off has {glob}")
    only = config.projects.only
    if only and not any(within(glob, project, resolved) for glob in only):
        return _none(found, "projects.only does not name it")
    for marker in _markers(project, resolved):
        found = _restrict(found, marker)
    if not found.advise and not found.why:
        found = replace(found, why="advise.enabled is false")
    if not found.retrospective and not found.why:
        found = replace(found, why="retrospective.enabled is false")
    return found


def _none(found: Policy, why: str) -> Policy:
    return replace(found, advise=False, retrospective=False, publish="never", why=why)


def _resolved(project: Path) -> Path:
    try:
        return project.resolve()
    except (OSError, RuntimeError):
        return project


def within(glob: str, *folders: Path) -> bool:
    """Is a folder the one that the glob names, or one below it? `~` and `**` are understood.

    A glob that is not absolute names a folder anywhere; an empty one names nothing.
    """
    try:
        pattern = Path(os.path.normpath(Path(glob).expanduser()))
    except RuntimeError:  # `~somebody` without a home
        return False
    parts = pattern.parts if pattern.is_absolute() else ("**", *pattern.parts)
    return parts != ("**",) and any(_begins(folder.parts, parts) for folder in folders)


def _begins(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_begins(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _begins(parts[1:], pattern[1:])


def _markers(*folders: Path) -> Iterator[Path]:
    seen = set()
    for folder in folders:
        for candidate in (folder, *folder.parents):
            marker = candidate / MARKER
            if marker not in seen:
                seen.add(marker)
                try:
                    present = os.path.lexists(marker)
                except ValueError:  # a folder with a NUL in its name
                    continue
                if present:
                    yield marker


def _restrict(found: Policy, marker: Path) -> Policy:
    try:
        values = tomllib.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _none(found, f"{marker} cannot be read, so the project is off")
    if values.get("enabled") is False or not values:
        return _none(found, f"{marker} switches it off")
    advise, retrospective = values.get("advise"), values.get("retrospective")
    why = found.why
    if _disables(advise) or _disables(retrospective):
        why = f"{marker} switches it off in part" if not found.why else found.why
    wanted = retrospective.get("publish") if isinstance(retrospective, dict) else None
    publish = max(
        found.publish, wanted if wanted in _STRICTER else found.publish, key=_STRICTER.index
    )
    return replace(
        found,
        advise=found.advise and not _disables(advise),
        retrospective=found.retrospective and not _disables(retrospective),
        publish=publish,
        why=why,
    )


def _disables(value: object) -> bool:
    return value is False or (isinstance(value, dict) and value.get("enabled") is False)
