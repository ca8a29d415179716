"""Skills to verify anew."""

from datetime import date

import pytest

from tacit.advise.locked import Locked, parsed
from tacit.advise.stale import Stale, stale
from tacit.registry.skill import Skill

TODAY = date(2026, 11, 21)


def found(on: str, dated: str = "2026-11-01", **versions: str) -> Stale | None:
    skill = Skill("s", f"What. Verified on: {on}.", "s/SKILL.md", "", date=dated)
    here = {n: Locked(v, "uv.lock") for n, text in versions.items() if (v := parsed(text))}
    return next(stale([skill], here, 6, TODAY), None)


@pytest.mark.parametrize(("dated", "months"), [("2026-05-21", 6), ("2026-05-22", -1), ("", None)])
def test_by_age(dated: str, months: int | None) -> None:
    one = found("A100", dated)
    assert (one.months if one else -1) == months


@pytest.mark.parametrize(
    ("on", "here", "late"),
    [
        ("torch 2.5.1", "2.9.0", True),
        ("PyTorch 2.5", "2.6.0", True),
        ("PyTorch 2.5", "2.5.1", False),
        ("torch 2.5.1", "2.5.1+cu121", False),
        ("torch 2.9.1", "2.9.0", False),
        ("torch 3.0.0rc1", "3.0.0", True),
        ("numpy 1.2.3", "2.9.0", False),
    ],
)
def test_by_what_is_locked(on: str, here: str, late: bool) -> None:
    one = found(on, torch=here)
    assert bool(one and one.behind) == late
