"""One agent's tool calls in order, with what each ran, what it gave, and where else it ran."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tacit.episodes.changes import Change, change
from tacit.episodes.episode import ErrorSeen
from tacit.episodes.equivalence import covers
from tacit.episodes.errors import error
from tacit.episodes.steps import Command, command
from tacit.transcript.session import Event, ToolCall

# How many runs of one command are looked at after a failure: a session of a day has fewer.
FAR = 60


@dataclass(frozen=True, slots=True)
class Run:
    """A tool call at its place in the session."""

    at: int
    call: ToolCall
    command: Command
    error: ErrorSeen | None
    change: Change | None

    @property
    def good(self) -> bool:
        """It came to an end, shows no error, and would have shown one."""
        result = self.call.result
        if result is None or result.is_error or self.error is not None:
            return False
        if self.call.input.get("run_in_background") or "--no-verify" in self.command.text:
            return False
        return not self.command.blind or bool(_said(result.text))


@dataclass(frozen=True, slots=True)
class Thread:
    """The runs of one agent, and the same again by step and by being a change."""

    runs: tuple[Run, ...]
    by_step: dict[tuple[str, str], list[Run]] = field(default_factory=dict)
    changes: tuple[Run, ...] = ()
    first_seen: dict[str, int] = field(default_factory=dict)

    def again(self, run: Run, after: int) -> Iterator[Run]:
        """Later runs of the same or an equivalent command, at most `FAR`."""
        if not run.command.steps:
            return
        told = run.call.result.text if run.call.result else ""
        same = self.by_step.get(run.command.steps[0][:2], [])
        start = bisect_right(same, after, key=lambda r: r.at)
        for later in same[start : start + FAR]:
            if covers(later.command, run.command, told):
                yield later

    def changed(self, after: int, before: int) -> tuple[Run, ...]:
        """The changes made between two places."""
        start = bisect_right(self.changes, after, key=lambda r: r.at)
        end = bisect_right(self.changes, before - 1, key=lambda r: r.at)
        return self.changes[start:end]

    def runs_between(self, after: int, before: int) -> tuple[Run, ...]:
        """All runs between two places."""
        start = bisect_right(self.runs, after, key=lambda r: r.at)
        end = bisect_right(self.runs, before - 1, key=lambda r: r.at)
        return self.runs[start:end]


def threads(events: Iterable[Event]) -> tuple[Thread, ...]:
    """The main thread first, then each subagent's."""
    by_agent: dict[str, list[Run]] = {"": []}
    for at, event in enumerate(events):
        if isinstance(event, ToolCall):
            by_agent.setdefault(event.agent, []).append(_run(at, event))
    return tuple(_thread(runs) for runs in by_agent.values() if runs)


def _run(at: int, call: ToolCall) -> Run:
    what = command(call)
    return Run(at, call, what, error(call, what), change(call, what))


def _thread(runs: list[Run]) -> Thread:
    by_step: dict[tuple[str, str], list[Run]] = {}
    first_seen: dict[str, int] = {}
    for run in runs:
        if run.error is not None and run.error.signature:
            first_seen.setdefault(run.error.signature, run.at)
        for key in {step[:2] for step in run.command.steps}:
            by_step.setdefault(key, []).append(run)
    return Thread(tuple(runs), by_step, tuple(run for run in runs if run.change), first_seen)


def _said(text: str) -> str:
    """What a command printed; the client's own remark that there was nothing is nothing."""
    return "" if text.startswith(("(Bash completed", "(no content)")) else text.strip()
