"""Work for a pool's processes, which import it by name: each kind of end that a file may have."""

import os
import signal
from pathlib import Path

from tacit.errors import TacitError


def done(word: str) -> str:
    """What a good word gives; a bad one raises, hangs, dies or refuses."""
    if word == "raise":
        raise ValueError("its own secret words")
    if word == "refuse":
        raise TacitError("one clear line")
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hang":
        signal.pause()
    return word.upper()


def hang_where(word: str) -> str:
    """Leave a file with the process's number there, and hang."""
    Path(word).write_text(str(os.getpid()))
    signal.pause()
    return word
