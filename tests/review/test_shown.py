"""`tacit review show` in a real terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from building.reviewing import published

ID = "0123456789"


def screen(lines: int, width: int) -> str:
    """What a terminal of this size is sent, whose user's pager marks each line."""
    ours, theirs = pty.openpty()
    size = {"LINES": str(lines), "COLUMNS": str(width), "PAGER": "sed s/^/paged:/", "TERM": "xterm"}
    command = [sys.executable, "-m", "tacit", "review", "show", ID]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, env={**os.environ, **size}
    ) as running:
        os.close(theirs)
        told = b""
        while piece := _read(ours):
            told += piece
    os.close(ours)
    assert running.returncode == 0
    return told.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


@pytest.fixture(autouse=True)
def pushed(home: Path) -> None:
    """A draft of ours on the local registry."""
    published()


@pytest.mark.parametrize("width", [80, 140])
def test_a_draft_longer_than_the_terminal_goes_through_the_pager(width: int) -> None:
    shown = screen(10, width)
    assert shown.startswith(f"paged:{ID}")
    assert "Pad each row" in shown


def test_a_draft_that_fits_does_not(home: Path) -> None:
    shown = screen(2000, 140)
    assert shown.startswith(ID)
    assert "Pad each row" in shown
