"""An episode: an error, what was tried, what ended it and what proves it."""

from dataclasses import asdict, dataclass
from typing import Any

# Configurations that were measured before a comparison spares others the same runs.
ENOUGH = 3

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ErrorSeen:
    """The error as it appeared. `signature` is its stable part, equal across machines."""

    tool_use_id: str | None
    record_uuid: str
    text: str
    signature: str
    kind: str
    command: str = ""

    @property
    def line(self) -> str:
        """The first line of the text, which may be empty."""
        return self.text.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something tried between the error and its end, and what came of it."""

    tool_use_id: str
    summary: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """The change that made the difference; without proof, what was last changed against it."""

    tool_use_ids: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class FinalConfig:
    """A working command with its flags, or a file as it was left. `kind`: command or file."""

    kind: str
    path: str
    text: str
    tool_use_id: str


@dataclass(frozen=True, slots=True)
class Episode:
    """`keep`: it would be written into a draft. `resolved` only with proof in `verified_by`.

    `fix` where it is not resolved is what was tried last, of which nothing shows that it helped.
    """

    keep: bool
    error: ErrorSeen
    attempts: tuple[Attempt, ...]
    fix: Fix | None
    verified_by: tuple[str, ...]
    resolved: bool
    final_config: tuple[FinalConfig, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One run. `outcome`: the error that ended it before it measured anything."""

    tool_use_id: str
    command: str
    settings: Pairs
    metrics: Pairs
    outcome: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Trials in order. `metric`: what decides; `best`: the place of the best trial, -1 if none."""

    program: str
    metric: str
    trials: tuple[Trial, ...]
    best: int

    @property
    def signature(self) -> str:
        """What is compared by what, equal across sessions: it names the draft."""
        names = sorted({name for trial in self.trials for name, _ in trial.settings})
        return f"runs of {self.program} with {' '.join(names)} by {self.metric}"

    @property
    def worth(self) -> bool:
        """Would a colleague be spared runs? Three configurations measured, and one of them best."""
        measured = {t.settings for t in self.trials if self.metric in dict(t.metrics)}
        return self.best >= 0 and len(measured) >= ENOUGH


@dataclass(frozen=True, slots=True)
class Mined:
    """All episodes of a session, and whether anything is worth a colleague's time."""

    transcript: str
    session_id: str
    worth_saving: bool
    reasons: tuple[str, ...]
    episodes: tuple[Episode, ...]
    series: tuple[Series, ...] = ()

    def form(self) -> dict[str, Any]:
        """The stable machine-readable form that `tacit mine --json` prints."""
        form = asdict(self)
        del form["series"]
        return form
