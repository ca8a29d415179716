"""Errors that only the user tells of, and fixes that the user judges."""

from sessions.scenario import Ends, Episode, Said, Scenario, bash, edit, read

_EVALUATE = '''"""Accuracy on a split: `evaluate.py SPLIT`."""
import json
import sys

import numpy as np

splits = json.load(open("splits.json"))
rng = np.random.default_rng(0)
x = rng.normal(size=(300, 4))
y = x.sum(1) > 0
rows = splits[sys.argv[1]]
print(f"{sys.argv[1]} acc {((x[rows] @ np.ones(4) > 0.2) == y[rows]).mean():.3f}")
'''
_SPLITS = '{"train": [0, 1, 2, 3, 4, 5, 6, 7], "holdout": [200, 201, 202, 203, 204, 205]}\n'

PASTED = Scenario(
    "user-pastes-traceback",
    "training",
    True,
    "the test split is called holdout in splits.json; only the user saw the error",
    (
        Said("I get this when I evaluate:", "fails split", "python evaluate.py test"),
        bash("cat splits.json"),
        read("evaluate.py"),
        edit(
            "evaluate.py", "rows = splits[sys.argv[1]]",
            'rows = splits[{"test": "holdout"}.get(sys.argv[1], sys.argv[1])]', "fix split",
            "The file calls it holdout.",
        ),
        bash("python evaluate.py test", "proof split"),
        Ends("splits.json names the test split holdout; evaluate.py knows both names now."),
    ),
    (
        Episode(
            "split", "KeyError: 'test'", "user text", True, True, "test means holdout",
            "the traceback stands in the user's prompt",
        ),
    ),
    {"evaluate.py": _EVALUATE, "splits.json": _SPLITS},
)  # fmt: skip

_PREPARE = '''"""Mean of a sensor's readings: `prepare.py FILE`."""
import csv
import sys

values = []
with open(sys.argv[1]) as file:
    for row in csv.DictReader(file):
        values.append(float(row["reading"]))
print(f"{len(values)} readings, mean {sum(values) / len(values):.3f}")
'''
_READINGS = "time,reading\n" + "".join(
    f"{hour},{'n/a' if hour == 70 else f'{20 + hour % 7 / 2}'}\n" for hour in range(90)
)

STILL = Scenario(
    "user-says-still-crashes",
    "data",
    True,
    "the logger writes n/a for a dropped reading; the first rows that were tried have none",
    (
        Said("Give prepare.py a --limit so that I can try it on a few rows."),
        read("prepare.py"),
        edit(
            "prepare.py", "    for row in csv.DictReader(file):\n",
            '    limit = int(sys.argv[3]) if "--limit" in sys.argv else None\n'
            "    for row in itertools.islice(csv.DictReader(file), limit):\n",
        ),
        edit("prepare.py", "import csv\n", "import csv\nimport itertools\n"),
        bash("python prepare.py readings.csv --limit 50"),
        Ends("prepare.py has --limit; the first 50 rows give a mean."),
        Said("It still crashes with the whole file:", "fails value",
             "python prepare.py readings.csv"),
        bash("grep -n '[^0-9.,]' readings.csv"),
        edit(
            "prepare.py", '        values.append(float(row["reading"]))',
            '        if row["reading"] != "n/a":  # a dropped reading\n'
            '            values.append(float(row["reading"]))', "fix value",
            "Row 72 holds n/a, which the logger writes for a dropped reading.",
        ),
        bash("python prepare.py readings.csv", "proof value"),
        Ends("The whole file goes through; the dropped reading is left out."),
    ),
    (
        Episode(
            "value", "ValueError: could not convert string to float: 'n/a'", "user text", True,
            True, "n/a is a dropped reading",
        ),
    ),
    {"prepare.py": _PREPARE, "readings.csv": _READINGS},
)  # fmt: skip

_CHANCE = '''"""Nearest-mean classifier of ten classes."""
import numpy as np

rng = np.random.default_rng(0)
means = rng.normal(size=(10, 8)) * 3
y = rng.integers(0, 10, 3000)
x = means[y] + rng.normal(size=(3000, 8))
x = x[rng.permutation(len(x))]
y = y[rng.permutation(len(y))]
centres = np.stack([x[:2000][y[:2000] == c].mean(0) for c in range(10)])
near = ((x[2000:, None] - centres) ** 2).sum(2).argmin(1)
print(f"val_acc {(near == y[2000:]).mean():.3f}")
'''
_TWO_ORDERS = "x = x[rng.permutation(len(x))]\ny = y[rng.permutation(len(y))]"
_ONE_ORDER = "order = rng.permutation(len(x))\nx, y = x[order], y[order]"

CHANCE = Scenario(
    "user-sees-chance-level",
    "training",
    True,
    "inputs and labels are shuffled apart; the figure looked like a result until the user spoke",
    (
        Said("Run classify.py and report the validation accuracy."),
        bash("python classify.py"),
        Ends("The validation accuracy is about 0.1."),
        Said("That is wrong: 0.1 is chance level for ten classes, this data gives 0.9 and more.",
             "fails chance"),
        read("classify.py"),
        edit(
            "classify.py", _TWO_ORDERS, _ONE_ORDER, "fix chance",
            "x and y are shuffled with two different permutations.",
        ),
        bash("python classify.py", "proof chance"),
        Ends("One permutation for both: the accuracy is where it should be."),
    ),
    (
        Episode(
            "chance", "accuracy at chance level: x and y shuffled apart", "user text", True, True,
            "one permutation for x and y",
        ),
    ),
    {"classify.py": _CHANCE},
)  # fmt: skip

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

_UNIQUE = '''"""Distinct words of a text."""


def distinct(text):
    return list(set(text.split()))
'''
_UNIQUE_TEST = """from distinct import distinct


def test_in_the_order_of_the_text():
    assert distinct("one two one three") == ["one", "two", "three"]
"""
_ON_CI = "PYTHONHASHSEED={} python -m pytest -q -p no:cacheprovider"

ON_CI = Scenario(
    "user-reports-ci",
    "software",
    True,
    "a test that passes or fails with the hash seed: here it passed, there it failed",
    (
        Said("Run the tests with the hash seed 4, as I do."),
        bash(_ON_CI.format(4)),
        Ends("They pass."),
        Said("But CI fails with its own seed:", "fails order", _ON_CI.format(2)),
        read("distinct.py"),
        edit(
            "distinct.py", "list(set(text.split()))", "list(dict.fromkeys(text.split()))",
            "fix order", "A set of strings has another order with each hash seed.",
        ),
        bash(f"{_ON_CI.format(2)} && {_ON_CI.format(4)}", "proof order"),
        Ends("dict.fromkeys keeps the order of the text, with every seed."),
    ),
    (
        Episode(
            "order", "AssertionError on CI only: a set has no order", "user text", True, True,
            "dict.fromkeys",
        ),
    ),
    {"distinct.py": _UNIQUE, "test_distinct.py": _UNIQUE_TEST},
)  # fmt: skip

SCENARIOS = [PASTED, STILL, CHANCE, REJECTED, WORD, LEAK, ON_CI]
