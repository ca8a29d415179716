"""`docs/lint.md` has each rule once, with its severity and an example, and nothing else."""

import re
from pathlib import Path

from tacit.registry.danger import QUARANTINED
from tacit.registry.finding import ERRORS, WARNINGS
from tacit.registry.rules.tables import tables

PAGE = (Path(__file__).parents[2] / "docs/lint.md").read_text()


def rows() -> list[tuple[str, ...]]:
    listed = tuple(enumerate(PAGE.partition("## Measured")[0].split("\n"), start=1))
    return [row for table in tables(listed) for _, row in table.rows]


def test_each_rule_is_there_once_with_its_severity() -> None:
    known = dict.fromkeys(ERRORS, "**error**") | dict.fromkeys(WARNINGS, "*warning*")
    assert sorted((row[0].strip("`"), row[1]) for row in rows()) == sorted(known.items())


def test_each_has_an_example_and_a_mend() -> None:
    assert all(len(row) == 5 and row[2] and row[3] for row in rows())


def test_the_quarantine_is_the_one_in_force() -> None:
    told = PAGE.partition("**Quarantine.**")[2].partition(" is found")[0]
    assert set(re.findall(r"`([\w-]+)`", told)) == QUARANTINED
