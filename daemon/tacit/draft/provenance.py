"""Where a skill comes from: for each session that told it who, when, which client, how much proof.

A file beside the manifest: the client's strict check warns about fields of a manifest that it does
not know, and about no file. One JSON line a session; updates add theirs at the end.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from tacit.draft.markdown import one_line
from tacit.draft.skill import SkillDraft

FILE = "provenance.jsonl"
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,6}){1,3}(?:[.+-]?[a-z]{1,10}[.\d]{0,10})?", re.ASCII)
_Line = Annotated[str, StringConstraints(max_length=1_024)]
# Nobody reads more of them.
_MOST = 1_000


class Told(BaseModel):
    """A session that told the lesson. `client`: its version; `evidence`: records that are cited."""

    model_config = ConfigDict(frozen=True)

    author: _Line = ""
    date: _Line = ""
    client: _Line = ""
    evidence: Annotated[int, Field(ge=0, le=1_000_000)] = 0


def written(draft: SkillDraft) -> str:
    """The file of a draft: its one session, in one line."""
    return _line(
        Told(
            author=one_line(draft.author).encode("utf-8", "replace").decode(),
            date=draft.date,
            client=draft.client,
            evidence=len(set(_cited(draft.model_dump()))),
        )
    )


def read(text: str) -> tuple[Told, ...]:
    """The sessions that the file names, the first one first; what is no such line says nothing."""
    return tuple(told for line in text.split("\n")[:_MOST] if (told := _told(line)))


def joined(there: str, own: str) -> str:
    """The file with our sessions' lines added; none of its own is changed. "" where both are."""
    end = "" if there.endswith("\n") or not there else "\n"
    return there + end + "".join(map(_line, read(own)))


def client(version: str) -> str:
    """The client's version as a transcript has it, "" where that is none."""
    return version if _VERSION.fullmatch(version) else ""


def _line(told: Told) -> str:
    return orjson.dumps(told.model_dump()).decode() + "\n"


def _told(line: str) -> Told | None:
    try:
        return Told.model_validate_json(line.encode("utf-8", "replace"))
    except (ValidationError, RecursionError):
        return None


def _cited(form: Any) -> Iterator[str]:
    if isinstance(form, dict):
        yield from form.get("evidence", ())
        for part in form.values():
            yield from _cited(part)
    elif isinstance(form, list | tuple):
        for part in form:
            yield from _cited(part)
