"""What the cited evidence does not contain is not written.

Every quote, command, number, path, flag, version, error and name of a statement is looked up in the
redacted texts that the statement cites. A sentence with a claim that is not there is removed; a row
that loses a cell is removed; a draft that loses its core is refused.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from tacit.draft import naming
from tacit.draft.evidence import Evidence
from tacit.draft.lookup import holds, measured, ran, together, verbatim
from tacit.draft.losses import reason
from tacit.draft.phrases import path_of
from tacit.draft.skill import (
    Configuration,
    FailedAttempt,
    Measure,
    Script,
    SkillDraft,
    Statement,
    Step,
    Trial,
    Trouble,
)
from tacit.draft.support import sentences
from tacit.draft.words import GLUE, stem, stems
from tacit.episodes.final import ended
from tacit.errors import DraftRefused

# Rows of one field: a hostile form may hold thousands, each a search through all that it cites.
_MOST = 100
# What a name may call any error.
_NEUTRAL = frozenset(
    re.findall(r"[\w-]+", "mismatch wrong missing broken invalid unexpected crash bug trouble")
)

_Part = TypeVar(
    "_Part", Statement, Step, FailedAttempt, Trouble, Configuration, Measure, Trial, Script
)


def ground(draft: SkillDraft, evidence: Evidence) -> SkillDraft:
    """The draft without what its evidence does not hold.

    Raises DraftRefused where the error, or both its fix and its steps, or the description is lost.
    """
    steps = _kept(draft.steps, evidence, _step)
    troubles = _kept(draft.troubles, evidence, _trouble)
    experiments = _kept(draft.experiments, evidence, _trial)
    if not (troubles or experiments):
        raise DraftRefused(reason("troubles", draft.troubles, evidence))
    if not steps:
        raise DraftRefused(reason("steps", draft.steps, evidence))
    goal = _wish(draft.goal, evidence)
    if goal is None:
        raise DraftRefused(reason("goal", (draft.goal,), evidence))
    lesson = draft.lesson and _free(draft.lesson, evidence)
    found = draft.model_copy(
        update={
            "goal": goal,
            "steps": steps,
            "failed": _kept(draft.failed, evidence, _failed),
            "troubles": troubles,
            "experiments": experiments,
            "configuration": _kept(draft.configuration, evidence, _configuration),
            "results": _kept(draft.results, evidence, _measure),
            "environment": _kept(draft.environment, evidence, _measure),
            "next_steps": _kept(draft.next_steps, evidence, _statement),
            "triggers": _kept(draft.triggers, evidence, _free),
            "lesson": lesson,
            "scripts": _kept(draft.scripts, evidence, _script),
        }
    )
    return _head(found, evidence)


def _head(draft: SkillDraft, evidence: Evidence) -> SkillDraft:
    """Name and description cite nothing; what they say must be in what the draft's parts cite."""
    text = evidence.of(_ids(draft)) + "\n" + evidence.session + "\n" + draft.date
    description = sentences(draft.description, text)
    if not description:
        raise DraftRefused("description: nothing of it is in the evidence that the draft cites")
    name = _named(draft, text)
    category = draft.category
    if category not in naming.CATEGORIES and not set(map(stem, category.split("-"))) <= stems(text):
        category = "general"
    update = {"name": name, "category": category, "description": description}
    return draft.model_copy(update=update)


def _named(draft: SkillDraft, text: str) -> str:
    """The name without words that the evidence does not know; the error's where few are left."""
    held, low = stems(text), text.lower()
    words = draft.name.split("-")
    kept = [w for w in words if w in GLUE or w in low or stem(w) in held or w in _NEUTRAL]
    if len(kept) == len(words):
        return draft.name
    few = len([word for word in kept if word not in GLUE]) < 2
    if few and draft.troubles:
        return naming.name("", draft.troubles[0].error)
    return "-".join(kept) or "runs-compared"


