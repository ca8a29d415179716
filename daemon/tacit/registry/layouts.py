"""Find the skills of a registry, of whatever layout.

- `plugins/CATEGORY/NAME/skills/NAME/SKILL.md` with `references/troubleshooting.md`: ours;
- `skills/NAME.md` with frontmatter (and `NAME.notes.md`, which is none);
- any tree of `SKILL.md`.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tacit.registry.front import Front, front
from tacit.registry.places import called, is_skill
from tacit.registry.skill import Skill
from tacit.registry.tree import files, read
from tacit.registry.troubles import troubles

_NAME = re.compile(r"[\w][\w .:+/-]{0,99}")


def skills(root: Path) -> Iterator[Skill]:
    """The skills below `root`, in the order of their paths; never raises on what it meets.

    Files above 1 MB and links are passed over; a template is no skill.
    """
    for path in files(root):
        text = read(root / path) if is_skill(path) else None
        if text is not None and (found := skill_in(path, text, root)):
            yield found


def skill_in(path: str, text: str, root: Path) -> Skill | None:
    """The skill whose main file at this path in the registry has this text, None if it is none."""
    found = front(text)
    if path.endswith("/SKILL.md") or path == "SKILL.md" or found.text("description"):
        return _skill(root, path, found)
    return None


def _skill(root: Path, path: str, found: Front) -> Skill:
    where = PurePosixPath(path)
    name = found.text("name")
    return Skill(
        name=name if _NAME.fullmatch(name) else called(path) or root.name,
        description=found.text("description"),
        path=path,
        body=found.body.strip(),
        author=found.text("author")[:100],
        date=found.text("date")[:40],
        troubles=troubles(_troubleshooting(root, where)),
    )


def _troubleshooting(root: Path, skill: PurePosixPath) -> str:
    """The text of the file beside the skill, or at the top of its plugin."""
    if skill.name != "SKILL.md":
        return ""
    places = [skill.parent]
    if skill.parts[0] == "plugins" and len(skill.parts) == 6:
        places.append(PurePosixPath(*skill.parts[:3]))
    for place in places:
        text = read(root / place / "references" / "troubleshooting.md")
        if text:
            return text
    return ""
