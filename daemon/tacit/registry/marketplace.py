"""Make `.claude-plugin/marketplace.json` from the plugins that are there.

Each plugin is an entry of its own, and the bundle `all-skills` lists every skill, so that one
`/plugin install` takes them all. What the team wrote in the file by hand stays: its name, owner
and description, and entries that point elsewhere. Claude Code refuses a list at the top of the
repository; a copy that lies there, for readers and other tools, is kept the same.

A registry's own `scripts/generate_marketplace.py` writes the same bytes; a test holds the two
together.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tacit.errors import RegistryError
from tacit.registry.form import BUNDLE, manifest_of, slug
from tacit.registry.tree import files, read

FILE = ".claude-plugin/marketplace.json"
COPY = "marketplace.json"
_NEW = {
    "name": "team-skills",
    "owner": {"name": "The team"},
    "metadata": {"description": "What our sessions learned."},
}


def listings(root: Path, changed: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """Path → new content of the list, and of its copy at the top where there is one.

    As for `marketplace`.
    """
    made = marketplace(root, changed)
    return {path: made for path in (FILE, COPY) if path == FILE or read(root / path) is not None}


def marketplace(root: Path, changed: Mapping[str, str | None] | None = None) -> bytes:
    """The file's new content for the registry in folder `root`.

    `changed`: path → text that the file will have, None where it will be gone: a merge is
    described before it is written. Raises RegistryError where the present file is broken.
    """
    changed = changed or {}
    paths = (set(files(root)) | {p for p, text in changed.items() if text is not None}) - {
        p for p, text in changed.items() if text is None
    }

    def text_of(path: str) -> str:
        return changed.get(path) or read(root / path) or ""

    present = _present(text_of(FILE) or text_of(COPY))
    foreign = [entry for entry in present.get("plugins", []) if _foreign(entry)]
    taken = {entry["name"] for entry in foreign} | {BUNDLE}
    entries = []
    for top in _plugins(paths):
        name = top.rsplit("/", 1)[1]
        if name not in taken:  # a name twice is refused by the client; lint says which
            taken.add(name)
            entries.append(_entry(top, manifest_of(text_of(f"{top}/.claude-plugin/plugin.json"))))
    made = {**_NEW, **present, "plugins": [_bundle(paths), *entries, *foreign]}
    return (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _present(text: str) -> dict[str, Any]:
    if not text:
        return {}
    present = manifest_of(text)
    if present is None or not isinstance(present.get("plugins", []), list):
        raise RegistryError(f"{FILE} is no good JSON; mend it by hand first")
    return present


def _foreign(entry: object) -> bool:
    """An entry that somebody wrote by hand, for a plugin that does not lie here."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return False
    source = entry.get("source")
    ours = isinstance(source, str) and (source in ("./", ".") or source.startswith("./plugins/"))
    return not ours and entry["name"] != BUNDLE


def _plugins(paths: Iterable[str]) -> list[str]:
    """Folders of plugins that can be listed: a manifest, and names that are names."""
    found = {
        tuple(parts[1:3]) for path in paths if len(parts := path.split("/")) > 3 and _in(parts)
    }
    return [f"plugins/{category}/{name}" for category, name in sorted(found)]


def _in(parts: list[str]) -> bool:
    return parts[0] == "plugins" and all(map(slug, parts[1:3])) and parts[3:] == _MANIFEST


_MANIFEST = [".claude-plugin", "plugin.json"]


def _bundle(paths: Iterable[str]) -> dict[str, Any]:
    skills = sorted(
        f"./{path.removesuffix('/SKILL.md')}"
        for path in paths
        if len(parts := path.split("/")) == 6
        and (parts[0], parts[3], parts[5]) == ("plugins", "skills", "SKILL.md")
        and all(map(slug, (parts[1], parts[2], parts[4])))
    )
    return {
        "name": BUNDLE,
        "source": "./",
        "description": "Every skill of this registry.",
        "version": "1.0.0",
        "strict": False,
        "skills": skills,
    }


def _entry(top: str, manifest: Mapping[str, object] | None) -> dict[str, Any]:
    _, category, name = top.split("/")
    entry: dict[str, Any] = {"name": name, "source": f"./{top}"}
    for key in ("description", "version"):
        if isinstance(value := (manifest or {}).get(key), str):
            entry[key] = value
    return {**entry, "category": category}
