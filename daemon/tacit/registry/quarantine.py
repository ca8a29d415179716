"""Which skills are dangerous by any file that lies with them: an agent reads them all."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tacit.registry.danger import QUARANTINED, dangers
from tacit.registry.finding import Finding
from tacit.registry.form import manifest_of
from tacit.registry.places import is_skill, plugin_of
from tacit.registry.rules.manifest import manifest
from tacit.registry.rules.spelt import spelt, spelt_manifest
from tacit.registry.rules.structure import structure
from tacit.registry.tree import files, read


def quarantine(root: Path) -> Mapping[str, Finding]:
    """Path of each dangerous skill of the registry in folder `root`, and the first reason."""
    found: dict[str, Finding] = {}
    for group in homes(files(root)):
        if texts := texts_of(root, group):
            found.update(condemned(texts))
    return found


def homes(paths: Iterable[str]) -> list[list[str]]:
    """The paths in the groups that are judged as one, those left out in which no skill is.

    A plugin's skills share its files; elsewhere a SKILL.md has those of its folder.
    """
    paths = tuple(paths)
    folders = {path.rpartition("/")[0] for path in paths if path.endswith("/SKILL.md")}
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(_home(path, folders), []).append(path)
    return [group for group in groups.values() if any(map(is_skill, group))]


def texts_of(root: Path, group: Iterable[str]) -> dict[str, str]:
    """Path → text of those that can be read safely."""
    return {path: text for path in group if (text := read(root / path)) is not None}


def condemned(texts: Mapping[str, str]) -> Mapping[str, Finding]:
    """The dangerous skills of a group: all that are in it, or none."""
    skills = [path for path in texts if is_skill(path)]
    why = next(_reasons(texts), None) if skills else None
    return dict.fromkeys(skills, why) if why else {}


def _home(path: str, folders: set[str]) -> str:
    """The plugin, or the folder of the skill, or the file alone, that the path belongs to."""
    if top := plugin_of(path):
        return top
    folder = path
    while folder := folder.rpartition("/")[0]:
        if folder in folders:
            return folder
    return path


def _reasons(texts: Mapping[str, str]) -> Iterator[Finding]:
    found = [one for path, text in texts.items() for one in dangers(path, text)]
    for path, text in texts.items():
        if path.endswith("/plugin.json"):
            found += spelt_manifest(path, text)
        elif is_skill(path):
            found += spelt(path, text)
    for top in sorted({plugin_of(path) for path in texts} - {""}):
        found += structure(top, texts)
        if manifest_of(texts.get(f"{top}/.claude-plugin/plugin.json", "")):
            found += manifest(top, texts)
    yield from (one for one in found if one.rule in QUARANTINED)
