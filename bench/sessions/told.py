"""Errors that only the user tells of."""

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

SCENARIOS = [PASTED, STILL, CHANCE, ON_CI]
