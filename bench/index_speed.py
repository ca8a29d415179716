"""How long an index takes: to build, to follow a change, to be opened; and what it holds meanwhile.

usage: bench/index_speed.py [--queries FILE] [--skills N] [FOLDER…]

Somebody reads a registry of the skills of all FOLDERs (default: the project's own) and of perturbed
copies until there are N, as in bench/advise.py. Builds their index; changes one skill after the
other, each with a commit, and brings the index up to date, git's part included and fetching not;
starts their daemon and asks it all queries, once at rest and once while the index is brought up to
date twice. Prints Markdown tables. MB are 10^6 bytes. Linux only; stderr tells the load.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from advice import asking
from advice.changing import change, fetched, places, processor
from advice.figures import Answer, Query, quantile
from advice.labelled import queries
from session_end import hook, new_session

from advise import HERE, OURS, skills
from building.teammate import Teammate
from tacit.advise.generation import current
from tacit.advise.refresh import refresh
from tacit.publish.since import changed

UPDATES = 5
STARTS = 3
RESIDENT = ("VmRSS", "RssAnon", "RssFile")


def main() -> None:
    """Print the tables."""
    given = arguments(sys.argv[1:])
    asked = queries(given.queries)
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        folder = skills(given.folders or OURS, given.skills, Path(top))
        with asking.member(folder) as (someone, registry):
            print("| the index | |\n|---|---|")
            rows(written(someone, registry))
            print("\n| the daemon | |\n|---|---|")
            rows(asked_of(someone, registry, asked))


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--queries", type=Path, default=HERE / "advice" / "queries.jsonl")
    parser.add_argument("--skills", type=int, default=0)
    return parser.parse_args(given)


def rows(found: Iterator[tuple[str, str]]) -> None:
    """Print each as soon as it is known."""
    for name, figure in found:
        print(f"| {name} | {figure} |", flush=True)
        print(f"load {os.getloadavg()[0]:.1f}", file=sys.stderr)


def written(someone: Teammate, registry: Path) -> Iterator[tuple[str, str]]:
    """What the index takes to be built and to be brought up to date, in this process."""
    where = places(someone)
    known = fetched(someone, where)
    began, used = time.perf_counter(), processor()
    refresh(known, where.index, changed)
    took, spent = time.perf_counter() - began, processor() - used
    yield "built: seconds · of processor time", f"{took:.1f} · {spent:.1f}"
    generation = current(where.index)
    files = generation.rglob("*") if generation else ()
    yield "MB on disk", f"{sum(file.stat().st_size for file in files) / 1e6:.0f}"
    times = []
    for number in range(UPDATES):
        change(registry, number)
        known = fetched(someone, where)
        began = time.perf_counter()
        refresh(known, where.index, changed)
        times.append(time.perf_counter() - began)
    figures = f"{statistics.median(times) * 1e3:.0f} · {max(times) * 1e3:.0f}"
    yield f"one skill changed, {UPDATES} times: ms, median · longest", figures


def asked_of(
    someone: Teammate, registry: Path, asked: Sequence[Query]
) -> Iterator[tuple[str, str]]:
    """What the daemon takes to start, to answer, and to answer while its index is replaced."""
    times = [started(someone) for _ in range(STARTS)]
    figures = f"{statistics.median(times) * 1e3:.0f} · {max(times) * 1e3:.0f}"
    yield f"first hook, which starts it, {STARTS} times: ms, median · longest", figures
    yield "MB resident · its own · mapped, then", resident(someone)
    asking.answers(someone, asked)
    yield "answer at rest: ms p50 · p99 · longest", told(asking.answers(someone, asked))
    with replacing(someone, registry):
        yield "while its index is replaced twice", told(asking.answers(someone, [*asked, *asked]))
    asking.answers(someone, asked)
    yield "MB resident · its own · mapped, in the end", resident(someone)


def started(someone: Teammate) -> float:
    """The seconds of a hook that finds no daemon; it waits until its start is over."""
    someone.tacit("daemon", "stop")
    session, file = new_session(someone)
    began = time.perf_counter()
    hook(someone, "SessionStart", session, file)
    return time.perf_counter() - began


@contextmanager
def replacing(someone: Teammate, registry: Path) -> Iterator[None]:
    """Meanwhile one skill is changed and the index brought up to date, twice."""

    def twice() -> None:
        for number in range(2):
            change(registry, number)
            asking.synchronised(someone)

    thread = threading.Thread(target=twice)
    thread.start()
    yield
    thread.join()


def told(answers: Sequence[Answer]) -> str:
    """Milliseconds."""
    times = [answer.ms for answer in answers]
    return " · ".join(f"{quantile(times, share) or 0:.1f}" for share in (0.5, 0.99, 1.0))


def resident(someone: Teammate) -> str:
    """MB of the daemon's memory."""
    text = Path(f"/proc/{someone.daemon()}/status").read_text()
    found = (re.search(rf"{name}:\s+(\d+) kB", text) for name in RESIDENT)
    return " · ".join(f"{int(one[1]) * 1024 / 1e6:.0f}" for one in found if one)


if __name__ == "__main__":
    main()
