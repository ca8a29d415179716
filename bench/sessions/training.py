"""Training runs that go wrong without, or far from, an exception."""

from sessions.scenario import Ends, Episode, Said, Scenario, background, bash, edit, read

_SOFTMAX = '''"""Softmax regression on raw sensor counts."""
import numpy as np

np.seterr(all="ignore")
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 8)) * 400
y = (x @ rng.normal(size=(8, 3))).argmax(1)
rows = np.arange(len(x))
w = np.zeros((8, 3))
for epoch in range(1, 21):
    logits = x @ w
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    loss = -np.log(p[rows, y]).mean()
    g = p.copy()
    g[rows, y] -= 1
    w -= 0.05 * x.T @ g / len(x)
    if epoch % 5 == 0:
        print(f"epoch {epoch} loss {loss:.4f} acc {(logits.argmax(1) == y).mean():.3f}")
'''
_OVERFLOWS = """    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    loss = -np.log(p[rows, y]).mean()"""
_STABLE = """    logits -= logits.max(1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    p, loss = np.exp(logp), -logp[rows, y].mean()"""

NAN = Scenario(
    "nan-loss",
    "training",
    True,
    "the softmax overflows on unscaled counts; only a NaN in the log shows it",
    (
        Said("Train the softmax model in train.py and tell me the accuracy."),
        bash("python train.py", "fails nan"),
        read("train.py", words="The loss is NaN from the first report on. I'll look at the loss."),
        edit("train.py", _OVERFLOWS, _STABLE, "fix nan", "exp() of the raw logits overflows."),
        bash("python train.py", "proof nan"),
        Ends("It trains: the softmax now subtracts the row's maximum and works on log p."),
    ),
    (
        Episode(
            "nan", "loss nan: exp overflows in the softmax", "not flagged", True, True,
            "log-softmax with the maximum subtracted",
        ),
    ),
    {"train.py": _SOFTMAX},
)  # fmt: skip

_BACKENDS = '''"""Least squares by gradient descent."""
import random
import time

try:
    import numpy as np
except ImportError:
    np = None
    print("warning: numpy is not importable, falling back to the pure Python backend")

random.seed(0)
n, d = 4000, 20
x = [[random.gauss(0, 1) for _ in range(d)] for _ in range(n)]
y = [sum(row) + random.gauss(0, 0.1) for row in x]
w = [0.0] * d
start = time.perf_counter()
if np is None:
    for _ in range(20):
        e = [sum(a * b for a, b in zip(row, w)) - t for row, t in zip(x, y)]
        w = [w[j] - 0.2 * sum(r[j] * v for r, v in zip(x, e)) / n for j in range(d)]
    mse = sum((sum(a * b for a, b in zip(row, w)) - t) ** 2 for row, t in zip(x, y)) / n
else:
    x, y, w = np.array(x), np.array(y), np.array(w)
    for _ in range(20):
        w -= 0.2 * x.T @ (x @ w - y) / n
    mse = ((x @ w - y) ** 2).mean()
rate = 20 * n / (time.perf_counter() - start)
print(f"backend {'python' if np is None else 'numpy'} mse {mse:.4f} {rate:.0f} samples/s")
'''

SLOW = Scenario(
    "silent-slow-backend",
    "training",
    True,
    "run.sh takes the system's interpreter, which has no NumPy: a silent fall to a slow path",
    (
        Said("Run the training with run.sh and tell me how fast it goes."),
        bash("./run.sh", "fails slow"),
        bash("cat run.sh", words="It fell back to pure Python although NumPy is installed here."),
        edit(
            "run.sh", "exec /usr/bin/python3 train.py", "exec python train.py", "fix slow",
            "run.sh starts the system's interpreter, not the environment's.",
        ),
        bash("./run.sh", "proof slow"),
        Ends("run.sh started /usr/bin/python3, which has no NumPy. With the environment's it "
             "flies."),
    ),
    (
        Episode(
            "slow", "falls back to pure Python: interpreter without numpy", "not flagged", True,
            True, "exec python train.py",
        ),
    ),
    {"train.py": _BACKENDS, "run.sh": "#!/bin/sh\nexec /usr/bin/python3 train.py\n"},
    "chmod +x run.sh",
)  # fmt: skip

