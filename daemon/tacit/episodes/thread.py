"""One agent's tool calls in order, with what each ran, what it gave, and where else it ran."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tacit.episodes.changes import Change, change
from tacit.episodes.episode import ErrorSeen
from tacit.episodes.equivalence import covers, narrower, spoken
from tacit.episodes.errors import error, noticed
from tacit.episodes.launched import looked_at, outputs
from tacit.episodes.steps import Command, Step, checks, command
from tacit.episodes.verdict import verdict
from tacit.transcript.session import Event, Prompt, Reply, ToolCall

# How many runs of one command are looked at after a failure: a session of a day has fewer.
FAR = 60
_FILES = re.compile(r"(?m)^(PASS|FAIL) \S{3,400}\.\w{1,5}\b")


@dataclass(frozen=True, slots=True)
class Run:
    """A tool call at its place in the session.

    launch: where the call only looks at what another one printed, that one; `command` is then its.
    """

    at: int
    call: ToolCall
    command: Command
    error: ErrorSeen | None
    change: Change | None
    launch: "Run | None" = None

    @property
    def good(self) -> bool:
        """It came to an end, shows no error, and would have shown one."""
        result = self.call.result
        if result is None or result.is_error or self.error is not None:
            return False
        if (self.command.away and not self.launch) or "--no-verify" in self.command.text:
            return False
        if self.command.filtered and checks(self.command):
            return _passed(result.text)
        return self._shown or bool(_said(result.text))

    @property
    def _shown(self) -> bool:
        """Would an error have been shown, so that nothing means that there was none?"""
        simples = self.command.simples
        hidden = any(simple.ends in ("||", "&") for simple in simples)
        return not self.command.blind or not (hidden or self.command.filtered or self.launch)


@dataclass(frozen=True, slots=True)
class Thread:
    """The runs of one agent, and the same again by step and by being a change.

    words: what the user said meanwhile, with its place.
    """

    runs: tuple[Run, ...]
    by_step: dict[tuple[str, str], list[Run]] = field(default_factory=dict)
    changes: tuple[Run, ...] = ()
    first_seen: dict[str, int] = field(default_factory=dict)
    words: tuple[tuple[int, Prompt], ...] = ()

    def again(self, run: Run, after: int) -> Iterator[Run]:
        """Later runs of the same or an equivalent command, at most `FAR`."""
        told = run.call.result.text if run.call.result else ""
        for later in self.touching(run, after):
            if covers(later.command, run.command, told) and not narrower(
                later.command, run.command, told
            ):
                yield later

    def touching(self, run: Run, after: int) -> Iterator[Run]:
        """Later runs, at most `FAR`, of any of a command's steps."""
        found: list[Run] = []
        for key in dict.fromkeys(step[:2] for step in run.command.steps):
            same = self.by_step.get(key, [])
            start = bisect_right(same, after, key=lambda r: r.at)
            found += same[start : start + FAR]
        if len(run.command.steps) > 1:
            found = sorted({run.at: run for run in found}.values(), key=lambda r: r.at)
        for later in found[:FAR]:
            # Another look at what had failed is no later run of it.
            if not later.launch or later.launch.at > after:
                yield later

    def spoken_for(self, rerun: Run, failed: Run) -> set[Step]:
        """The steps of the failed command that the rerun speaks for."""
        told = failed.call.result.text if failed.call.result else ""
        return set(spoken(rerun.command, failed.command, told))

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
    said: dict[str, Reply | None] = {}  # by agent, what it said of its last run, if anything
    words: list[tuple[int, Prompt]] = []
    for at, event in enumerate(events):
        if isinstance(event, ToolCall):
            runs = by_agent.setdefault(event.agent, [])
            if reply := said.get(event.agent):
                runs[-1] = _judged(runs[-1], reply)
            runs.append(_run(at, event))
            said[event.agent] = None
        elif isinstance(event, Reply):
            if said.get(event.agent, event) is None:
                said[event.agent] = event
        else:
            said.clear()
            words.append((at, event))
    found = [_thread(runs, tuple(words)) for runs in by_agent.values() if runs]
    if len(found) > 1 and not found[0].runs[0].call.agent:
        found[0] = _with_agents(found[0], found[1:])
    return tuple(found)


def _with_agents(main: Thread, agents: Iterable[Thread]) -> Thread:
    """The main thread, with what its agents changed at the place of the call that sent them.

    By time: a call lasts from its own stamp to its result's, and an agent works in between.
    """
    sent = [run for run in main.runs if run.call.name in ("Task", "Agent") and run.call.result]
    borrowed = []
    for run in (run for agent in agents for run in agent.changes):
        by = next((task for task in sent if _lasts(task, run.call.at)), None)
        if by:
            borrowed.append(replace(run, at=by.at))
    changes = sorted((*main.changes, *borrowed), key=lambda run: run.at)
    return replace(main, changes=tuple(changes)) if borrowed else main


def _lasts(task: Run, moment: str) -> bool:
    result = task.call.result
    return bool(result and moment and task.call.at <= moment <= result.at)


def _judged(run: Run, reply: Reply) -> Run:
    """The run, failed where the agent says so and goes on to do something about it."""
    error = None if run.error else noticed(run.call, run.command, reply)
    return replace(run, error=error) if error else run


def _run(at: int, call: ToolCall) -> Run:
    what = command(call)
    return Run(at, call, what, error(call, what), change(call, what))


def _launched(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, each look at a job's output as a run of the job."""
    launches: dict[str, Run] = {}
    for run in runs:
        names = [] if run.change else list(looked_at(run.call, run.command))
        launch = next((launches[name] for name in names if name in launches), None)
        yield _look(run, launch) if launch else run
        for name in filter(None, outputs(run.call, run.command)):
            launches[name] = run


def _look(run: Run, launch: Run) -> Run:
    """A look, as a run of what it looks at; what it shows counts, not how the look ended."""
    what = launch.command._replace(blind=True, away=False)
    seen = run.error or error(run.call, what)
    seen = seen and replace(seen, command=what.text)
    return replace(run, command=what, error=seen, launch=launch)


def _thread(given: list[Run], words: tuple[tuple[int, Prompt], ...]) -> Thread:
    runs = list(_launched(given))
    by_step: dict[tuple[str, str], list[Run]] = {}
    first_seen: dict[str, int] = {}
    for run in runs:
        if run.error is not None and run.error.signature:
            first_seen.setdefault(run.error.signature, run.at)
        for key in {step[:2] for step in run.command.steps}:
            by_step.setdefault(key, []).append(run)
    return Thread(tuple(runs), by_step, tuple(run for run in runs if run.change), first_seen, words)


def _passed(text: str) -> bool:
    """Does a part of a check's output tell that all is well?"""
    found = verdict(text)
    if found is None:  # of a part, the runner's word on each file
        said = set(_FILES.findall(text))
        return said == {"PASS"}
    return not found.failed


def _said(text: str) -> str:
    """What a command printed; the client's own remark that there was nothing is nothing."""
    return "" if text.startswith(("(Bash completed", "(no content)")) else text.strip()
