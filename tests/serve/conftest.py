"""A user of one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building.hooks import Shell, patient, shell


@pytest.fixture
def user(home: Path, tmp_path: Path) -> Iterator[Shell]:
    """A user whose hooks run and have patience; their daemon ends with the test."""
    with shell(home, patient(tmp_path)) as opened:
        yield opened
