import numpy as np
import pytest
from silence import crossed, fitted, reliability, threshold

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(200, 2))
Y = (RANDOM.random(200) < 1 / (1 + np.exp(-3 * X[:, 0]))).astype(float)


def test_the_fit_finds_what_decides() -> None:
    constant, first, second = fitted(X, Y)
    assert first == pytest.approx(3, abs=1)
    assert abs(second) < 0.7
    assert abs(constant) < 0.7


def test_what_was_not_seen_is_predicted_too() -> None:
    p = crossed(X, Y)
    assert ((p > 0.5) == (Y > 0)).mean() > 0.8


def test_the_threshold_lets_few_of_the_unanswerable_through() -> None:
    p = crossed(X, Y)
    assert 0 < (p[Y == 0] >= threshold(p, Y)).mean() <= 0.05


def test_reliability_counts_each_query_once() -> None:
    p = np.array([0.05, 0.1, 0.5, 0.95])
    lines = reliability(p, np.array([0.0, 0.0, 1.0, 1.0])).splitlines()
    assert lines[0] == "Brier 0.066 over 4"
    assert [line.split(": ")[1] for line in lines[1:]] == [
        "2, 0.08, 0.00",
        "1, 0.50, 1.00",
        "1, 0.95, 1.00",
    ]
