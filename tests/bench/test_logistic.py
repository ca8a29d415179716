import numpy as np
import pytest
from advice.logistic import crossed, fitted, reliability, threshold

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(200, 2))
Y = (RANDOM.random(200) < 1 / (1 + np.exp(-3 * X[:, 0]))).astype(float)
ONES = np.ones(200)
NAMES = [str(number) for number in range(200)]


def test_the_fit_finds_what_decides() -> None:
    constant, first, second = fitted(X, Y, ONES)
    assert first == pytest.approx(3, abs=1)
    assert abs(second) < 0.7
    assert abs(constant) < 0.7


def test_what_counts_twice_is_as_if_it_came_twice() -> None:
    twice = fitted(np.vstack([X, X[:50]]), np.append(Y, Y[:50]), np.ones(250))
    assert fitted(X, Y, np.append(2 * np.ones(50), np.ones(150))) == pytest.approx(twice)


def test_what_was_not_seen_is_predicted_too() -> None:
    p = crossed(X, Y, ONES, NAMES)
    assert ((p > 0.5) == (Y > 0)).mean() > 0.8


def test_a_copy_of_a_query_tells_nothing_about_it() -> None:
    noise, guess = RANDOM.normal(size=(60, 20)), (RANDOM.random(60) < 0.5).astype(float)
    p = crossed(np.vstack([noise] * 9), np.tile(guess, 9), np.ones(540), NAMES[:60] * 9)
    assert ((p[:60] > 0.5) == guess).mean() < 0.7


def test_the_threshold_lets_few_through() -> None:
    p = crossed(X, Y, ONES, NAMES)
    assert (p[Y == 0] >= threshold(p[Y == 0], 0.03)).mean() <= 0.03


def test_reliability_counts_by_weight() -> None:
    p = np.array([0.05, 0.1, 0.5, 0.95])
    lines = reliability(p, np.array([0.0, 0.0, 1.0, 1.0]), np.array([1, 1, 1, 2])).splitlines()
    assert lines[0] == "Brier 0.054 over 5"
    assert [line.split(": ")[1] for line in lines[1:]] == [
        "2, 0.08, 0.00",
        "1, 0.50, 1.00",
        "2, 0.95, 1.00",
    ]
