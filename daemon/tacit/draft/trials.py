"""A series of runs in a draft: from the miner's values to the form, and what the pages say of it.

Which run was best is never written down by an author: it is worked out from the figures that were
found in the evidence.
"""

from collections.abc import Callable, Sequence

from tacit.draft.markdown import code, table
from tacit.draft.skill import SkillDraft, Trial, Value
from tacit.episodes.episode import Pairs, Series
from tacit.episodes.experiments import best_of, deciding

_METRICS = 4  # columns
_WORSE = 10  # rows of the failed attempts


def trials(series: Sequence[Series], safe: Callable[[str], str]) -> tuple[Trial, ...]:
    """The form of the first of these series, redacted; a draft holds one."""
    for one in series[:1]:
        return tuple(
            Trial(
                settings=_values(trial.settings, safe),
                metrics=_values(trial.metrics, safe),
                outcome=safe(trial.outcome)[:400],
                evidence=trial.ids,
            )
            for trial in one.trials
            if trial.settings or trial.metrics
        )
    return ()


def _values(pairs: Pairs, safe: Callable[[str], str]) -> tuple[Value, ...]:
    return tuple(Value(name=safe(n), value=safe(v)) for n, v in pairs if n.strip() and v.strip())


def best(draft: SkillDraft) -> tuple[str, int]:
    """The metric that decides, and the place of the best trial by it; "" and -1 where none does."""
    metric = deciding([_held(trial.metrics) for trial in draft.experiments])
    values = [_held(trial.metrics).get(metric, "") for trial in draft.experiments]
    return metric, best_of(metric, values)


def shown(draft: SkillDraft) -> str:
    """The table of the runs, the best in bold; "" where there are none."""
    if not draft.experiments:
        return ""
    metric, at = best(draft)
    rows = draft.experiments
    settings = list(dict.fromkeys(v.name for trial in rows for v in trial.settings))
    names = dict.fromkeys((metric, *(v.name for trial in rows for v in trial.metrics)))
    metrics = [name for name in names if name][:_METRICS]
    broke = any(trial.outcome for trial in rows)
    lines = []
    for place, trial in enumerate(rows):
        held = _held(trial.settings) | {f"\0{v.name}": v.value for v in trial.metrics}
        cells = [held.get(name, "") for name in (*settings, *(f"\0{m}" for m in metrics))]
        cells = [f"**{cell}**" if cell and place == at else cell for cell in cells]
        lines.append((*cells, *((code(trial.outcome, 160) if trial.outcome else "",) * broke)))
    return table((*settings, *metrics, *(("Ended with",) * broke)), lines)


def worse(draft: SkillDraft) -> list[tuple[str, str, str]]:
    """A row of failed attempts for each run that was worse than the best: what, why, lesson."""
    metric, at = best(draft)
    if at < 0:
        return []
    top = draft.experiments[at]
    found = []
    for place, trial in enumerate(draft.experiments):
        held = _held(trial.metrics).get(metric)
        if place == at or not trial.settings or (held == _held(top.metrics)[metric]):
            continue
        gave = f"{metric} {held}; the best run has {_held(top.metrics)[metric]}." if held else ""
        why = gave or (f"It failed: {code(trial.outcome, 160)}" if trial.outcome else "")
        if why:
            found.append((f"{told(trial.settings)}.", why, f"Use {told(top.settings)}."))
    return found[:_WORSE]


def told(values: Sequence[Value]) -> str:
    """Names with their values, as code."""
    return ", ".join(code(f"{one.name} = {one.value}") for one in values)


def plain(values: Sequence[Value]) -> str:
    """Names with their values, as claims that are looked up in the evidence."""
    return ", ".join(f"{one.name} = {one.value}" for one in values)


def _held(values: Sequence[Value]) -> dict[str, str]:
    return {one.name: one.value for one in values}
