"""What a typed draft states, each with the evidence that it cites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tacit.draft.skill import SkillDraft

_WORDS = re.compile(r"\w+")
# What is shorter (a step called "run it") stands in many places by chance.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Stated:
    """Words that stand together where the draft states them, and the ids that it cites."""

    parts: tuple[str, ...]
    evidence: tuple[str, ...]

    def within(self, key: str) -> bool:
        """Does a passage of that key state it?"""
        return bool(self.parts) and all(f" {part} " in key for part in self.parts)


def key(text: str) -> str:
    """The text's words alone: Markdown's marks and escapes are none."""
    return f" {' '.join(_WORDS.findall(text.lower()))} "


def stated(skill: SkillDraft) -> tuple[Stated, ...]:
    """All that the draft states, in its order."""
    made = (Stated(tuple(key(text).strip() for text in texts), ids) for texts, ids in _texts(skill))
    return tuple(one for one in made if sum(map(len, one.parts)) >= _SHORTEST)


def _texts(skill: SkillDraft) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    one = [
        skill.goal,
        *skill.triggers,
        *skill.next_steps,
        *([skill.lesson] if skill.lesson else []),
    ]
    yield from (((part.text,), part.evidence) for part in one)
    for step in skill.steps:
        for text in filter(None, (step.text, step.command, step.change)):
            yield (text,), step.evidence
    for failed in skill.failed:
        yield (failed.attempt,), failed.evidence
    for trouble in skill.troubles:
        for text in filter(None, (trouble.error, trouble.symptom, trouble.cause, trouble.fix)):
            yield (text,), trouble.evidence
    for configured in skill.configuration:
        yield (configured.text,), configured.evidence
    for measure in (*skill.results, *skill.environment):
        yield (f"{measure.name} {measure.value}",), measure.evidence
    for trial in skill.experiments:
        given = (*trial.settings, *trial.metrics)
        yield tuple(value.value for value in given), trial.evidence
    for script in skill.scripts:
        yield (script.text,), script.evidence
