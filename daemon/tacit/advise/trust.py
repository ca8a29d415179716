"""May a skill be advised from? Not while lint finds in it what could harm its reader."""

from tacit.registry.danger import dangerous
from tacit.registry.skill import Skill


def trusted(skill: Skill) -> bool:
    """Nothing dangerous in its text, merged or not, and a path that can be shown as it is."""
    if not skill.path.isprintable() or set("<>`\"'\\") & set(skill.path):
        return False
    texts = [skill.name, skill.description, skill.author, skill.date, skill.body]
    texts += [f"{trouble.error}\n{trouble.text}" for trouble in skill.troubles]
    return not dangerous("\n".join(texts))
