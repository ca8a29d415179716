"""SkillDraft ─► the files of a skill, in the registry's form."""

import json
import re
from collections.abc import Mapping

from tacit.draft.markdown import fence, inline, one_line
from tacit.draft.page import bullets, document, skill, title
from tacit.draft.provenance import FILE, written
from tacit.draft.skill import SkillDraft
from tacit.draft.trials import shown, worse

VERSION = "1.0.0"
# What would end the HTML comment that holds a signature.
_COMMENT = re.compile(r"--!?>|\n|^-?>")


def render(draft: SkillDraft) -> Mapping[str, str]:
    """The draft's files, path inside the registry → text."""
    plugin = f"plugins/{draft.category}/{draft.name}"
    inside = f"{plugin}/skills/{draft.name}"
    files = {
        f"{plugin}/.claude-plugin/plugin.json": _manifest(draft),
        f"{plugin}/{FILE}": written(draft),
        f"{inside}/SKILL.md": skill(draft),
        f"{inside}/references/experiment-log.md": _log(draft),
        f"{inside}/references/troubleshooting.md": _troubleshooting(draft),
    }
    files |= {f"{inside}/scripts/{one.name}": one.text.rstrip() + "\n" for one in draft.scripts}
    return files


def _manifest(draft: SkillDraft) -> str:
    form = {
        "name": draft.name,
        "version": VERSION,
        "description": one_line(draft.description),
        "author": {"name": one_line(draft.author)},
        "skills": "./skills",
    }
    return json.dumps(form, indent=2, ensure_ascii=False) + "\n"


def _log(draft: SkillDraft) -> str:
    return document(
        f"# Experiment log: {title(draft)}",
        [
            (draft.date, lambda d: f"Goal: {inline(d.goal.text)}"),
            ("What was tried", _tried),
            ("Runs compared", shown),
            ("What ended it", lambda d: bullets(t.fix for t in d.troubles)),
            ("What is still open", lambda d: bullets(s.text for s in d.next_steps)),
        ],
        draft,
    )


def _tried(draft: SkillDraft) -> str:
    rows = [(f.attempt, f.why) for f in draft.failed] + [row[:2] for row in worse(draft)]
    return bullets(f"{attempt} ({why})" for attempt, why in rows)


def _troubleshooting(draft: SkillDraft) -> str:
    parts = [f"# Troubleshooting: {title(draft)}"]
    parts += [] if draft.troubles else ["None recorded in this session."]
    for trouble in draft.troubles:
        first = trouble.error.strip().splitlines()[0]
        text = f"## {inline(one_line(first, 120))}\n\n"
        if trouble.signature and not _COMMENT.search(trouble.signature):
            text += f"<!-- signature: {trouble.signature} -->\n\n"
        text += fence(trouble.error) + f"\n\n**Symptom.** {inline(trouble.symptom)}\n"
        text += f"\n**Cause.** {inline(trouble.cause)}\n" if trouble.cause else ""
        parts.append(f"{text}\n**Fix.** {inline(trouble.fix)}")
    return "\n\n".join(parts) + "\n"
