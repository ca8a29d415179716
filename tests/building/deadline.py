"""Waiting, with a deadline instead of a sleep."""

import time
from collections.abc import Callable
from typing import Any


def until(done: Callable[[], Any], seconds: float = 20) -> Any:
    """What `done` returns as soon as that is true. Fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < end, f"not within {seconds} s: {done}"
        time.sleep(0.02)
    return found
