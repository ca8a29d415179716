"""SkillDraft ─► SKILL.md, and the forms that all pages of a skill share."""

import re
from collections.abc import Callable, Iterable

from tacit.draft.markdown import code, fence, inline, prose, quoted, table
from tacit.draft.skill import Configuration, SkillDraft, Step
from tacit.draft.trials import shown, worse

_Section = tuple[str, Callable[[SkillDraft], str]]


def title(draft: SkillDraft) -> str:
    """The name in words."""
    return draft.name.replace("-", " ").capitalize()


def skill(draft: SkillDraft) -> str:
    """The text of SKILL.md: frontmatter, then the sections of the registry's form."""
    front = {"name": draft.name, "description": draft.description}
    front |= {"author": draft.author, "date": draft.date}
    head = "\n".join(f"{key}: {quoted(value)}" for key, value in front.items())
    body = document(
        f"# {title(draft)}",
        [
            ("Experiment Overview", _overview),
            ("When to Use", _triggers),
            ("Verified Workflow", _workflow),
            ("Experiments", shown),
            ("Failed Attempts", _failed),
            ("Lesson", lambda d: prose(d.lesson.text) if d.lesson else ""),
            ("Hyperparameters (copy and paste)", _configuration),
            ("Results", lambda d: _measures(d.results)),
            ("Environment", lambda d: _measures(d.environment)),
            ("Next Steps", lambda d: bullets(s.text for s in d.next_steps)),
            ("References", _references),
        ],
        draft,
    )
    return f"---\n{head}\n---\n\n{body}"


_TROUBLES = "- `references/troubleshooting.md`: each exact error with its cause and fix\n"
_LOG = "- `references/experiment-log.md`: what was tried, in order"
_OPTIONAL = frozenset(
    {"When to Use", "Experiments", "Runs compared", "What ended it", "Lesson", "What is still open"}
)
_NOTHING = "None recorded in this session."


def document(heading: str, sections: Iterable[_Section], draft: SkillDraft) -> str:
    """The heading and its sections; those of the registry's form are there even when empty."""
    parts = [heading]
    for name, make in sections:
        text = make(draft)
        if text or name not in _OPTIONAL:
            parts.append(f"## {name}\n\n{text or _NOTHING}")
    return "\n\n".join(parts) + "\n"


def _references(draft: SkillDraft) -> str:
    kept = [f"\n- `scripts/{one.name}`: as it ran at last" for one in draft.scripts]
    return (_TROUBLES if draft.troubles else "") + _LOG + "".join(kept)


def _overview(draft: SkillDraft) -> str:
    rows = [("Date", draft.date), ("Researcher", draft.author), ("Goal", draft.goal.text)]
    rows += [("Model", draft.model)] if draft.model else []
    where = ", ".join(f"{m.name} {m.value}" for m in draft.environment)
    rows += [("Environment", where)] if where else []
    return table(("Item", "Details"), [*rows])


def _triggers(draft: SkillDraft) -> str:
    return bullets(statement.text for statement in draft.triggers)


def _workflow(draft: SkillDraft) -> str:
    return "\n".join(_step(number, step) for number, step in enumerate(draft.steps, start=1))


def _step(number: int, step: Step) -> str:
    lead = f"{number}. "
    parts = [lead + inline(step.text)]
    parts += [fence(step.change, "diff")] if step.change else []
    parts += [fence(step.command, "bash")] if step.command else []
    return re.sub(r"\n(?!\n)", "\n" + " " * len(lead), "\n\n".join(parts)) + "\n"


def _failed(draft: SkillDraft) -> str:
    rows: list[tuple[str, ...]] = [(f.attempt, f.why, f.lesson) for f in draft.failed]
    rows += worse(draft)
    return table(("Attempt", "Why it failed", "Lesson"), rows) if rows else ""


def _configuration(draft: SkillDraft) -> str:
    return "\n\n".join(_configured(part) for part in draft.configuration)


def _configured(part: Configuration) -> str:
    if part.kind == "command":
        return fence(part.text, "bash")
    suffix = part.path.rsplit(".", 1)[-1].lower() if "." in part.path else ""
    language = suffix if suffix.isascii() and suffix.isalnum() and len(suffix) < 8 else "text"
    named = f"{code(part.path)}:\n\n" if part.path else ""
    return named + fence(part.text, language)


def _measures(measures: Iterable[object]) -> str:
    rows = [(getattr(m, "name", ""), getattr(m, "value", "")) for m in measures]
    return table(("What", "Value"), [*rows]) if rows else ""


def bullets(texts: Iterable[str]) -> str:
    """A list of prose."""
    return "\n".join(f"- {inline(text)}" for text in texts)
