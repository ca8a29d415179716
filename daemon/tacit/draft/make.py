"""Session and episodes ─► drafts: redact the evidence, write, ground, redact what was written."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from tacit.draft import comparison
from tacit.draft.case import Case
from tacit.draft.cases import cases, measured, signed, told
from tacit.draft.evidence import Evidence, cited, collect, trial_ids
from tacit.draft.ground import ground
from tacit.draft.provenance import client
from tacit.draft.render import render
from tacit.draft.rules import write
from tacit.draft.safe import problem, redacted
from tacit.draft.scripts import script_ids
from tacit.draft.skill import SkillDraft, Trial
from tacit.draft.trials import trials
from tacit.episodes.episode import Mined
from tacit.errors import DraftRefused, ModelError
from tacit.redact import residual
from tacit.transcript.session import Session

MOST = 3
# A form that did not fit is no lesson for the team.
_OWN = re.compile(r"(?:^|[\s;&|\"'/])tacit[\"']? +(?:draft|mine)\b")

# Fills the form from a case, or raises ModelError: the writer with a model.
Asking = Callable[[Case, str], SkillDraft]


@dataclass(frozen=True, slots=True)
class Draft:
    """A skill before review. `files`: path inside the registry → text. `evidence`: id → redacted
    text; it stays on this machine. `redactions`: how many of each kind were taken out. `writer`:
    rules, anthropic, claude where Claude filled the form inside the session, or person where one
    edited the files, which then say more than `skill`. `note`: why the model that the
    configuration names did not write it."""

    id: str
    session: str
    project: str
    skill: SkillDraft
    files: Mapping[str, str]
    evidence: Mapping[str, str]
    redactions: Mapping[str, int]
    headless: bool
    writer: str = "rules"
    note: str = ""


def drafts(
    session: Session, mined: Mined, *, author: str = "", model: Asking | None = None
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """At most three drafts of the session's kept episodes; a line for each that was refused.

    `model` writes them, and where it fails, or nothing of what it wrote can stay, the rules do.
    """
    kept = [e for e in mined.episodes if e.keep and not _OWN.search(e.error.command)]
    if not (kept or any(series.worth for series in mined.series)):
        return (), ()
    ids = (
        *cited(kept, session),
        *trial_ids(mined.series),
        *script_ids(session, kept, mined.series),
    )
    evidence = collect(session, ids, author)
    made: list[Draft] = []
    refused: list[str] = []
    for case in cases(session, kept, mined.series, evidence, author):
        what = told(case)
        if len(made) == MOST:
            refused.append(f"{what}: left out; a session gives at most {MOST} drafts")
            continue
        try:
            made.append(_written(case, author, model))
        except DraftRefused as reason:
            refused.append(f"{what}: {reason}")
    return tuple(_apart(made)), tuple(refused)


def filled(form: SkillDraft, session: Session, mined: Mined, *, author: str = "") -> Draft:
    """The draft that Claude filled, grounded and redacted like any other.

    Date and model are the session's, whatever the form says. Raises DraftRefused.
    """
    ids = [i for part in _cited_parts(form) for i in part]
    evidence = collect(session, ids, author)
    date = (session.ended or session.started)[:10]
    update: dict[str, object] = {"date": date or form.date, "model": session.model, "scripts": ()}
    update["client"] = client(session.version)
    if author:
        update["author"] = author
    form = form.model_copy(update=update)
    if not form.experiments:
        form = form.model_copy(update={"experiments": _ran(ids, mined)})
        evidence = collect(session, (*ids, *trial_ids(mined.series)), author)
    form, _ = redacted(form, author)
    made = _draft(session, form, evidence, _signature(form, mined), author)
    return replace(made, writer="claude")


def _written(case: Case, author: str, model: Asking | None) -> Draft:
    session, evidence, signature = case.session, case.evidence, signed(case)
    note = ""
    if model is not None and case.group:
        try:
            form, _ = redacted(model(case, author), author)
            form = form.model_copy(update=measured(case))
            made = _draft(session, form, evidence, signature, author)
            return replace(made, writer="anthropic")
        except (ModelError, DraftRefused) as reason:
            note = f"written by rules, without the model: {reason}"
    try:
        form = write(case, author) if case.group else comparison.write(case, case.series[0], author)
        form = form.model_copy(update=measured(case))
    except ValidationError as error:
        raise DraftRefused(problem(error)) from None
    return replace(_draft(session, form, evidence, signature, author), note=note)


def _draft(
    session: Session, form: SkillDraft, evidence: Evidence, signature: str, author: str
) -> Draft:
    skill, counts = redacted(ground(form, evidence), author, evidence.people)
    files = render(skill)
    known = evidence.people
    left = {k for text in files.values() for k in residual(text, author=author, people=known)}
    if left:
        raise DraftRefused(f"it still holds {', '.join(sorted(left))}; nothing was written")
    cited_ids = {i for part in _cited_parts(skill) for i in part}
    return Draft(
        id=hashlib.sha256(f"{session.root}\n{signature}".encode(errors="replace")).hexdigest()[:10],
        session=session.id,
        project=session.project,
        skill=skill,
        files=files,
        evidence={i: text for i, text in evidence.texts.items() if i in cited_ids},
        redactions=dict(Counter(evidence.counts) + counts),
        headless=session.headless,
    )


def _cited_parts(form: SkillDraft) -> Iterable[tuple[str, ...]]:
    parts: list[Any] = [form.goal, *form.steps, *form.failed, *form.troubles, *form.configuration]
    parts += [
        *form.experiments,
        *form.scripts,
        *form.results,
        *form.environment,
        *form.next_steps,
        *form.triggers,
    ]
    parts += [form.lesson] if form.lesson else []
    return [part.evidence for part in parts]


def _ran(ids: Sequence[str], mined: Mined) -> tuple[Trial, ...]:
    """The runs of the series that a form cites a run of."""
    own = [s for s in mined.series if set(ids) & {trial.tool_use_id for trial in s.trials}]
    return trials(own, str)


def _signature(form: SkillDraft, mined: Mined) -> str:
    """The signature of the episode that the form is about: the first that its troubles cite."""
    ids = {i for trouble in form.troubles for i in trouble.evidence}
    for episode in mined.episodes:
        if {episode.error.tool_use_id, episode.error.record_uuid} & ids:
            return episode.error.signature or episode.error.text
    return form.troubles[0].error if form.troubles else form.name


def _apart(made: list[Draft]) -> Iterable[Draft]:
    """Two drafts of one session never share a name; the later one carries its id in its own."""
    taken: set[str] = set()
    for draft in made:
        if draft.skill.name in taken:
            named = draft.skill.model_copy(update={"name": f"{draft.skill.name}-{draft.id[:4]}"})
            yield replace(draft, skill=named, files=render(named))
        else:
            taken.add(draft.skill.name)
            yield draft