def _ids(draft: SkillDraft) -> Iterable[str]:
    parts: list[Any] = [draft.goal, *draft.steps, *draft.failed, *draft.troubles]
    parts += draft.experiments
    parts += [*draft.configuration, *draft.results, *draft.environment, *draft.triggers]
    return (i for part in parts for i in part.evidence)


def _kept(parts: Sequence[_Part], evidence: Evidence, check: Any) -> tuple[_Part, ...]:
    return tuple(kept for part in parts[:_MOST] if (kept := check(part, evidence)) is not None)


def _cited(part: _Part, evidence: Evidence) -> tuple[tuple[str, ...], str]:
    ids = tuple(i for i in part.evidence if i in evidence.texts)
    return ids, evidence.of(ids)


def _statement(part: Statement, evidence: Evidence) -> Statement | None:
    ids, text = _cited(part, evidence)
    said = sentences(part.text, text)
    return Statement(text=said, evidence=ids) if ids and said else None


def _free(part: Statement, evidence: Evidence) -> Statement | None:
    ids, text = _cited(part, evidence)
    said = sentences(part.text, text, loose=True)
    return Statement(text=said, evidence=ids) if ids and said else None


def _wish(part: Statement, evidence: Evidence) -> Statement | None:
    ids, text = _cited(part, evidence)
    said = sentences(part.text, text, wish=True)
    return Statement(text=said, evidence=ids) if ids and said else None


def _step(part: Step, evidence: Evidence) -> Step | None:
    ids, text = _cited(part, evidence)
    change = "\n".join(line[1:] for line in part.change.splitlines())
    if not (ids and ran(part.command, text) and verbatim(change, text)):
        return None
    said = sentences(part.text, text)
    return part.model_copy(update={"text": said, "evidence": ids}) if said else None


def _failed(part: FailedAttempt, evidence: Evidence) -> FailedAttempt | None:
    ids, text = _cited(part, evidence)
    attempt, lesson = sentences(part.attempt, text), sentences(part.lesson, text)
    why = sentences(part.why, text, evidence.around(ids))
    if not (ids and attempt and why and lesson):
        return None
    return FailedAttempt(attempt=attempt, why=why, lesson=lesson, evidence=ids)


def _trouble(part: Trouble, evidence: Evidence) -> Trouble | None:
    ids, text = _cited(part, evidence)
    fix, symptom = sentences(part.fix, text), sentences(part.symptom, text)
    if not (ids and fix and verbatim(part.error, text)):
        return None
    cause = sentences(part.cause, text, evidence.around(ids)) if part.cause else ""
    symptom = symptom or f"The output holds: {part.error.splitlines()[0].strip()}"
    return part.model_copy(update={"symptom": symptom, "cause": cause, "fix": fix, "evidence": ids})


def _configuration(part: Configuration, evidence: Evidence) -> Configuration | None:
    ids, text = _cited(part, evidence)
    there = ran(part.text, text) if part.kind == "command" else verbatim(part.text, text)
    held = ids and there and (not part.path or holds(text, part.path))
    return part.model_copy(update={"evidence": ids}) if held else None


def _measure(part: Measure, evidence: Evidence) -> Measure | None:
    ids, text = _cited(part, evidence)
    named = bool(sentences(part.name, text, loose=True)) and measured(part.name, part.value, text)
    return part.model_copy(update={"evidence": ids}) if ids and named else None


def _trial(part: Trial, evidence: Evidence) -> Trial | None:
    ids, text = _cited(part, evidence)
    values = [(one.name, one.value) for one in (*part.settings, *part.metrics)]
    held = ids and part.settings and together(values, text) and verbatim(part.outcome, text)
    return part.model_copy(update={"evidence": ids}) if held else None


def _script(part: Script, evidence: Evidence) -> Script | None:
    """Only what the cited edits of that file come to, to the letter."""
    calls = [evidence.calls[i] for i in part.evidence if i in evidence.calls]
    edits = [call for call in calls if path_of(call).rsplit("/", 1)[-1] == part.name]
    ids = tuple(i for i in part.evidence if i in evidence.texts)
    return part.model_copy(update={"evidence": ids}) if ended(edits) == part.text else None
