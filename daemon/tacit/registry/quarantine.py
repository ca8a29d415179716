"""Which skills are dangerous by any file that lies with them: an agent reads them all."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tacit.registry.danger import QUARANTINED, dangers
from tacit.registry.finding import Finding
from tacit.registry.form import manifest_of
from tacit.registry.page import page
from tacit.registry.places import is_skill, plugin_of
from tacit.registry.rules.manifest import manifest
from tacit.registry.rules.spelt import spelt, spelt_manifest
from tacit.registry.rules.structure import structure
from tacit.registry.tree import files, read


def quarantine(root: Path) -> Mapping[str, Finding]:
    """Path of each dangerous skill of the registry in folder `root`, and the first reason.

    A plugin's skills share its files; elsewhere a SKILL.md has those of its folder.
    """
    paths = tuple(files(root))
    folders = {path.rpartition("/")[0] for path in paths if path.endswith("/SKILL.md")}
    found: dict[str, Finding] = {}
    homes: dict[str, list[str]] = {}
    for path in paths:
        homes.setdefault(_home(path, folders), []).append(path)
    for group in homes.values():
        if not any(map(is_skill, group)):
            continue
        texts = {path: text for path in group if (text := read(root / path)) is not None}
        skills = [path for path in texts if is_skill(path)]
        if skills and (why := next(_reasons(texts), None)):
            found.update(dict.fromkeys(skills, why))
    return found


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
            found += spelt(page(path, text))
    for top in sorted({plugin_of(path) for path in texts} - {""}):
        found += structure(top, texts)
        if manifest_of(texts.get(f"{top}/.claude-plugin/plugin.json", "")):
            found += manifest(top, texts)
    yield from (one for one in found if one.rule in QUARANTINED)
