"""The typed draft that every writer fills: rules, a model, or Claude inside the session.

Each statement cites its evidence: ids of tool calls or records of the transcript. The same model
is what `tacit draft --from FILE` reads, so it refuses what it does not know.
"""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic.json_schema import SkipJsonSchema

from tacit.slug import SLUG, unreserved

# The name of a script's file.
SCRIPT = re.compile(r"[A-Za-z0-9_][\w.-]{0,60}\.[A-Za-z]{1,5}", re.ASCII)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_024)]
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$")]
Ids = Annotated[tuple[str, ...], Field(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Part):
    """A sentence and what it rests on."""

    text: Text
    evidence: Ids


class Step(_Part):
    """A step of the verified workflow; `command` is one that ran, to the letter.

    `change`: lines of a diff, each of them `-`, `+` or a space and a line as it was.
    """

    text: Text
    command: str = ""
    change: str = ""
    evidence: Ids


class FailedAttempt(_Part):
    """A row of the Failed Attempts table."""

    attempt: Text
    why: Text
    lesson: Text
    evidence: Ids


class Trouble(_Part):
    """An entry of troubleshooting.md: the exact error, then what it means and what mends it."""

    error: Text
    symptom: Text
    cause: str = ""
    fix: Text
    signature: str = ""
    evidence: Ids


class Configuration(_Part):
    """A command with its flags, or a file, to copy and paste. `kind`: command or file."""

    kind: Annotated[str, StringConstraints(pattern="^(command|file)$")]
    path: str = ""
    text: Text
    evidence: Ids


class Measure(_Part):
    """A row of the results or of the environment: a name and its value."""

    name: Short
    value: Short
    evidence: Ids


class Value(_Part):
    """A setting or a metric of a run, as it was given or printed."""

    name: Short
    value: Short


class Trial(_Part):
    """A run of a series: its configuration, what it measured, the error that it ended with."""

    settings: tuple[Value, ...] = ()
    metrics: tuple[Value, ...] = ()
    outcome: str = ""
    evidence: Ids


class Script(_Part):
    """A file of the skill's scripts folder, as the session left it."""

    name: Annotated[str, StringConstraints(pattern=rf"^{SCRIPT.pattern}$")]
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    evidence: Ids


class SkillDraft(_Part):
    """A skill before review. `description`: what, when (with the exact error), verified on."""

    name: Slug
    category: Slug = "general"
    description: Short
    author: Short = "A. Researcher"
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    goal: Statement
    model: str = ""
    # The client's version: the session's, so no writer is asked for it.
    client: SkipJsonSchema[str] = ""
    steps: tuple[Step, ...] = ()
    failed: tuple[FailedAttempt, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    experiments: tuple[Trial, ...] = ()
    configuration: tuple[Configuration, ...] = ()
    results: tuple[Measure, ...] = ()
    environment: tuple[Measure, ...] = ()
    next_steps: tuple[Statement, ...] = ()
    triggers: tuple[Statement, ...] = ()
    lesson: Statement | None = None
    scripts: tuple[Script, ...] = ()

    @field_validator("name")
    @classmethod
    def _a_teams_own(cls, value: str) -> str:
        """Without the words that make the client take a plugin for its maker's."""
        return unreserved(value) or "unnamed"

    @field_validator("name", "category")
    @classmethod
    def _no_double_dash(cls, value: str) -> str:
        if "--" in value:
            raise ValueError("two dashes in a row")
        return value
