"""A user of one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building.hooks import Shell, shell


@pytest.fixture
def user(home: Path) -> Iterator[Shell]:
    """A user whose hooks run; their daemon ends with the test."""
    with shell(home) as opened:
        yield opened
