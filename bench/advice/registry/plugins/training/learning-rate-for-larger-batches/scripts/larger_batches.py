"""Logistic regression by SGD: larger batches over the same ten epochs, and three learning rates.

usage: python3 larger_batches.py     (needs numpy)
"""

import sys

import numpy as np

rng = np.random.default_rng(0)
X = rng.normal(size=(8192, 50)) * np.linspace(0.2, 3, 50)
TRUE = rng.normal(size=50)
Y = (rng.random(8192) < 1 / (1 + np.exp(-X @ TRUE))).astype(float)


def loss(w):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - Y * z))


def trained(batch, rate, warmup=0, epochs=10):
    order, w, step = np.random.default_rng(1), np.zeros(50), 0
    for _ in range(epochs):
        shuffled = order.permutation(len(X))
        for start in range(0, len(X), batch):
            part = shuffled[start : start + batch]
            step += 1
            now = rate * min(1, step / warmup) if warmup else rate
            w -= now * X[part].T @ (1 / (1 + np.exp(-np.clip(X[part] @ w, -500, 500))) - Y[part]) / len(part)
    return loss(w)


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")
    base = 0.02
    for batch in (32, 256, 2048):
        times = batch // 32
        for name, rate in (("the same", base), ("times sqrt", base * times**0.5), ("times", base * times)):
            print(f"batch {batch:5}  rate {name:10} {rate:6.3f}  loss {trained(batch, rate):.4f}")
    print(f"batch  2048  rate times, 10 steps of warmup {base * 64:6.3f}  loss {trained(2048, base * 64, 10):.4f}")
