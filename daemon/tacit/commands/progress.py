"""How far long work is: a bar on a terminal, else a line every few seconds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tacit.serve.survey import Told

_LINE_EVERY = 5.0  # seconds between two lines where there is no terminal


@contextmanager
def progress() -> Iterator[Told]:
    """A bar on a terminal, else a line every few seconds; both on stderr."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        tasks = {}

        def told(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage)
            bar.update(tasks[stage], completed=done, total=of)

        yield told


def _lines() -> Told:
    last = {"": 0.0}

    def told(stage: str, done: int, of: int) -> None:
        now = time.monotonic()
        if done == of or now - last.get(stage, 0.0) > _LINE_EVERY:
            last[stage] = now
            print(f"{stage}: {done} of {of}", file=sys.stderr)

    return told