_DEVICE = '''"""A small regression; takes a GPU when there is one."""
from ctypes.util import find_library

import numpy as np

cuda = find_library("cuda") is not None
print(f"CUDA available: {cuda}")
print(f"device: {'cuda' if cuda else 'cpu'}")
rng = np.random.default_rng(0)
x = rng.normal(size=(1000, 10))
y = x.sum(1)
w = np.zeros(10)
for epoch in range(1, 4):
    for _ in range(10):
        w -= 0.1 * x.T @ (x @ w - y) / len(x)
    print(f"epoch {epoch} mse {((x @ w - y) ** 2).mean():.4f}")
'''

CPU = Scenario(
    "cpu-fallback-kept",
    "training",
    False,
    "the GPU was not used, nobody mended it: nothing to teach",
    (
        Said("Train on the GPU with train.py."),
        bash("python train.py", "fails cpu"),
        Ends("Training is done, the mean squared error went down in each of the three epochs."),
    ),
    (Episode("cpu", "CUDA available: False, trained on the CPU", "not flagged", False, False),),
    {"train.py": _DEVICE},
)

_KERNEL = '''"""Kernel regression on 20,000 points."""
import argparse

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--chunk", type=int, default=20000)
chunk = parser.parse_args().chunk
rng = np.random.default_rng(0)
x = rng.uniform(-3, 3, 20000)
y = np.sin(x) + rng.normal(size=len(x)) * 0.1
print(f"fitting {len(x)} points, chunk {chunk}", flush=True)
fitted = []
for start in range(0, len(x), chunk):
    k = np.exp(-50 * (x[start : start + chunk, None] - x[None]) ** 2)
    fitted.append(k @ y / k.sum(1))
print(f"finished: rmse {np.sqrt(((np.concatenate(fitted) - np.sin(x)) ** 2).mean()):.4f}")
'''
_WAIT = (
    "timeout 60 sh -c 'until grep -q -e Error -e finished train.log; do sleep 0.2; done'; "
    "tail -n 3 train.log"
)

MEMORY = Scenario(
    "oom-in-background",
    "training",
    True,
    "the kernel matrix does not fit in the job's memory; only the background log says so",
    (
        Said("Fit the kernel regression in the background. A job here may take 1.5 GB, so keep "
             "the ulimit."),
        background("ulimit -v 1500000; python fit.py > train.log 2>&1", "again memory"),
        bash(_WAIT, "fails memory"),
        background(
            "ulimit -v 1500000; python fit.py --chunk 500 > train.log 2>&1", "fix memory",
            "The 20000 x 20000 matrix is too large at once; --chunk 500 needs 80 MB.",
        ),
        bash(_WAIT, "proof memory"),
        Ends("With --chunk 500 it fits within the limit and finishes."),
    ),
    (
        Episode(
            "memory", "ArrayMemoryError: Unable to allocate 2.98 GiB", "not flagged", True, True,
            "python fit.py --chunk 500",
        ),
    ),
    {"fit.py": _KERNEL},
)  # fmt: skip

_SWEEP = '''"""Linear regression by gradient descent; one run of a sweep."""
import argparse

import numpy as np

np.seterr(all="ignore")
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
lr = parser.parse_args().lr
rng = np.random.default_rng(3)
x = rng.normal(size=(400, 12)) * np.linspace(0.4, 3, 12)
y = x @ rng.normal(size=12) + rng.normal(size=400) * 0.1
w = np.zeros(12)
for _ in range(300):
    w -= lr * x[:300].T @ (x[:300] @ w - y[:300]) / 300
print(f"lr={lr} steps=300 val_mse={((x[300:] @ w - y[300:]) ** 2).mean():.4f}")
'''

SWEEP = Scenario(
    "sweep-best-is-not-last",
    "training",
    True,
    "a sweep with a diverging run; the best rate is the second of four",
    (
        Said("Sweep the learning rate of train.py and write the best one to config.toml."),
        bash("python train.py --lr 0.001"),
        bash("python train.py --lr 0.1"),
        bash("python train.py --lr 1.0", "fails diverges"),
        bash("python train.py --lr 0.01", words="1.0 diverges. One more, below."),
        bash(
            "echo 'lr = 0.1' > config.toml && python train.py --lr 0.1",
            "fix diverges, proof diverges",
            "0.1 was the best.",
        ),
        Ends("The best is lr 0.1; 1.0 diverges, 0.01 and 0.001 are too slow for 300 steps."),
    ),
    (
        Episode(
            "diverges", "val_mse=inf at lr 1.0", "not flagged", True, True, "--lr 0.1",
            "the final run repeats the best one; the last new one was worse",
        ),
    ),
    {"train.py": _SWEEP},
)  # fmt: skip

SCENARIOS = [NAN, SLOW, CPU, MEMORY, SWEEP]
