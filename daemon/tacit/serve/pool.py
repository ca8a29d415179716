"""A few processes for many files: one that hangs or dies costs its own file and no other.

The pools of the standard library are broken as a whole by one process that dies; here each process
has one item at a time on a pipe of its own, so that it is known whose item ended it. They are
started anew (spawn), not forked: nothing of the parent's locks or store is in them.
"""

import gc
import math
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from tacit.errors import TacitError
from tacit.serve.fault import place

T = TypeVar("T")
R = TypeVar("R")

_MEMORY = 2 << 30  # bytes of address space of one process
_ITEMS = 500  # then a process is replaced: what leaks goes with it
_GRACE = 2  # seconds more, then it ends itself: its parent may have been killed
_AHEAD = 8  # results for each process that wait for an earlier one
_SPAWN = multiprocessing.get_context("spawn")


class Lost(TacitError):
    """An item that could not be done; the message says why, without its words."""


def over(
    work: Callable[[T], R], items: Sequence[T], seconds: float, processes: int = 0
) -> Generator[tuple[T, R | Lost]]:
    """Each item with what `work` makes of it, in order, from as many processes as there are cores.

    An item whose work raised, took longer than `seconds` or killed its process comes with why.
    Closed early, what is on its way is dropped. `work` and items travel by pickle.
    """
    crew = [_Hand(work, seconds) for _ in range(min(processes or cores(), len(items)))]
    numbers = iter(range(len(items)))
    results: dict[int, R | Lost] = {}
    try:
        for number, item in enumerate(items):
            while number not in results:
                for hand in crew:
                    if hand.number is None and len(results) < _AHEAD * len(crew):
                        hand.give(numbers, items)
                for done, result in _ready(crew):
                    results[done] = result
            yield item, results.pop(number)
    finally:
        for hand in crew:
            hand.stop()


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _ready(crew: "list[_Hand[T, R]]") -> Iterator[tuple[int, R | Lost]]:
    """What came next, by number: results, and reasons for want of them."""
    busy = [hand for hand in crew if hand.number is not None]
    patience = min(hand.deadline for hand in busy) - time.monotonic()
    heard = wait([hand.pipe for hand in busy], max(0.0, patience))
    for hand in busy:
        if hand.number is None:
            continue
        if hand.pipe in heard:
            yield hand.number, hand.take()
        elif time.monotonic() >= hand.deadline:
            yield hand.number, hand.lose(f"it took longer than {hand.seconds:g} s")


class _Hand(Generic[T, R]):
    """One process and what it is at: the item's number, None while it has none."""

    def __init__(self, work: Callable[[T], R], seconds: float) -> None:
        self.work, self.seconds = work, seconds
        self.number: int | None = None
        self.deadline = 0.0
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        alarm = math.ceil(self.seconds) + _GRACE
        self.process = _SPAWN.Process(target=_serve, args=(theirs, self.work, alarm), daemon=True)
        self.process.start()
        theirs.close()
        self.left = _ITEMS

    def give(self, numbers: Iterator[int], items: Sequence[T]) -> None:
        """Send it the next item, if there is one."""
        self.number = next(numbers, None)
        if self.number is None:
            return
        if self.left == 0:
            self.stop()
            self._start()
        self.left -= 1
        self.deadline = time.monotonic() + self.seconds
        with suppress(OSError):  # it died meanwhile: `take` says so
            self.pipe.send(items[self.number])

    def take(self) -> R | Lost:
        """What it sent; a process that died is replaced."""
        try:
            found: R | Lost = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return self.lose(f"its process died (exit code {self.process.exitcode})")
        self.number = None
        return found

    def lose(self, why: str) -> Lost:
        """Give the item up, and the process with it."""
        self.stop()
        self._start()
        self.number = None
        return Lost(why)

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection, work: Callable[[T], R], alarm: int) -> None:
    """In the process: item by item, until the parent is gone or has no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to handle
    os.nice(10)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    gc.collect()
    gc.freeze()  # what is loaded stays; only a finished item's rest is collected
    gc.disable()
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        signal.alarm(alarm)
        pipe.send(_done(work, item))
        signal.alarm(0)
        del item
        gc.collect()


def _done(work: Callable[[T], R], item: T) -> R | Lost:
    try:
        return work(item)
    except TacitError as refusal:
        return Lost(str(refusal))
    except Exception as fault:  # noqa: BLE001 - the boundary of this process
        return Lost(place(fault))
