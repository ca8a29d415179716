"""True sentences as a careful author words them: moved, inflected, with words of glue."""

from collections.abc import Iterator

from building.trials import Trial, ids
from tacit.draft.skill import SkillDraft
from tacit.transcript.session import Session

_OPENINGS = ("In this session, ", "It turned out that ", "As it was said there, ", "Here ", "")
_FAILED = ("It failed because ", "It stops because ", "The error happened since ")
# A reason of each trial in other words: clauses that change places, other inflections.
_REWORDED = {
    "range-needs-an-integer": (
        "Because total / 10 is a float, range() needs an integer.",
        "total / 10 is a float, so range() needed an integer.",
        "An integer is what range() needs.",
        "An integer is needed by range().",
    ),
    "out-of-memory-with-long-rows": (
        "The batch does not fit because the attention matrix grows with the square of the length.",
        "The attention matrix grew with the square of the length.",
        "The attention matrix is growing with the square of the length.",
        "The batch doesn't fit.",
    ),
    "merged-frame-has-no-user-id": (
        "The merged frame had no user_id.",
        "The merged frame has no `user_id`, for set_index moves the column into the index.",
        "set_index moved the column into the index.",
        "The column is moved into the index by set_index.",
    ),
    "numpy-core-multiarray-failed-to-import": (
        "Version 2.1.0 removed that module, and the extension was built against an older numpy.",
        "The extension was built against an older numpy.",
        "That module was removed by version 2.1.0.",
        "The extension had been built against an older `numpy`.",
    ),
}


def truths(trial: Trial, read: Session) -> Iterator[tuple[str, str, dict[str, object]]]:
    """(field, what is said, the row that says it) for each honest wording."""
    by = ids(read)
    about = [by["failing"], by["fix"], by["said"]]
    name, value = trial.measure
    first, (_, new) = trial.error.split(":")[0], trial.fix
    for cause in _causes(trial):
        row = {"error": trial.error, "symptom": "It stops.", "cause": cause, "fix": f"Set `{new}`."}
        yield "troubles", cause, row | {"evidence": about}
    for why in (*_REWORDED[trial.name], f"It raised {first} again.", f"The run shows {first}."):
        row = {"attempt": f"Set `{trial.vain[1]}`.", "why": why, "lesson": "It does not help."}
        yield "failed", why, row | {"evidence": [*about, by["wrong"]]}
    for text in (
        f"Run `{trial.command}`.",
        f"Change `{trial.path}` so that it says `{new}`.",
        f"Replace `{trial.fix[0]}` by `{new}` in {trial.path}.",
        f"Use `{new}` instead of `{trial.fix[0]}`, then run `{trial.command}` again.",
        f"The {name} was {value}.",
        f"After the change the run printed a {name} of {value}.",
        f"The command `{trial.command}` now succeeds with {name} {value}.",
    ):
        yield "steps", text, {"text": text, "evidence": [by["fix"], by["rerun"]]}
    for text in (
        f"{first} when running `{trial.command}`",
        f"How do I get rid of {first}?",
        f'The output holds "{trial.error}".',
        f"Check `{trial.path}` before the next run.",
    ):
        yield "triggers", text, {"text": text, "evidence": [*about, by["rerun"]]}


def _causes(trial: Trial) -> Iterator[str]:
    lowered = trial.reason[0].lower() + trial.reason[1:]
    yield from _REWORDED[trial.name]
    yield from (f"{opening}{lowered}" for opening in _OPENINGS)
    if "because" not in lowered and ", so" not in lowered:
        yield from (f"{opening}{lowered}" for opening in _FAILED)


def saying(form: SkillDraft, field: str, row: dict[str, object]) -> SkillDraft:
    """The form with one row more."""
    given = form.model_dump()
    return SkillDraft.model_validate(given | {field: [*given[field], row]})
