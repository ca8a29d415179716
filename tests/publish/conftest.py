"""A desk to publish from: a store, folders, a configuration."""

from pathlib import Path

import pytest

from building.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A user with a store and nothing configured."""
    return Desk(tmp_path)
