"""When a skill was last seen to hold, and with what, as it says itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.registry.layouts import skills
from tacit.registry.skill import Skill
from tacit.registry.verified import Verified, day, held_on, last, months, verified
from tacit.share import share

TODAY = date(2026, 11, 21)


def skill(description: str = "", body: str = "", day: str = "") -> Skill:
    return Skill("warmup", description, "warmup/SKILL.md", body, date=day)


def pins(body: str) -> dict[str, str]:
    return dict(verified(skill(body=f"## Environment\n\n{body}\n"), TODAY).pins)


@pytest.mark.parametrize(
    ("description", "body", "dated", "expected"),
    [
        ("", "", "2026-01-31", "2026-01-31"),
        ("", "- Verified again on 2026-05-02: seen in 2 sessions.", "2026-01-31", "2026-05-02"),
        ("Verified on: 2026-03-01 with numpy 2.4.6.", "", "", "2026-03-01"),
        ("", "**Verified**: 2026-02-03", "", "2026-02-03"),
        ("", "Verified again on 2031-01-01", "2026-01-31", "2026-01-31"),
        ("", "It is unverified 2026-05-02", "2026-01-31", "2026-01-31"),
        ("", "", "yesterday", None),
        ("", "Verified on 2026-99-99", "", None),
    ],
)
def test_the_last_day(description: str, body: str, dated: str, expected: str | None) -> None:
    assert last(skill(description, body, dated), TODAY) == (expected and day(expected))


@pytest.mark.parametrize(
    ("description", "on"),
    [
        ("What. Verified on: PyTorch 2.5, A100.", "PyTorch 2.5, A100"),
        ("What. Verified on: 2026-11-21 with Python 3.11.7, Linux.", "Python 3.11.7, Linux"),
        ("Verified on 2026-11-21.", ""),
        ("It was verified.", ""),
    ],
)
def test_what_it_held_on(description: str, on: str) -> None:
    assert held_on(skill(description)) == on


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| Versions | Python 3.11, PyTorch 2.5.1 |", {"Python": "3.11", "PyTorch": "2.5.1"}),
        ("| torch | 2.5.1 |", {"torch": "2.5.1"}),
        ("`numpy==2.4.6`", {"numpy": "2.4.6"}),
        ("- vite: v6.0.0", {"vite": "6.0.0"}),
        ('"typescript": "5.1.0"', {"typescript": "5.1.0"}),
        ("@hono/node@1.2.3", {"@hono/node": "1.2.3"}),
        ("torch>=2.5, jax^0.4, 3 files, batch 64", {}),
        ("disk 12.5% full, address 10.0.0.1.2", {}),
    ],
)
def test_versions_it_held_with(text: str, found: dict[str, str]) -> None:
    assert pins(text) == found


def test_versions_elsewhere_are_no_claim() -> None:
    body = "## Environment Variables\n\nnumpy 1.0\n\n## Notes\n\nnumpy 1.1\n"
    assert verified(skill(body=body), TODAY) == Verified(None, "", ())


@pytest.mark.parametrize(
    ("since", "count"), [("2026-11-21", 0), ("2026-10-22", 0), ("2026-10-21", 1), ("2027-01-01", 0)]
)
def test_whole_months(since: str, count: int) -> None:
    assert months(date.fromisoformat(since), TODAY) == count


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_is_too_strange(description: str, body: str) -> None:
    verified(skill(description, f"## Versions\n{body}", body), TODAY)


def test_the_skills_of_a_new_registry_say_all_of_it() -> None:
    for one in skills(share("templates") / "registry"):
        told = verified(one, TODAY)
        assert told.date
        assert told.on
        assert told.pins, one.name
