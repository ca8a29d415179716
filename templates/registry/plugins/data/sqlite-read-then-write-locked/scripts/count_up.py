"""Four processes count up one row, in transactions that read before they write.

usage: python3 count_up.py [PROCESSES [ROUNDS]]     (standard library only)

Prints, for each way to begin the transaction: how many failed, how many were lost, the seconds.
"""

import multiprocessing
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

WAYS = (
    # name, journal mode, seconds to wait for a lock, how the transaction begins ("": as the module
    # does it with isolation_level="IMMEDIATE")
    ("deferred, timeout 5", "DELETE", 5, "BEGIN"),
    ("deferred, timeout 60", "DELETE", 60, "BEGIN"),
    ("deferred, WAL, timeout 60", "WAL", 60, "BEGIN"),
    ("isolation_level IMMEDIATE", "DELETE", 5, ""),
    ("immediate, timeout 5", "DELETE", 5, "BEGIN IMMEDIATE"),
    ("immediate, WAL, timeout 5", "WAL", 5, "BEGIN IMMEDIATE"),
)


def count_up(file: str, seconds: float, begin: str, rounds: int, told) -> None:
    """Add one to the row, `rounds` times; put what went wrong into `told`."""
    db = sqlite3.connect(file, timeout=seconds, isolation_level=None if begin else "IMMEDIATE")
    failed, first, at = 0, "", 0.0
    for _ in range(rounds):
        started = time.perf_counter()
        try:
            if begin:
                db.execute(begin)
            (value,) = db.execute("SELECT value FROM counter").fetchone()
            time.sleep(0.001)  # what a program does between reading and writing
            db.execute("UPDATE counter SET value = ?", (value + 1,))
            db.commit()
        except sqlite3.OperationalError as error:
            if not failed:
                first, at = str(error), time.perf_counter() - started
            failed += 1
            if db.in_transaction:
                db.rollback()
    told.put((failed, first, at))


def run(way: tuple, processes: int, rounds: int) -> None:
    """One way, in a file of its own."""
    name, journal, seconds, begin = way
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "counter.db"))
        db = sqlite3.connect(file)
        db.execute(f"PRAGMA journal_mode = {journal}")
        db.execute("CREATE TABLE counter (value INTEGER)")
        db.execute("INSERT INTO counter VALUES (0)")
        db.commit()
        told = multiprocessing.Queue()
        given = (file, seconds, begin, rounds, told)
        workers = [multiprocessing.Process(target=count_up, args=given) for _ in range(processes)]
        started = time.perf_counter()
        for worker in workers:
            worker.start()
        answers = [told.get() for _ in workers]
        for worker in workers:
            worker.join()
        elapsed = time.perf_counter() - started
        (value,) = db.execute("SELECT value FROM counter").fetchone()
        db.close()
    failed = sum(answer[0] for answer in answers)
    lost = processes * rounds - failed - value
    line = f"{name:28} failed {failed:4} of {processes * rounds}  lost {lost}  {elapsed:6.2f} s"
    early = [answer for answer in answers if answer[0]]
    if early:
        soonest = min(early, key=lambda answer: answer[2])
        line += f"  first: {soonest[1]} after {1000 * soonest[2]:.0f} ms"
    print(line)


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]]
    processes, rounds = (numbers + [4, 50][len(numbers) :])[:2]
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    for way in WAYS:
        run(way, processes, rounds)
