#!/usr/bin/env python3
"""Make the list that Claude Code installs from: `.claude-plugin/marketplace.json`.

usage: python3 scripts/generate_marketplace.py [--check]

Each plugin under plugins/CATEGORY/NAME is an entry of its own, and the bundle `all-skills` lists
every skill. What was written in the file by hand stays: its name, owner and description, and
entries for plugins that lie elsewhere. `marketplace.json` at the top, where there is one, gets the
same content. With --check nothing is written; the exit code is 1 where something would be.

Python 3.9 or newer, standard library only. `tacit registry marketplace` writes the same bytes.
"""

import json
import os
import re
import sys
from pathlib import Path

FILE = ".claude-plugin/marketplace.json"
COPY = "marketplace.json"
BUNDLE = "all-skills"
LARGEST = 1_000_000  # bytes; a larger file is not read
NEW = {
    "name": "team-skills",
    "owner": {"name": "The team"},
    "metadata": {"description": "What our sessions learned."},
}
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def main():
    """Write the list, or say that it is stale; the exit code comes back."""
    root = Path(__file__).resolve().parents[1]
    try:
        made = marketplace(root)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    files = [root / FILE] + [root / COPY] * regular(root / COPY)
    stale = [file for file in files if not file.is_file() or file.read_bytes() != made]
    for file in stale:
        if "--check" in sys.argv[1:]:
            print(f"{file.relative_to(root)} does not list what is here", file=sys.stderr)
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(made)
            print(f"wrote {file.relative_to(root)}")
    return int(bool(stale) and "--check" in sys.argv[1:])


def marketplace(root):
    """The list's bytes for the registry in folder `root`."""
    present = manifest(read(root / FILE) or read(root / COPY) or "{}")
    if present is None or not isinstance(present.get("plugins", []), list):
        raise ValueError(f"{FILE} is no good JSON; mend it by hand first")
    foreign = [entry for entry in present.get("plugins", []) if elsewhere(entry)]
    taken = {entry["name"] for entry in foreign} | {BUNDLE}
    entries = []
    for top in plugins(root):
        file = top / ".claude-plugin" / "plugin.json"
        if top.name not in taken and folder(file.parent) and regular(file):
            taken.add(top.name)  # the client refuses a name twice
            entries.append(entry_of(root, top, manifest(read(file)) or {}))
    made = {**NEW, **present, "plugins": [bundle(root), *entries, *foreign]}
    return (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def entry_of(root, top, said):
    """One plugin's entry; `said`: its manifest."""
    entry = {"name": top.name, "source": f"./{top.relative_to(root).as_posix()}"}
    for key in ("description", "version"):
        if isinstance(said.get(key), str):
            entry[key] = said[key]
    return {**entry, "category": top.parent.name}


def bundle(root):
    """The entry that lists every skill."""
    skills = sorted(
        f"./{skill.relative_to(root).as_posix()}"
        for top in plugins(root)
        for skill in named(top / "skills")
        if regular(skill / "SKILL.md")
    )
    return {
        "name": BUNDLE,
        "source": "./",
        "description": "Every skill of this registry.",
        "version": "1.0.0",
        "strict": False,
        "skills": skills,
    }


def elsewhere(entry):
    """Was the entry written by hand, for a plugin that does not lie here?"""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return False
    source = entry.get("source")
    ours = isinstance(source, str) and (source in ("./", ".") or source.startswith("./plugins/"))
    return not ours and entry["name"] != BUNDLE


def plugins(root):
    """The folders plugins/CATEGORY/NAME, in order."""
    return [top for category in named(root / "plugins") for top in named(category)]


def named(parent):
    """The folders inside one that have a proper name, in order."""
    names = sorted(os.listdir(parent)) if folder(parent) else []
    proper = [name for name in names if SLUG.fullmatch(name) and "--" not in name]
    return [parent / name for name in proper if folder(parent / name)]


def folder(path):
    """Is it a folder, and no link to one?"""
    return path.is_dir() and not path.is_symlink()


def regular(path):
    """Is it a file, and no link to one?"""
    return path.is_file() and not path.is_symlink()


def read(path):
    """The file's text, "" where there is none or it is too large."""
    if not regular(path) or path.stat().st_size > LARGEST:
        return ""
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def manifest(text):
    """What a JSON file says; None where it is no object."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


if __name__ == "__main__":
    sys.exit(main())
