"""May a skill be advised from, by what its frontmatter says once YAML has read it?

What its files hold, letter by letter, is looked at by `registry.quarantine`.
"""

from tacit.registry.danger import dangerous
from tacit.registry.skill import Skill


def trusted(skill: Skill) -> bool:
    """Nothing dangerous in what names and describes it, and a path that can be shown as it is."""
    if not skill.path.isprintable() or set("<>`\"'\\") & set(skill.path):
        return False
    return not dangerous("\n".join((skill.name, skill.description, skill.author, skill.date)))
