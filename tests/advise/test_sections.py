import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.registries import ROPE
from tacit.advise.sections import (
    Failed,
    configuration,
    failed_attempts,
    next_steps,
    parts,
    results,
    triggers,
)


def test_the_parts_of_a_skill_are_found() -> None:
    found = parts(ROPE)
    (row,) = failed_attempts(found)
    assert row.attempt == "repeat the table along the batch"
    assert row.lesson == "widen the last axis"
    assert "torch.cat" in configuration(found)
    assert "0.99" in results(found)
    assert next_steps(found) == "- Try base 1000."


def test_failed_attempts_may_be_a_list_or_lie_deeper() -> None:
    body = "# A\n## What didn't work\n### First\n- lower the rate\n1. warm up\n## Results\nx"
    rows = (Failed("lower the rate"), Failed("warm up"))
    assert failed_attempts(parts(body)) == rows


TABLES = [
    ("Attempt | Why it failed | Lesson", "a | b | c", Failed("a", "b", "c")),
    (
        "Attempt | What was tried | Why it failed | Lesson learned",
        "a | x | b | c",
        Failed("a", "b", "c"),
    ),
    ("# | Attempt | Why it failed | Lesson", "1 | a | b | c", Failed("a", "b", "c")),
    ("What | Result", "a | b", Failed("a", "b", "")),
    ("What", "a | b | c", Failed("a", "b", "c")),
    ("Attempt | Outcome", "a", Failed("a", "", "")),
    ("Attempt | Why", "N/A | N/A", None),
]


@pytest.mark.parametrize(("header", "row", "found"), TABLES)
def test_a_table_s_columns_go_by_what_they_are_called(
    header: str, row: str, found: Failed | None
) -> None:
    rule = "|".join("-" * (header.count("|") + 1))
    table = f"## Failed Attempts\n| {header} |\n|{rule}|\n| {row} |\n"
    assert failed_attempts(parts(table)) == ((found,) if found else ())


@pytest.mark.parametrize("text", ["None recorded in this session.", "n/a", "", "_TBD_"])
def test_a_section_with_nothing_in_it_is_not_there(text: str) -> None:
    assert results(parts(f"## Results\n\n{text}\n")) == ""


def test_a_hash_in_a_fence_is_no_heading() -> None:
    body = "## Hyperparameters\n```\n# Results\nlr: 1\n```\n## Other\n"
    assert results(parts(body)) == ""
    assert "lr: 1" in configuration(parts(body))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("When to Use", True),
        ("⚡ When to use this skill", True),
        ("Use this skill when", True),
        ("Do not use this skill when", False),
        ("When NOT to use", False),
        ("Usage", False),
        ("Lesson", True),
        ("Lessons learned", True),
        ("Lesson plans", False),
    ],
)
def test_triggers_are_where_the_skill_says_when(title: str, found: bool) -> None:
    assert triggers(f"## {title}\n\nrotary clash\n") == ("rotary clash" if found else "")


@given(st.text(st.sampled_from("#|`-~\n ab\\"), max_size=300))
def test_no_markdown_raises(body: str) -> None:
    found = parts(f"## Failed Attempts\n{body}")
    assert all(row.attempt or row.why or row.lesson for row in failed_attempts(found))
