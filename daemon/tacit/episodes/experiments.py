"""A series of runs of one program, each with its configuration and what it measured.

What differs between the runs are the settings; of the metrics that most of them print, the one
that was measured on held-out data and says by its name which way is better decides which is best.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tacit.episodes import metrics
from tacit.episodes.episode import Pairs, Series, Trial
from tacit.episodes.fix import happened
from tacit.episodes.metrics import Row, direction, held_out
from tacit.episodes.programs import CHECKERS, INTERPRETERS, MANY, SETUP
from tacit.episodes.run import Run
from tacit.episodes.settings import asked, edited
from tacit.episodes.shell import Simple
from tacit.episodes.thread import Thread

MOST = 60  # trials of a series; a sweep of a night has fewer
_SWEEPS = re.compile(r"\bfor \w|sweep|grid|search|tun(?:e|ing)\b|ablat|compar|bench|experiment")
_SCRIPT = re.compile(r"\.(?:py|sh|R|jl|js|ts)\Z")
_KNOWN = CHECKERS | MANY | SETUP | INTERPRETERS
_BARE_INTERPRETERS = INTERPRETERS - MANY
_TRACKERS = re.compile(r"wandb|mlflow|neptune|comet|clearml|trackio|tensorboard|optuna|aim")


def series(threads: Sequence[Thread]) -> tuple[Series, ...]:
    """The series of a session; a program that ran in one configuration alone makes none."""
    found: list[Series] = []
    for thread in threads:
        for program, runs in _programs(thread):
            if made := _series(program, list(_trials(thread, program, runs))):
                found.append(made)
        for run in thread.runs:
            if run.call.name.startswith("mcp__") and _TRACKERS.search(run.call.name.lower()):
                told = run.call.result.text if run.call.result else ""
                trials = [_told(run, row) for row in metrics.rows(told)]
                if made := _series(run.call.name, trials):
                    found.append(made)
    return tuple(found)


def best_of(metric: str, values: Sequence[str]) -> int:
    """The place of the best value by the metric's name, -1 where nothing tells or all are equal."""
    way = direction(metric)
    known = [(way * n, at) for at, v in enumerate(values) if math.isfinite(n := metrics.number(v))]
    if not way or not known or len(set(values)) < 2:
        return -1
    return max(known)[1]


def _programs(thread: Thread) -> Iterator[tuple[str, list[tuple[Run, Simple]]]]:
    """Scripts and programs of the project's own that ran twice, or once as a sweep."""
    by_program: dict[str, list[tuple[Run, Simple]]] = {}
    for run in thread.runs:
        if run.command.text and not run.command.reads:
            for simple in run.command.simples:
                if program := _program(simple):
                    by_program.setdefault(program, []).append((run, simple))
    for program, found in by_program.items():
        # Of the looks at one job's output the last counts.
        last = {(_start(run).call.id, simple): (run, simple) for run, simple in found}
        runs = sorted(last.values(), key=lambda pair: _start(pair[0]).at)
        if len(runs) > 1 or _SWEEPS.search(runs[0][0].command.text):
            yield program, runs[:MOST]


def _start(run: Run) -> Run:
    """The run itself, or the one whose output it looks at."""
    return run.launch or run


def _program(simple: Simple) -> str:
    name = simple.words[0].rsplit("/", 1)[-1]
    rest = simple.words[1:]
    if rest[:1] == ("in",):  # the head of a loop
        return ""
    if name.startswith("python") or name in _BARE_INTERPRETERS:
        if rest[:1] == ("-m",):
            name = rest[1] if len(rest) > 1 else ""
        else:
            scripts = (w for w in rest if _SCRIPT.search(w))
            return next(scripts, "").rsplit("/", 1)[-1]
    return "" if name in _KNOWN or name.startswith("python") else name


