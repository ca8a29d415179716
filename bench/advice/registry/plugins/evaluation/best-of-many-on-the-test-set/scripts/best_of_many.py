"""Labels of pure chance, and the best of many models on the test set.

usage: python3 best_of_many.py     (needs numpy)
"""

import sys

import numpy as np


def best(rng, models, examples):
    """Accuracy of the model that is best on these examples, and the same model's on fresh ones."""
    labels, fresh = rng.integers(0, 2, examples), rng.integers(0, 2, 10_000)
    said = rng.integers(0, 2, (models, examples))
    scores = (said == labels).mean(1)
    again = (rng.integers(0, 2, 10_000) == fresh).mean()
    return scores.max(), again


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")
    rng = np.random.default_rng(0)
    for examples in (100, 1000):
        for models in (1, 10, 100, 1000):
            found = np.array([best(rng, models, examples) for _ in range(20)]).mean(0)
            print(f"{examples:5} test examples, best of {models:4} models: {found[0]:.3f} there, {found[1]:.3f} on fresh ones")
