"""A plugin's files under another name."""

import re
from collections.abc import Mapping

_MANIFEST = (".claude-plugin", "plugin.json")


def renamed(files: Mapping[str, str], other: str) -> dict[str, str]:
    """The files of one plugin of our own layout as those of a plugin called `other`.

    Its folders, its manifest's name and its skill's name change; every other byte stays.
    """
    return dict(_renamed(path, text, other) for path, text in files.items())


def _renamed(path: str, text: str, other: str) -> tuple[str, str]:
    top, category, name, *inside = path.split("/")
    if tuple(inside) == _MANIFEST:
        text = re.sub(rf'("name"\s*:\s*)"{re.escape(name)}"', rf'\g<1>"{other}"', text, count=1)
    elif inside == ["skills", name, "SKILL.md"]:
        text = re.sub(r"^name:.*$", f'name: "{other}"', text, count=1, flags=re.M)
    if inside[:2] == ["skills", name]:
        inside[1] = other
    return "/".join((top, category, other, *inside)), text
