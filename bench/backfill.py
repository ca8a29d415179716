"""A backfill over many transcripts, against decoding the same bytes and no more.

usage: bench/backfill.py FOLDER [MEGABYTES]

The transcripts of FOLDER are repeated, each time with other ids, until there are so many megabytes
(default 1,000; 10^6 bytes each) in a temporary folder. Two processes then decode every line of them
with orjson, and two read and mine them as `tacit backfill --dry-run` does before it drafts. Prints
a Markdown table: MB/s of the run by the clock, MB a second of processor time (which other work on
the machine hardly changes), and the high-water mark of the larger process. Linux only.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import orjson

from tacit.options import Config
from tacit.serve import pool
from tacit.serve.past import Past, past
from tacit.serve.pool import Lost
from tacit.serve.survey import Asked, glean
from tacit.transcript.find import transcripts

PROCESSES = 2
SECONDS = 600.0  # for one file
# The client's ids: all but the end of each stays, so that what belonged together still does.
UUID = re.compile(rb"\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8})[0-9a-f]{4}\b")
CALL = re.compile(rb"\b(toolu_[0-9A-Za-z]{8,})[0-9A-Za-z]{4}\b")


def main() -> None:
    """Make the transcripts, measure both, print the table."""
    folder, megabytes = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1000.0
    with tempfile.TemporaryDirectory() as top:
        repeat(folder, Path(top) / "projects" / "-bench", megabytes * 1e6)
        files = past(Path(top), 0, float("inf"))
        size = sum(file.size for file in files) / 1e6
        bare = measured(decode, files)
        whole = measured(partial(mined, Asked(Config(), {})), files)
    print(f"{len(files)} files, {size:.0f} MB, {PROCESSES} processes\n")
    print("| | MB/s | MB a CPU second | MB resident at most |\n|---|---|---|---|")
    for name, run in (("orjson.loads", bare), ("backfill", whole)):
        print(f"| {name} | {size / run.clock:.0f} | {size / run.cpu:.0f} | {run.held:.0f} |")
    print(f"| ratio | {bare.clock / whole.clock:.2f} | {bare.cpu / whole.cpu:.2f} | |")


def repeat(folder: Path, into: Path, size: float) -> None:
    """Copies of the folder's transcripts with ids of their own, until `size` bytes are there."""
    into.mkdir(parents=True)
    known = list(transcripts(folder))
    made = 0
    for number in count():
        for place, file in enumerate(known):
            if made >= size:
                return
            text = UUID.sub(rb"\g<1>%04x" % number, file.read_bytes())
            text = CALL.sub(rb"\g<1>%04x" % number, text)
            (into / f"{number:08x}-0000-4000-8000-{place:012x}.jsonl").write_bytes(text)
            made += len(text)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of both processors; MB that the larger process held at most."""

    clock: float
    cpu: float
    held: float


def measured(work: Callable[[Past], None], files: list[Past]) -> Run:
    """The work over all files, in the pool of a backfill."""
    start = time.perf_counter()
    cpu = held = 0.0
    for file, result in pool.over(partial(metered, work), files, SECONDS, PROCESSES):
        if isinstance(result, Lost):
            sys.exit(f"{file.path}: {result}")
        cpu, held = cpu + result[0], max(held, result[1])
    return Run(time.perf_counter() - start, cpu, held)


def metered(work: Callable[[Past], None], file: Past) -> tuple[float, float]:
    """In the process: the work, its CPU seconds, and MB held at most until now."""
    start = time.process_time()
    work(file)
    return time.process_time() - start, high_water()


def decode(file: Past) -> None:
    """Every line that is JSON, decoded and dropped."""
    with Path(file.path).open("rb") as lines:
        for line in lines:
            try:
                orjson.loads(line)
            except ValueError:
                continue


def mined(asked: Asked, file: Past) -> None:
    """The transcript, read and mined."""
    glean(asked, file)


def high_water() -> float:
    """MB (10^6 bytes) that this process held at most: getrusage tells its parent's, too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0


if __name__ == "__main__":
    main()
