"""Commands in words: the telling part, and what sets one apart from the one that failed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.draft.phrases import told_apart

LONG = "train.py " + " ".join(f"--option-{n} {n}" for n in range(9))


@pytest.mark.parametrize(
    ("ran", "failed", "told"),
    [
        ("cd lab && npx eslint a.ts", "npx eslint a.ts", "cd lab && npx eslint a.ts"),
        ("export A=1; train.py", "cd lab; train.py", "export A=1; train.py"),
        ("make ext && pytest -q", "pytest -q", "make ext && pytest -q"),
        ("cd lab && train.py --lr 1", "cd lab && train.py", "train.py --lr 1"),
        ("cd lab && train.py | tail -3", "", "train.py"),
        ("cd lab && train.py", "cd lab && train.py", "train.py"),
    ],
)
def test_a_command_is_told_so_that_it_differs_from_the_one_that_failed(
    ran: str, failed: str, told: str
) -> None:
    assert told_apart(ran, failed) == told


def test_of_a_long_line_what_differs_is_shown() -> None:
    told = told_apart(f"{LONG} --lr 0.1", f"{LONG} --lr 0.5", 60)
    assert told == "…0.1"


@given(st.text("ab -&;", max_size=80), st.text("ab -&;", max_size=80))
def test_what_is_told_is_a_part_of_the_line(ran: str, failed: str) -> None:
    assert told_apart(ran, failed, 20).strip("…") in " ".join(ran.split())
