"""Days on which something happened ─► spans without a gap, few enough to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tacit.stats.figures import Day


@dataclass(frozen=True, slots=True)
class Spans:
    """One value a span in each. `unit`: day or week; a label is the span's first day."""

    unit: str
    labels: tuple[str, ...]
    pieces: tuple[int, ...]
    told: tuple[int, ...]
    without: tuple[int, ...]


def filled(days: Sequence[Day], most: int) -> Spans:
    """The days from the first to the last, those without anything too; weeks where they are many.

    At most so many spans: the last ones.
    """
    known = {when: one for one in days if (when := _date(one.day))}
    if not known:
        return Spans("day", (), (), (), ())
    first, last = min(known), max(known)
    length = 1 if (last - first).days < most else 7
    count = min((last - first).days // length + 1, most)
    start = last - timedelta(days=count * length - 1)
    spans = [start + timedelta(days=length * number) for number in range(count)]
    held: list[list[Day]] = [[] for _ in spans]
    for when, one in known.items():
        if when >= start:
            held[(when - start).days // length].append(one)
    return Spans(
        unit="day" if length == 1 else "week",
        labels=tuple(f"{span:%m-%d}" for span in spans),
        pieces=tuple(sum(one.pieces for one in span) for span in held),
        told=tuple(sum(one.told for one in span) for span in held),
        without=tuple(sum(one.without for one in span) for span in held),
    )


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
