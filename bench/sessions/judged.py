"""Fixes and results that the user judges."""

from sessions.scenario import Ends, Episode, Said, Scenario, bash, edit, read

_NORMALISE = '''"""Normalise the columns and fit."""
import numpy as np

np.seterr(all="ignore")
rng = np.random.default_rng(0)
x = rng.normal(size=(200, 6))
x[:, 3] = 1.5  # a sensor that is switched off
y = x[:, 0] - x[:, 1]
x = (x - x.mean(0)) / x.std(0)
w = np.zeros(x.shape[1])
for _ in range(200):
    w -= 0.1 * x.T @ (x @ w - y) / len(x)
print(f"columns {x.shape[1]} mse {((x @ w - y) ** 2).mean():.4f}")
'''
_SCALED = "x = (x - x.mean(0)) / x.std(0)"
_HIDDEN = "x = np.nan_to_num((x - x.mean(0)) / x.std(0))"
_DROPPED = "x = x[:, x.std(0) > 0]  # a sensor that is off says nothing\n" + _SCALED

REJECTED = Scenario(
    "user-rejects-fix",
    "training",
    True,
    "nan_to_num hid a dead sensor; the user had it taken back and the column dropped",
    (
        Said("Fit the model with fit.py."),
        bash("python fit.py", "fails nan"),
        read("fit.py"),
        edit("fit.py", _SCALED, _HIDDEN, words="Column 3 has no spread. I'll replace the NaNs."),
        bash("python fit.py"),
        Ends("Fixed: NaNs are replaced by zeros."),
        Said("No, don't hide NaNs with nan_to_num. Take that out and drop the columns without "
             "spread instead.", "fails hiding"),
        edit("fit.py", _HIDDEN, _DROPPED, "fix nan, fix hiding"),
        bash("python fit.py", "proof nan, proof hiding"),
        Ends("Columns without spread are dropped before scaling: five are left."),
    ),
    (
        Episode(
            "nan", "mse nan: a column without spread", "not flagged", True, True,
            "drop columns with std 0", "nan_to_num was rejected and is no fix",
        ),
        Episode(
            "hiding", "user: no nan_to_num, drop the column", "user text", True, False, None,
            "the same lesson as the episode before",
        ),
    ),
    {"fit.py": _NORMALISE},
)  # fmt: skip

_LOADER = '''"""Three epochs over a loader."""
import numpy as np

def batches():
    rng = np.random.default_rng(0)
    for _ in range(8):
        yield rng.normal(size=(32, 4))

loader = batches()
for epoch in range(1, 4):
    losses = [float((batch**2).mean()) for batch in loader]
    print(f"epoch {epoch} loss {sum(losses) / len(losses):.4f}")
'''

WORD = Scenario(
    "user-confirms-fix",
    "training",
    True,
    "the loader is a generator, empty after one epoch; the proof is the user's own run",
    (
        Said("Run loop.py for its three epochs."),
        bash("python loop.py", "fails empty"),
        read("loop.py"),
        edit(
            "loop.py", "for batch in loader]", "for batch in batches()]", "fix empty",
            "The generator is used up after the first epoch.",
        ),
        Ends("Each epoch makes its own batches now. Please run it on your side."),
        Said("I ran it, it works now:", "proof empty", "python loop.py"),
        Ends("Good."),
    ),
    (
        Episode(
            "empty", "ZeroDivisionError: division by zero", "is_error", True, True,
            "for batch in batches()", "proved by the user's word and output",
        ),
    ),
    {"loop.py": _LOADER},
)  # fmt: skip

_SPLIT = '''"""Predict a patient's group from two visits each, by the nearest known visit."""
import numpy as np

rng = np.random.default_rng(0)
patients = np.repeat(np.arange(100), 2)
group = rng.integers(0, 2, 100)[patients]
x = rng.normal(size=(100, 6))[patients] + rng.normal(size=(200, 6)) * 0.1
val = rng.permutation(200) < 60
near = ((x[val][:, None] - x[~val]) ** 2).sum(2).argmin(1)
both = np.intersect1d(patients[val], patients[~val])
print(f"val_acc {(group[~val][near] == group[val]).mean():.3f}, {len(both)} patients in both")
'''

LEAK = Scenario(
    "user-corrects-the-split",
    "training",
    True,
    "a split by row puts the same patient on both sides; the good figure was a leak",
    (
        Said("What accuracy does split.py get?"),
        bash("python split.py"),
        Ends("A good one, see above."),
        Said("No, never split by row: the same patients are on both sides. Split by patient "
             "instead.", "fails leak"),
        read("split.py"),
        edit(
            "split.py", "val = rng.permutation(200) < 60",
            "val = np.isin(patients, rng.permutation(100)[:30])", "fix leak",
        ),
        bash("python split.py", "proof leak"),
        Ends("By patient no one is on both sides, and the accuracy is at chance level."),
    ),
    (
        Episode(
            "leak", "user: split by row leaks patients into validation", "user text", True, True,
            "split by patient", "the figure gets worse, and is right",
        ),
    ),
    {"split.py": _SPLIT},
)  # fmt: skip

SCENARIOS = [REJECTED, WORD, LEAK]
