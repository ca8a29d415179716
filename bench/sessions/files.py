"""Files of data: encodings, types, formats."""

from sessions.scenario import Ends, Episode, Said, Scenario, bash, edit, read

_COUNT = '''"""Orders by town."""
import collections
import csv

with open("orders.csv", encoding="utf-8") as file:
    towns = collections.Counter(row["town"] for row in csv.DictReader(file))
print(towns.most_common(2))
'''

ENCODING = Scenario(
    "csv-encoding",
    "data",
    True,
    "the export is cp1252, not UTF-8",
    (
        Said("Which two towns order most? Use count.py."),
        bash("python count.py", "fails decode"),
        bash("head -c 40 orders.csv | od -c | head -3"),
        read("count.py"),
        edit("count.py", 'encoding="utf-8"', 'encoding="cp1252"', "fix decode",
             "0xfc and a lone 0x80 as a euro sign: the export is cp1252."),
        bash("python count.py", "proof decode"),
        Ends("The shop exports cp1252. Zürich and Genève order most."),
    ),
    (
        Episode(
            "decode", "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xfc", "is_error", True,
            True, 'encoding="cp1252"',
        ),
    ),
    {"count.py": _COUNT},
    r"printf 'town,sum\nZ\374rich,5 \200\nZ\374rich,2 \200\nGen\350ve,9 \200\nBern,1 \200\n' "
    "> orders.csv",
)  # fmt: skip

_MEAN = '''"""Mean brightness of the tiles."""
import numpy as np

tiles = np.random.default_rng(0).integers(0, 256, size=(20, 64, 64), dtype=np.uint8)
means = [tile.sum(dtype=np.uint8) / tile.size for tile in tiles]
print(f"{len(means)} tiles")
assert 100 < np.mean(means) < 150, f"mean brightness {np.mean(means):.3f} is impossible"
print(f"mean brightness {np.mean(means):.1f}")
'''

OVERFLOW = Scenario(
    "failure-behind-a-pipe",
    "data",
    True,
    "uint8 sums wrap around; the pipe's exit code is tail's",
    (
        Said("What is the mean brightness of the tiles?"),
        bash("python mean.py 2>&1 | tail -n 4", "fails wrap"),
        read("mean.py"),
        edit("mean.py", "tile.sum(dtype=np.uint8)", "tile.sum(dtype=np.int64)", "fix wrap",
             "A uint8 sum wraps at 256."),
        bash("python mean.py 2>&1 | tail -n 4", "proof wrap"),
        Ends("The sum wrapped at 256; with int64 the mean is plausible."),
    ),
    (
        Episode(
            "wrap", "AssertionError: mean brightness is impossible", "not flagged", True, True,
            "sum(dtype=np.int64)",
        ),
    ),
    {"mean.py": _MEAN},
)  # fmt: skip

_DATES = '''"""Days between the first and the last visit."""
from datetime import datetime

visits = [line.strip() for line in open("visits.txt")]
days = [datetime.strptime(visit, "%m/%d/%Y") for visit in visits]
print(f"{len(days)} visits over {(max(days) - min(days)).days} days")
'''

DATES = Scenario(
    "day-before-month",
    "data",
    True,
    "the dates are day first; only those past the twelfth give it away",
    (
        Said("Over how many days do the visits go? Run span.py."),
        bash("python span.py", "fails date"),
        read("span.py"),
        edit("span.py", '"%m/%d/%Y"', '"%d/%m/%Y"', "fix date", "25 cannot be a month."),
        bash("python span.py", "proof date"),
        Ends("The visits are written day first; they span the days printed above."),
    ),
    (
        Episode(
            "date", "ValueError: time data '25/02/2026' does not match format '%m/%d/%Y'",
            "is_error", True, True, "%d/%m/%Y",
        ),
    ),
    {"span.py": _DATES, "visits.txt": "03/02/2026\n11/02/2026\n25/02/2026\n"},
)  # fmt: skip

CLEAN = Scenario(
    "clean-summary",
    "data",
    False,
    "nothing went wrong",
    (
        Said("How many rows has sales.csv, and what is the total?"),
        bash("wc -l < sales.csv"),
        bash("awk -F, 'NR > 1 { total += $2 } END { print total }' sales.csv"),
        Ends("Three rows under the heading, 60 in total."),
    ),
    (),
    {"sales.csv": "day,sum\n1,10\n2,20\n3,30\n"},
)

SCENARIOS = [ENCODING, OVERFLOW, DATES, CLEAN]
