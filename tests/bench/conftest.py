"""The benchmarks are scripts that import each other by name; so do the tests of them."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
sys.path.append(str(BENCH))


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The labels of the shipped sessions, by file."""
    lines = (BENCH / "sessions" / "labels.jsonl").read_text().splitlines()
    return {each["file"]: each for each in map(json.loads, lines)}
