"""The real client's own check of plugins and marketplaces."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def validate(client: Path, home: Path) -> Callable[[Path], None]:
    """Fails the test where `claude plugin validate PATH --strict` has anything to say."""
    quiet = ("AUTOUPDATER", "TELEMETRY", "ERROR_REPORTING")
    env = {"PATH": os.environ["PATH"], "HOME": str(home), **{f"DISABLE_{q}": "1" for q in quiet}}
    env["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1"

    def run(path: Path) -> None:
        command = [str(client), "plugin", "validate", str(path), "--strict"]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return run
