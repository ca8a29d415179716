"""Teammates for the end-to-end tests: each with a HOME, an installation, a daemon of their own."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from building import teammate
from building.teammate import Hire, Teammate


@pytest.fixture(scope="session")
def hire(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hire]:
    """What makes teammates; all of them leave at the end."""
    with ExitStack() as end:

        def make(home: str = "home", **given: Any) -> Teammate:
            someone = teammate.hire(client, tmp_path_factory.mktemp("user") / home, **given)
            end.callback(teammate.leave, someone)
            return someone

        yield make
