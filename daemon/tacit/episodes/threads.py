"""Events ─► threads: each agent's tool calls in order, each as a run."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tacit.episodes.changes import change
from tacit.episodes.errors import error, noticed
from tacit.episodes.launched import looked_at, outputs
from tacit.episodes.run import Run
from tacit.episodes.steps import command
from tacit.episodes.thread import Thread
from tacit.transcript.session import Event, Prompt, Reply, ToolCall


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
