"""2,000 rows into one SQLite file: how the commits decide what it takes.

usage: python3 many_commits.py [FOLDER]     (standard library only; a folder on a disk, not in memory)
"""

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROWS = [(number, f"run {number}", number * 0.5) for number in range(2000)]


def each(db):
    for row in ROWS:
        db.execute("INSERT INTO metric VALUES (?, ?, ?)", row)
        db.commit()


def many(db):
    db.executemany("INSERT INTO metric VALUES (?, ?, ?)", ROWS)
    db.commit()


def batched(db):
    for start in range(0, len(ROWS), 100):
        db.executemany("INSERT INTO metric VALUES (?, ?, ?)", ROWS[start : start + 100])
        db.commit()


WAYS = (
    ("a commit a row", "PRAGMA journal_mode=DELETE", each),
    ("a commit a row, WAL", "PRAGMA journal_mode=WAL", each),
    ("a commit a row, WAL, synchronous=NORMAL", "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL", each),
    ("a commit each 100 rows", "PRAGMA journal_mode=DELETE", batched),
    ("one commit", "PRAGMA journal_mode=DELETE", many),
)

if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    for name, pragmas, way in WAYS:
        with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
            db = sqlite3.connect(Path(folder, "metrics.db"))
            for pragma in pragmas.split(";"):
                db.execute(pragma)
            db.execute("CREATE TABLE metric (step INTEGER, name TEXT, value REAL)")
            begun = time.perf_counter()
            way(db)
            print(f"{name:42} {time.perf_counter() - begun:7.3f} s")
            db.close()
