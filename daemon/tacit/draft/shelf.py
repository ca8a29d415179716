"""Drafts on this machine: one folder a draft, whole or not there."""

import os
import re
from pathlib import Path

import orjson
from pydantic import ValidationError

from tacit import atomic
from tacit.draft.make import Draft
from tacit.draft.skill import SkillDraft
from tacit.errors import DraftRefused
from tacit.paths import ensure_private

_ID = re.compile(r"[0-9a-f]{10}")
_FILE = "draft.json"
_RANK = {"rules": 0, "anthropic": 1, "claude": 2, "person": 3}


def save(draft: Draft, folder: Path) -> Path:
    """Put the draft into `folder/<id>/`, replacing an older form of it; the folder it lies in.

    One file holds it whole, so that a kill leaves the old form or the new one.
    """
    place = ensure_private(folder / _checked(draft.id))
    form = {
        "id": draft.id,
        "session": draft.session,
        "project": draft.project,
        "skill": draft.skill.model_dump(mode="json"),
        "files": dict(draft.files),
        "evidence": dict(draft.evidence),
        "redactions": dict(draft.redactions),
        "headless": draft.headless,
        "writer": draft.writer,
        "note": draft.note,
    }
    data = orjson.dumps(form, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    atomic.write(place / _FILE, data, 0o600)
    return place


def load(folder: Path, id: str) -> Draft:
    """The draft of that id. Raises DraftRefused where there is none, or it cannot be read."""
    file = folder / _checked(id) / _FILE
    try:
        form = orjson.loads(file.read_bytes())
        skill = SkillDraft.model_validate(form.pop("skill"), strict=False)
        return Draft(skill=skill, **form)
    except FileNotFoundError:
        raise DraftRefused(
            f"no draft {id} under {folder}; `tacit review list` names them"
        ) from None
    except (OSError, ValueError, TypeError, KeyError, ValidationError) as error:
        told = str(error).splitlines()[0]
        raise DraftRefused(f"the draft in {os.fspath(file)} cannot be read: {told}") from None


def preferred(draft: Draft, folder: Path) -> Draft:
    """What a model, or a person, told better, where that is on the shelf and the new form is less.

    The end of a session mines what `/retrospective` told in its midst; and what the model wrote of
    an earlier part of it stays when there is no budget left for the rest.
    """
    try:
        there = load(folder, draft.id)
    except DraftRefused:
        return draft
    return there if _RANK.get(there.writer, 0) > _RANK.get(draft.writer, 0) else draft


def _checked(id: str) -> str:
    if not _ID.fullmatch(id):
        raise DraftRefused(f"{id!r} is no draft's id; ids are ten hexadecimal digits")
    return id
