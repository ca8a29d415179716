"""Advice that contradicts is told from advice that only differs."""

import pytest

from tacit.registry.contradiction import opposed, settings


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("Run `train.py --workers 0`.", "Run `train.py --workers=4`.", "`--workers` is `0` here"),
        ("Set `use_amp = False`.", "Set `use_amp = True`.", "`use_amp` is `False` here"),
        ("Change `a.py` (`x = 1` → `x = 2`).", "Set `x = 1`.", "`x` is `2` here and `1` there"),
        ("Run `pip install numpy==2.0`.", "Use `numpy==1.26.4`.", "`numpy` is `2.0` here"),
        (
            "Change it (`f(a)` → `g(a)`).",
            "Change it (`g(a)` → `f(a)`).",
            "`g(a)` here, which is what the other replaces by `f(a)`",
        ),
    ],
)
def test_the_opposite(ours: str, theirs: str, said: str) -> None:
    assert said in opposed(ours, theirs)
    assert opposed(theirs, ours)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Set `x = 2`.", "Change it (`x = 1` → `x = 2`)."),
        ("Set x = 2 in words.", "Set x = 3 in words."),
        ("Run `a --lr 0.1`.", "Run `a --epochs 3`."),
        ("Write `x = load(a)`.", "Write `x = load(b)`."),
        ("Pad it.", ""),
    ],
)
def test_not_the_opposite(ours: str, theirs: str) -> None:
    assert opposed(ours, theirs) == ""


def test_what_a_change_took_is_not_advised() -> None:
    assert settings("Change it (`--lr 0.1` → `--lr 0.01`).") == {"--lr": {"0.01"}}
