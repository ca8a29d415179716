"""What a model calls a command must be one that ran.

Grounding looks claims up in all that a call took and gave; a tool's output can hold a command that
somebody planted there, to be repeated. What ran, and what an edit wrote, is in the input alone.
"""

from collections.abc import Iterator

from tacit.draft.evidence import Evidence
from tacit.draft.skill import SkillDraft


def only_what_ran(form: SkillDraft, evidence: Evidence) -> SkillDraft:
    """The form without commands that never ran and changes that no edit made."""
    given = [dict(call.input) for call in evidence.calls.values()]
    commands = _flat(str(one["command"]) for one in given if "command" in one)
    written = _flat(text for one in given for text in _texts(one))
    steps = tuple(
        step
        for step in form.steps
        if _held(step.command.splitlines(), commands) and _held(_added(step.change), written)
    )
    configuration = tuple(
        part
        for part in form.configuration
        if part.kind != "command" or _held(part.text.splitlines(), commands)
    )
    return form.model_copy(update={"steps": steps, "configuration": configuration})


def _held(lines: list[str], flat: str) -> bool:
    return all(" ".join(line.split()) in flat for line in lines)


def _flat(texts: Iterator[str]) -> str:
    return " ".join("\n".join(texts).split())


def _added(change: str) -> list[str]:
    return [line[1:] for line in change.splitlines() if line.startswith("+")]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
