"""A lesson is added to a skill: lines come, none goes."""

import difflib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.drafts import draft
from tacit.registry.lint import lint_files
from tacit.registry.sameness import Same, same
from tacit.registry.skill import TroubleEntry
from tacit.registry.troubles import troubles
from tacit.registry.update import marks, updated

TOP = "plugins/data/ragged-rows"
INSIDE = f"{TOP}/skills/ragged-rows"
PAGE, TROUBLES = f"{INSIDE}/SKILL.md", f"{INSIDE}/references/troubleshooting.md"
THERE = dict(draft().files)
AGAIN = {
    path: text.replace("pad to 16", "cut to 16").replace("2026-01-31", "2026-02-03")
    for path, text in draft().files.items()
}


def entries(files: dict[str, str]) -> tuple[TroubleEntry, ...]:
    return troubles(files[TROUBLES])


def found(there: dict[str, str]) -> Same:
    match = same(entries(AGAIN), [(TROUBLES, there[TROUBLES])])
    assert match
    return match


def added(there: dict[str, str], id: str = "00000000bb") -> dict[str, str]:
    made = updated(there, found(there), AGAIN, id)
    assert made
    return made


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came."""
    lines = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return tuple([x[2:] for x in lines if x[0] == sign] for sign in "-+")  # type: ignore[return-value]  # two signs


def test_lines_are_only_added() -> None:
    made = added(THERE)
    for path in THERE.keys() - {f"{TOP}/.claude-plugin/plugin.json"}:
        went, came = changed(THERE[path], made[path])
        assert went == []
        assert came
    assert [f for f in lint_files(made) if f.severity == "error"] == []


def test_the_version_is_raised_and_nothing_else() -> None:
    path = f"{TOP}/.claude-plugin/plugin.json"
    made = added(THERE)[path]
    assert made == THERE[path].replace("1.0.0", "1.1.0")
    assert json.loads(made)["version"] == "1.1.0"


def test_what_was_tried_is_a_row_of_the_table() -> None:
    page = added(THERE)[PAGE]
    assert (
        "| pad to 16 | a row has 17 | measure |\n| cut to 16 | a row has 17 | measure |\n" in page
    )


def test_the_first_rows_of_a_table_that_was_not_there() -> None:
    rows = [line for line in THERE[PAGE].split("\n") if line.startswith(("| Attempt", "| pad"))]
    bare = "\n".join(x for x in THERE[PAGE].split("\n") if x not in rows)
    bare = bare.replace(
        "Attempts\n\n| --- | --- | --- |", "Attempts\n\nNone recorded in this session."
    )
    there = {**THERE, PAGE: bare}
    twice = added(added(there), "00000000cc")[PAGE]
    part = twice.split("## Failed Attempts\n\n")[1].split("\n\n## ")[0]
    cut = rows[1].replace("pad to 16", "cut to 16")
    assert part == f"None recorded in this session.\n\n{rows[0]}\n| --- | --- | --- |\n{cut}"
    assert changed(bare, twice)[0] == []


def test_sessions_are_counted_and_none_twice() -> None:
    twice = added(added(THERE), "00000000cc")
    assert marks(twice) == {"00000000bb", "00000000cc"}
    assert "- Verified again on 2026-02-03: seen in 3 sessions. <!-- draft 00000000cc -->" in (
        twice[PAGE].split("## Verified Again")[1].split("\n")
    )
    assert twice[PAGE].count("cut to 16") == 1


def test_the_entry_says_when_it_was_seen_again() -> None:
    text = added(THERE)[TROUBLES]
    assert text == THERE[TROUBLES] + "\n**Verified again on 2026-02-03: seen in 2 sessions.**\n"
    assert len(troubles(text)) == 1


def test_another_fix_is_told_beside() -> None:
    match = same(entries(AGAIN), [(TROUBLES, THERE[TROUBLES].replace("longest", "widest"))])
    assert match
    there = {**THERE, TROUBLES: THERE[TROUBLES].replace("longest", "widest")}
    made = updated(there, match, AGAIN, "00000000bb")
    assert made
    assert "What mended it then: pad to the longest" in made[TROUBLES]


def test_an_error_that_was_not_there_is_an_entry_of_its_own() -> None:
    more = "\n## Other\n\n```text\nTypeError: no caption at this place\n```\n\n**Fix.** Look.\n"
    own = {**AGAIN, TROUBLES: AGAIN[TROUBLES] + more}
    made = updated(THERE, found(THERE), own, "00000000bb")
    assert made
    assert [e.error for e in troubles(made[TROUBLES])][1] == "TypeError: no caption at this place"


def hurt(page: str = "", entry: str = "") -> dict[str, str]:
    return {**THERE, PAGE: THERE[PAGE] + page, TROUBLES: THERE[TROUBLES] + entry}


@pytest.mark.parametrize(
    "there",
    [
        hurt(page="\n```\nopen"),
        hurt(entry="\n~~~~\nopen"),
        hurt(page="\n## Failed Attempts\n\ntwice\n"),
        {**THERE, PAGE: THERE[PAGE].replace("## Failed Attempts", "## What went wrong")},
        {**THERE, PAGE: THERE[PAGE].replace("| --- | --- | --- |", "")},
        {**THERE, PAGE: THERE[PAGE].replace("| Lesson |", "| Lesson | More |")},
        {**THERE, f"{TOP}/.claude-plugin/plugin.json": "[1"},
        {k: v for k, v in THERE.items() if k != PAGE},
    ],
)
def test_what_has_not_the_form_is_left_alone(there: dict[str, str]) -> None:
    assert updated(there, found(there), AGAIN, "00000000bb") is None


@given(st.text(alphabet="#|-`~ \nab<>!", max_size=60), st.sampled_from([PAGE, TROUBLES]))
def test_whatever_stands_there_stays(text: str, where: str) -> None:
    there = {**THERE, where: f"{THERE[where]}\n{text}"}
    match = same(entries(AGAIN), [(TROUBLES, there[TROUBLES])])
    made = updated(there, match, AGAIN, "00000000bb") if match else None
    if made:
        kept = iter(made[where].split("\n"))
        assert all(line in kept for line in there[where].rstrip("\n").split("\n"))
