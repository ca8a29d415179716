"""How fast sessions are read and mined, against decoding the same lines and no more.

usage: bench/mining_speed.py FOLDER [ROUNDS]

Each round goes over every transcript in FOLDER twice, warm: `orjson.loads` line by line, then
`read_session` and `mine`. Interleaved, so that a busy machine slows both. Prints the median of the
rounds as a Markdown table row, in MB/s of the files' bytes (10^6).
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson

from tacit.episodes.mine import mine
from tacit.transcript.find import transcripts
from tacit.transcript.reader import read_session


def main() -> None:
    """Print the head and the one row."""
    files = list(transcripts(Path(sys.argv[1])))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    size = sum(file.stat().st_size for file in files) / 1e6
    decoded, read, mined = [], [], []
    for _ in range(rounds):
        decoded.append(size / seconds(decode, files))
        read.append(size / seconds(read_session, files))
        mined.append(size / seconds(lambda file: mine(read_session(file)), files))
    bare, only, whole = map(statistics.median, (decoded, read, mined))
    print("| files | MB | orjson.loads, MB/s | read, MB/s | read + mine, MB/s | ratio |")
    print("|---|---|---|---|---|---|")
    row = f"| {len(files)} | {size:.0f} | {bare:.0f} | {only:.0f} | {whole:.0f} |"
    print(f"{row} {whole / bare:.2f} |")


def seconds(work: Callable[[Path], object], files: Sequence[Path]) -> float:
    """The time that the work takes over all files, once."""
    start = time.perf_counter()
    for file in files:
        work(file)
    return time.perf_counter() - start


def decode(file: Path) -> None:
    """Every line that is JSON, decoded and dropped."""
    with file.open("rb") as lines:
        for line in lines:
            try:
                orjson.loads(line)
            except ValueError:
                continue


if __name__ == "__main__":
    main()
