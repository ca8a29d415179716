"""The variance of values that are far from zero, in three ways.

usage: python3 small_variance.py     (needs numpy)
"""

import sys

import numpy as np

rng = np.random.default_rng(0)
values = (10_000 + rng.normal(0, 1, 100_000)).astype(np.float32)


def by_squares(x):
    """E[x^2] - E[x]^2: one pass, as it stands in many a normalisation layer."""
    return (x * x).mean() - x.mean() ** 2


def by_deviations(x):
    return ((x - x.mean()) ** 2).mean()


def welford(x, batch=1000):
    """One pass over batches: count, mean and sum of squared deviations are merged."""
    count, mean, squares = 0, 0.0, 0.0
    for part in np.split(x, len(x) // batch):
        part = part.astype(np.float64)
        delta = part.mean() - mean
        total = count + len(part)
        squares += ((part - part.mean()) ** 2).sum() + delta**2 * count * len(part) / total
        mean += delta * len(part) / total
        count = total
    return squares / count


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")
    with np.errstate(invalid="ignore"):
        for name, value in (
            ("squares, float32", by_squares(values)),
            ("squares + 1e-5, float32", by_squares(values) + np.float32(1e-5)),
            ("squares, float64", by_squares(values.astype(np.float64))),
            ("squares of x - x[0], float32", by_squares(values - values[0])),
            ("deviations, float32", by_deviations(values)),
            ("merged batches, float64", welford(values)),
        ):
            print(f"{name:30} variance {float(value):10.4f}   deviation {float(np.sqrt(value)):8.4f}")
