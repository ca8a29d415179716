"""Days, filled up and summed to what can be drawn."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tacit.stats.days import filled
from tacit.stats.figures import Day

DAYS = st.dictionaries(st.integers(0, 300), st.integers(0, 50), min_size=1, max_size=30)


def days(of: dict[int, int]) -> list[Day]:
    """A day for each number after the first of January."""
    first = date(2026, 1, 1)
    return [Day(str(first + timedelta(days=n)), v, v + 1, v + 2) for n, v in sorted(of.items())]


def test_a_day_without_anything_is_drawn_too() -> None:
    spans = filled(days({0: 3, 2: 4}), 31)
    assert (spans.unit, spans.labels) == ("day", ("01-01", "01-02", "01-03"))
    assert (spans.pieces, spans.without) == ((3, 0, 4), (5, 0, 6))


def test_nothing_and_a_time_that_is_none() -> None:
    assert filled([], 31).labels == filled([Day("yesterday", 1, 1, 1)], 31).labels == ()


@given(DAYS, st.integers(1, 60))
def test_nothing_is_lost_that_has_room(of: dict[int, int], most: int) -> None:
    spans = filled(days(of), most)
    assert len(spans.labels) == len(spans.pieces) <= most
    if max(of) - min(of) < 7 * most - 6:
        assert sum(spans.pieces) == sum(of.values())
        assert sum(spans.told) == sum(of.values()) + len(of)
