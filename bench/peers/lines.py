"""What another tool is given and what it answers, with nothing but the standard library.

The scripts beside this one run where the other tool is installed, which tacit may not be.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

FIRST = 10  # skills that are kept of an answer

# Paths and scores of skills, the best first.
Ranked = Sequence[tuple[str, float]]


def skills(folder: Path) -> Iterator[tuple[str, str]]:
    """Path below the folder, and text, of each SKILL.md."""
    for file in sorted(folder.rglob("SKILL.md")):
        yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def answers(queries: Path, ask: Callable[[str], Ranked]) -> Iterator[str]:
    """A line for each query, in the form of `tacit advise --batch --json`.

    A tool speaks when it finds something; its best score is all the confidence that it has.
    """
    for line in queries.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        begun = time.perf_counter()
        ranked = ask(query["query"])
        took = (time.perf_counter() - begun) * 1000
        form = {
            "id": query["id"],
            "silent": not ranked,
            "confidence": max((score for _, score in ranked), default=0.0),
            "skills": [{"path": path, "score": score} for path, score in ranked[:FIRST]],
            "ms": took,
        }
        yield json.dumps(form)
