"""What the daemon holds at rest: `python bench/rss.py [FOLDER OF SKILLS]`.

Starts a daemon in a home of its own over an index of no skill, and of those in the folder, asks it
a few times, waits until it is at rest, and prints its resident memory. Linux only.
"""

import re
import sys
import time
from pathlib import Path

from hook import Desk

from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.index import Index
from tacit.serve.client import daemon_status

REST = 15.0  # seconds; the first synchronisation is over
ERROR = b"""{"session_id":"bench-%d","cwd":"/tmp","error":"Exit code 1\\n\
RuntimeError: CUDA out of memory, loss is nan after %d steps"}"""


def measured(skills: Path | None) -> tuple[int, float, float]:
    """How many skills the index holds, and MB resident after the start and at rest after use."""
    desk = Desk()
    try:
        index = desk.where.index
        index.parent.mkdir(parents=True)
        build([Source(str(skills), skills, "")] if skills else [], index)
        found = Index.open(index)
        desk.hook()
        first = resident(pid(desk))
        for number in range(50):
            desk.hook("PostToolUseFailure", ERROR % (number, number))
        time.sleep(REST)
        return found.skills if found else 0, first, resident(pid(desk))
    finally:
        desk.close()


def pid(desk: Desk) -> int:
    """The daemon's."""
    found = daemon_status(desk.where)
    if not found:
        sys.exit("the daemon is gone")
    return int(found["pid"])


def resident(process: int) -> float:
    """Its resident memory in MB (10^6 bytes)."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def main() -> None:
    """Print the table."""
    folders = [None, *map(Path, sys.argv[1:])]
    print("| skills in the index | MB after the first hook | MB at rest after 50 more |")
    print("|---|---|---|")
    for folder in folders:
        skills, first, rest = measured(folder)
        print(f"| {skills} | {first:.0f} | {rest:.0f} |")


if __name__ == "__main__":
    main()
