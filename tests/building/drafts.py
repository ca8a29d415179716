"""Drafts as a writer makes them, and what tests need around them."""

from dataclasses import replace
from pathlib import Path

from tacit.draft.make import Draft
from tacit.draft.render import render
from tacit.draft.skill import FailedAttempt, SkillDraft, Statement, Step, Trouble
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import shelve
from tacit.publish.registries import registries
from tacit.store import Database

ERROR = "ValueError: cannot stack ragged rows"


def skill(name: str = "ragged-rows", **given: object) -> SkillDraft:
    """A filled draft; `given` replaces fields."""
    seen = ("toolu_1",)
    # Another name, another lesson: drafts that tell of one error become one.
    kind = name.title().replace("-", "")
    error = ERROR if name == "ragged-rows" else f"{kind}Error: cannot read the plan"
    form = SkillDraft(
        name=name,
        category="data",
        description=f"Pad rows before stacking. Use when: {error}. Verified on: Python 3.11",
        date="2026-01-31",
        goal=Statement(text="Stack the captions", evidence=seen),
        steps=(Step(text="Pad each row", command="python3 train.py", evidence=seen),),
        failed=(
            FailedAttempt(attempt="pad to 16", why="a row has 17", lesson="measure", evidence=seen),
        ),
        troubles=(
            Trouble(error=error, symptom="it stops", fix="pad to the longest", evidence=seen),
        ),
    )
    return SkillDraft.model_validate(form.model_dump() | given)


def draft(id: str = "0123456789", name: str = "ragged-rows", **given: object) -> Draft:
    """A draft; `given` replaces fields of the draft itself."""
    form = skill(name)
    made = Draft(
        id=id,
        session="session-1",
        project="",
        skill=form,
        files=render(form),
        evidence={"toolu_1": ERROR},
        redactions={"email": 1},
        headless=False,
    )
    return replace(made, **given)  # type: ignore[arg-type]  # fields by name


def reworded(one: Draft, goal: str = "Stack the captions once more") -> Draft:
    """The same draft with other content, as a session that went on leaves it."""
    form = one.skill.model_copy(update={"goal": Statement(text=goal, evidence=("toolu_1",))})
    return replace(one, skill=form, files=render(form))


def renamed(one: Draft, name: str = "ragged-rows") -> Draft:
    """The same lesson under another name."""
    form = one.skill.model_copy(update={"name": name})
    return replace(one, skill=form, files=render(form))


def places(folder: Path) -> Paths:
    """Folders of one user, below `folder`."""
    return Paths(folder / "config", folder / "data", folder / "state", "host")


def configured(**registry: object) -> Config:
    """A configuration with these keys of `[registry]`."""
    return Config(registry=registry)  # type: ignore[arg-type]  # pydantic makes the section


def shelved(db: Database, one: Draft, config: Config, where: Paths) -> DraftRow:
    """The draft on the shelf, for the registry that is written to."""
    return shelve(db, one, registries(config, where)[0], where)
