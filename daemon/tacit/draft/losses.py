"""What grounding takes out of a form, told so that the author of the form can mend it."""

from collections.abc import Sequence

from pydantic import BaseModel

from tacit.draft.evidence import Evidence
from tacit.draft.skill import SkillDraft
from tacit.draft.support import missing

_ROWS = ("steps", "failed", "troubles", "configuration", "results", "environment", "next_steps")


def reason(field: str, parts: Sequence[BaseModel], evidence: Evidence) -> str:
    """Why no part of a field is left: the first claim of each that its evidence does not hold."""
    told = [why for n, part in enumerate(parts) if (why := _why(f"{field}.{n}", part, evidence))]
    return "; ".join(told[:3]) or f"{field}: there is none, and a skill needs one"


def _why(place: str, part: BaseModel, evidence: Evidence) -> str:
    given = part.model_dump()
    ids = given.pop("evidence")
    if not any(i in evidence.texts for i in ids):
        return f"{place}.evidence: this session has no {' or '.join(ids[:3])[:120]}"
    text = evidence.of(ids)
    for field, said in given.items():
        if field == "signature":
            continue
        whole = field in ("error", "command", "change")
        claim = missing(said, text, whole=whole)
        if claim:
            return f"{place}.{field}: {claim[:160]!r} is not in the evidence that it cites"
    return ""


def left_out(form: SkillDraft, skill: SkillDraft) -> tuple[str, ...]:
    """The rows and sentences of the form that the skill no longer has, by field and number."""
    found: list[str] = []
    for field in (*_ROWS, "triggers"):
        before, after = (getattr(draft, field) for draft in (form, skill))
        kept = {_words(part) for part in after}
        found += [f"{field}.{n}" for n, part in enumerate(before) if _words(part) not in kept]
    found += ["lesson"] if form.lesson and not skill.lesson else []
    if " ".join(form.description.split()) != " ".join(skill.description.split()):
        found.append("description (in part)")
    found += ["name"] if form.name != skill.name else []
    return tuple(found)


def _words(part: BaseModel) -> str:
    return " ".join(str(part.model_dump(exclude={"evidence", "signature", "cause"})).split())
