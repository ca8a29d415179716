"""The draft of a series of runs in which nothing failed: what was compared, and what was best."""

import re
from datetime import UTC, datetime

from tacit.draft import measures, naming
from tacit.draft.case import Case, goal
from tacit.draft.markdown import code
from tacit.draft.skill import Configuration, SkillDraft, Statement, Step
from tacit.draft.trials import plain, trials
from tacit.episodes.episode import Series


def write(case: Case, series: Series, author: str) -> SkillDraft:
    """The draft of a series that has a best run; grounding it is the caller's."""
    rows = trials((series,), case.safe)
    best, top = series.trials[series.best], rows[series.best]
    command = case.safe(best.command)
    program = case.safe(series.program)
    outputs = [(i, c.result.text) for i, c in case.evidence.calls.items() if c.result]
    value = dict(best.metrics)[series.metric]
    chosen = [value.name for value in top.settings]
    asked = goal(case, best.tool_use_id) or Statement(
        text=f"Compare runs of {code(program)}.", evidence=best.ids
    )
    date = (case.session.ended or case.session.started)[:10]
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        date = datetime.now(UTC).date().isoformat()
    return SkillDraft(
        name=naming.joined((program.rsplit(".", 1)[0], *chosen[:3], series.metric)),
        category=naming.category(command, series.metric, "epochs loss"),
        description=naming.description(
            f"Configurations of {code(program)} compared by {code(series.metric)}; best: "
            f"{plain(top.settings)} with {series.metric} = {value}",
            [f"choosing {', '.join(map(code, chosen))} for {code(program)}", *_also(command)],
            date,
        ),
        author=author or "A. Researcher",
        date=date,
        goal=asked,
        model=case.safe(case.session.model),
        steps=(Step(text="Run it this way:", command=command, evidence=best.ids),)
        if command
        else (Step(text=f"Use {plain(top.settings)}.", evidence=best.ids),),
        experiments=rows,
        configuration=(Configuration(kind="command", text=command, evidence=best.ids),)
        if command
        else (),
        results=measures.results((i, t) for i, t in outputs if i in best.ids),
        environment=measures.environment(outputs),
        triggers=(
            Statement(
                text=f"Which {' and '.join(chosen)} to take for {code(program)}", evidence=best.ids
            ),
            Statement(text=f"Best {series.metric} by {' and '.join(chosen)}", evidence=best.ids),
        ),
    )


def _also(command: str) -> list[str]:
    return [f"{code(command, 160)} is to be run"] if command else []
