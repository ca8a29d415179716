"""The page of what advice came to: `tacit stats`, to be looked at."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from tacit.review.charts import bars
from tacit.review.desk import Desk
from tacit.review.door import Shown, Visit
from tacit.serve.survey import Asked
from tacit.serve.tally import Tally, tally
from tacit.stats.days import Spans, filled
from tacit.stats.report import NONE_YET, report

DAYS = (7, 30, 90, 365)
_SPANS = 31
# What a page may take to read transcripts; the next visit goes on where this one ended.
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and the numbers in it. `svg`: made here, of nobody's text."""

    title: str
    svg: str


def statistics(desk: Desk, visit: Visit) -> Shown:
    """The figures of the last days that were asked for."""
    asked = visit.asked.get("days", "")
    days = int(asked) if asked in map(str, DAYS) else 30
    since = datetime.now() - timedelta(days=days)
    every = Asked(desk.config, dict(os.environ))
    found = tally(desk.db, every, desk.where, since, _nobody, seconds=_SECONDS)
    spans = filled(found.figures.days, _SPANS)
    values = {
        "found": found,
        "tables": report(found.figures),
        "charts": _charts(found, spans),
        "spans": spans,
        "days": days,
        "choices": DAYS,
        "empty": NONE_YET,
    }
    return Shown("stats.html", values)


def _charts(found: Tally, spans: Spans) -> list[Chart]:
    charts = []
    if found.figures.total.pieces:
        charts.append(_chart(f"Pieces of advice, each {spans.unit}", spans, (("given", "pieces"),)))
    if found.figures.known.met:
        title = f"Errors that a registry knew, each {spans.unit}"
        series = (("met with the skill", "told"), ("met without it", "without"))
        charts.append(_chart(title, spans, series))
    return charts


def _chart(title: str, spans: Spans, series: tuple[tuple[str, str], ...]) -> Chart:
    named = [(name, getattr(spans, field)) for name, field in series]
    return Chart(title, bars(title, spans.labels, named))


def _nobody(stage: str, done: int, of: int) -> None:
    """A page tells no progress."""