def _trials(thread: Thread, program: str, runs: Sequence[tuple[Run, Simple]]) -> Iterator[Trial]:
    """The trials of one program's runs; nothing is read where none was run in another way."""
    states = _edits(thread, [run for run, _ in runs])
    ways = [
        (run, {n: v for n, (v, _) in state.items()} | asked(simple, run.command.text), state)
        for (run, simple), state in zip(runs, states, strict=True)
    ]
    sweep = any(_SWEEPS.search(run.command.text + program) for run, _ in runs)
    if not sweep and all(settings == ways[0][1] for _, settings, _ in ways):
        return
    for run, settings, state in ways:
        shown = (_start(run).call.id, run.call.id, *(id_ for _, id_ in state.values()))
        yield from _measured(run, settings, tuple(dict.fromkeys(shown)), sweep=sweep)


def _measured(
    run: Run, settings: Mapping[str, str], ids: tuple[str, ...], *, sweep: bool
) -> Iterator[Trial]:
    """The trial that a run is, or those that it shows where it is a sweep itself."""
    rows = metrics.rows(run.call.result.text if run.call.result else "")
    text = run.command.text
    if sweep and (several := _several(rows)):
        fixed = {name: value for name, value in settings.items() if "$" not in value}
        for row in several:
            chosen = _pairs(fixed | dict(row.settings))
            yield Trial(run.call.id, text, chosen, _pairs(row.metrics), "", ids)
        return
    gave = metrics.last(rows)
    if gave or run.error:
        failed = run.error.line if run.error and not gave else ""
        yield Trial(run.call.id, text, _pairs(settings), _pairs(gave), failed, ids)


def _several(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of a sweep inside one run: different settings, at the same point of their runs."""
    if len({row.progress for row in rows}) > 1:
        return ()
    by_settings = {tuple(sorted(row.settings.items())): row for row in rows if row.settings}
    return tuple(by_settings.values()) if len(by_settings) > 1 else ()


def _edits(thread: Thread, runs: list[Run]) -> list[dict[str, tuple[str, str]]]:
    """For each run how the edited settings stood then: the value, and the edit that shows it."""
    before: dict[str, tuple[str, str]] = {}
    states: list[dict[str, tuple[str, str]]] = []
    state: dict[str, tuple[str, str]] = {}
    first, end = _start(runs[0]).at, _start(runs[-1]).at
    changes = [c for c in thread.changed(first, end) if happened(c)]
    for run in runs:
        while changes and changes[0].at < _start(run).at:
            change = changes.pop(0)
            for name, old, new in edited(change):
                before.setdefault(name, (old, change.call.id))
                state[name] = (new, change.call.id)
        states.append(dict(state))
    return [before | one for one in states]


def _told(run: Run, row: Row) -> Trial:
    """A run that an experiment tracker told of."""
    return Trial(run.call.id, "", _pairs(row.settings), _pairs(row.metrics), "", (run.call.id,))


def _pairs(values: Mapping[str, str]) -> Pairs:
    return tuple(values.items())


def _series(program: str, trials: list[Trial]) -> Series | None:
    """The series of these trials, None where nothing was compared."""
    told = Counter((name, value) for t in trials for name, value in t.settings)
    varied = {name for (name, _), times in told.items() if times < len(trials)}
    kept: dict[tuple[Pairs, Pairs], Trial] = {}
    for trial in trials:
        settings = tuple(pair for pair in trial.settings if pair[0] in varied)
        again = Trial(
            trial.tool_use_id, trial.command, settings, trial.metrics, trial.outcome, trial.ids
        )
        kept[settings, trial.metrics] = again
    found = tuple(kept.values())[:MOST]
    metric = deciding([dict(trial.metrics) for trial in found])
    measured = [trial for trial in found if metric and metric in dict(trial.metrics)]
    if len({trial.settings for trial in measured}) < 2:
        return None
    values = [dict(trial.metrics).get(metric, "") for trial in found]
    return Series(program, metric, found, best_of(metric, values))


def deciding(measured: Sequence[Mapping[str, str]]) -> str:
    """Of the metrics that most trials have: held out before trained on, a task's before a loss."""
    counted = Counter(name for metrics_ in measured for name in metrics_)
    if not counted:
        return ""
    most = max(counted.values())
    common = [name for name, times in counted.items() if 2 * times >= most]

    def rank(name: str) -> tuple[bool, bool, int]:
        return (held_out(name), "train" not in name.lower(), direction(name))

    return max(common, key=rank)
