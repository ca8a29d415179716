"""SkillDraft ─► the files of a skill, in the registry's form."""

import json
import re
from collections.abc import Callable, Iterable, Mapping

from tacit.draft.markdown import code, fence, inline, one_line, prose, quoted, table
from tacit.draft.skill import Configuration, SkillDraft, Step

VERSION = "1.0.0"
# What would end the HTML comment that holds a signature.
_COMMENT = re.compile(r"--!?>|\n|^-?>")


def render(draft: SkillDraft) -> Mapping[str, str]:
    """The draft's files, path inside the registry → text."""
    plugin = f"plugins/{draft.category}/{draft.name}"
    skill = f"{plugin}/skills/{draft.name}"
    return {
        f"{plugin}/.claude-plugin/plugin.json": _manifest(draft),
        f"{skill}/SKILL.md": _skill(draft),
        f"{skill}/references/experiment-log.md": _log(draft),
        f"{skill}/references/troubleshooting.md": _troubleshooting(draft),
    }


def title(draft: SkillDraft) -> str:
    """The name in words."""
    return draft.name.replace("-", " ").capitalize()


def _manifest(draft: SkillDraft) -> str:
    form = {
        "name": draft.name,
        "version": VERSION,
        "description": one_line(draft.description),
        "author": {"name": one_line(draft.author)},
        "skills": "./skills",
    }
    return json.dumps(form, indent=2, ensure_ascii=False) + "\n"


def _skill(draft: SkillDraft) -> str:
    front = {"name": draft.name, "description": draft.description}
    front |= {"author": draft.author, "date": draft.date}
    head = "\n".join(f"{key}: {quoted(value)}" for key, value in front.items())
    body = _document(
        f"# {title(draft)}",
        [
            ("Experiment Overview", _overview),
            ("When to Use", _triggers),
            ("Verified Workflow", _workflow),
            ("Failed Attempts", _failed),
            ("Lesson", lambda d: prose(d.lesson.text) if d.lesson else ""),
            ("Hyperparameters (copy and paste)", _configuration),
            ("Results", lambda d: _measures(d.results)),
            ("Environment", lambda d: _measures(d.environment)),
            ("Next Steps", lambda d: _bullets(s.text for s in d.next_steps)),
            ("References", lambda _: _REFERENCES),
        ],
        draft,
    )
    return f"---\n{head}\n---\n\n{body}"


_REFERENCES = (
    "- `references/troubleshooting.md`: each exact error with its cause and fix\n"
    "- `references/experiment-log.md`: what was tried, in order"
)
_OPTIONAL = frozenset({"When to Use", "Lesson", "What is still open"})
_NOTHING = "None recorded in this session."
_Section = tuple[str, Callable[[SkillDraft], str]]


def _document(heading: str, sections: Iterable[_Section], draft: SkillDraft) -> str:
    """The heading and its sections; those of the registry's form are there even when empty."""
    parts = [heading]
    for name, make in sections:
        text = make(draft)
        if text or name not in _OPTIONAL:
            parts.append(f"## {name}\n\n{text or _NOTHING}")
    return "\n\n".join(parts) + "\n"


def _overview(draft: SkillDraft) -> str:
    rows = [("Date", draft.date), ("Researcher", draft.author), ("Goal", draft.goal.text)]
    rows += [("Model", draft.model)] if draft.model else []
    where = ", ".join(f"{m.name} {m.value}" for m in draft.environment)
    rows += [("Environment", where)] if where else []
    return table(("Item", "Details"), [*rows])


def _triggers(draft: SkillDraft) -> str:
    return _bullets(statement.text for statement in draft.triggers)


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


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {inline(text)}" for text in texts)


def _log(draft: SkillDraft) -> str:
    return _document(
        f"# Experiment log: {title(draft)}",
        [
            (draft.date, lambda d: f"Goal: {inline(d.goal.text)}"),
            ("What was tried", _tried),
            ("What ended it", lambda d: _bullets(t.fix for t in d.troubles)),
            ("What is still open", lambda d: _bullets(s.text for s in d.next_steps)),
        ],
        draft,
    )


def _tried(draft: SkillDraft) -> str:
    return _bullets(f"{f.attempt} ({f.why})" for f in draft.failed)


def _troubleshooting(draft: SkillDraft) -> str:
    parts = [f"# Troubleshooting: {title(draft)}"]
    for trouble in draft.troubles:
        first = trouble.error.strip().splitlines()[0]
        text = f"## {inline(one_line(first, 120))}\n\n"
        if trouble.signature and not _COMMENT.search(trouble.signature):
            text += f"<!-- signature: {trouble.signature} -->\n\n"
        text += fence(trouble.error) + f"\n\n**Symptom.** {inline(trouble.symptom)}\n"
        text += f"\n**Cause.** {inline(trouble.cause)}\n" if trouble.cause else ""
        parts.append(f"{text}\n**Fix.** {inline(trouble.fix)}")
    return "\n\n".join(parts) + "\n"
