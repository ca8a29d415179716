"""Figures in words and in cells."""

from hypothesis import given
from hypothesis import strategies as st

from tacit.stats.count import figures
from tacit.stats.export import cell, tables
from tacit.stats.figures import Time
from tacit.stats.knowledge import NOTHING
from tacit.stats.merge import merged
from tacit.stats.report import duration, report
from tacit.stats.use import Given, Met, Shown, Use

AT = "2026-01-20T09:00:00.000Z"
SHOWN = Shown("=HYPERLINK(1)", "k", read=True)
USE = Use(
    "s", "/lab", (), "r", AT, AT,
    (Given("g", AT, "error", 700, (SHOWN,)),), (Met("e", "-1 is no width", AT, ("k",)),),
)  # fmt: skip


def test_no_session_no_table() -> None:
    assert report(figures(merged([]), NOTHING)) == ()


def test_each_row_has_a_cell_for_each_head() -> None:
    made = report(figures(merged([USE]), NOTHING))
    assert len(made) == 5
    assert all(len(row) == len(table.head) for table in made for row in table.rows)
    assert any("not causes" in table.note for table in made)


def test_each_table_of_the_export_is_a_rectangle() -> None:
    happened = merged([USE])
    made = tables(figures(happened, NOTHING), happened, NOTHING)
    assert all(len({len(row) for row in rows}) == 1 for rows in made.values())
    assert made["errors"][1][:3] == (AT, "r", "'-1 is no width")
    assert made["skills"][1][0] == "'=HYPERLINK(1)"


@given(st.text())
def test_a_cell_is_a_line_and_no_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell(text)


def test_a_time_in_the_unit_that_fits() -> None:
    told = [duration(Time(seconds, 1)) for seconds in (7.0, 600.0, 7200.0, 1e6)]
    assert told == ["7 s", "10 min", "2 h", "11.6 d"]
