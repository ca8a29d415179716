"""What a path in a registry is: which plugin it lies in, whether it is a skill's main file."""

import re

# A dot in a flat skill's name is a version's: NAME.notes.md is beside a skill, and none itself.
_FLAT = re.compile(r"skills/(?!README\b)[^/.]+(?:\.\d[^/.]*)*\.md", re.I)


def plugin_of(path: str) -> str:
    """The plugin's folder, `plugins/CATEGORY/NAME`, that a path lies in, "" where in none."""
    parts = path.split("/", 3)
    return "/".join(parts[:3]) if parts[0] == "plugins" and len(parts) == 4 else ""


def is_skill(path: str) -> bool:
    """Is this the path of a skill's main file, in one of the layouts?"""
    if path.startswith(("templates/", ".github/")):
        return False
    return path.rsplit("/", 1)[-1] == "SKILL.md" or _FLAT.fullmatch(path) is not None


def called(path: str) -> str:
    """What the folder or the file of a skill calls it; "" for a SKILL.md at the top."""
    folders, _, name = path.rpartition("/")
    return folders.rsplit("/", 1)[-1] if name == "SKILL.md" else name[: -len(".md")]
