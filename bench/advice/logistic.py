"""A logistic regression of few features, its cross-validation and how reliable it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RIDGE = 1.0  # of the standardised coefficients, the constant excepted
FOLDS, TIMES = 5, 20
STEPS = 15  # of Newton's method; it needs six or seven

Array = NDArray[np.float64]


def fitted(x: Array, y: Array, weight: Array) -> Array:
    """Constant and slopes by Newton's method; both answers count alike however many there are."""
    mean = np.average(x, 0, weight)
    spread = np.maximum(np.sqrt(np.average((x - mean) ** 2, 0, weight)), 1e-9)
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    half = weight.sum() / 2
    positive = max(weight[y > 0].sum(), 1e-9)
    negative = max(weight[y == 0].sum(), 1e-9)
    weight = weight * np.where(y > 0, half / positive, half / negative)
    penalty = RIDGE * np.eye(z.shape[1])
    penalty[0, 0] = 0
    beta = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (weight * (y - p)) - penalty @ beta
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + penalty
        beta = beta + np.linalg.solve(hessian, gradient)
    slopes = beta[1:] / spread
    return np.concatenate([[beta[0] - slopes @ mean], slopes])


def crossed(x: Array, y: Array, weight: Array, asked: Sequence[str]) -> Array:
    """Each row's probability by fits that saw no row of the same query, the mean of all times."""
    names, query = np.unique(np.array(asked), return_inverse=True)
    total = np.zeros(len(y))
    for time in range(TIMES):
        fold = (np.random.default_rng(time).permutation(len(names)) % FOLDS)[query]
        for one in range(FOLDS):
            left = fold == one
            constant, *slopes = fitted(x[~left], y[~left], weight[~left])
            total[left] += 1 / (1 + np.exp(-(constant + x[left] @ np.array(slopes))))
    return total / TIMES


def threshold(p: Array, let: float) -> float:
    """The lowest probability that lets at most a share, below 1, of these through."""
    return float(np.sort(p)[::-1][int(let * len(p))]) + 0.001


def reliability(p: Array, y: Array, weight: Array) -> str:
    """The Brier score, and for five bins: their bounds, weight, mean probability and share."""
    brier = np.average((p - y) ** 2, weights=weight)
    lines = [f"Brier {brier:.3f} over {weight.sum():.0f}"]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        held = (p >= low) & (p < low + 0.2)
        if held.any():
            mean, share = (np.average(one[held], weights=weight[held]) for one in (p, y))
            count = weight[held].sum()
            lines.append(f"{low:.1f} to {low + 0.2:.1f}: {count:.0f}, {mean:.2f}, {share:.2f}")
    return "\n".join(lines)
