"""The exit code that a shell or a CI job sees, of the process itself."""

import subprocess
import sys
from pathlib import Path

from building.registries import skill


def ended(*args: str) -> int:
    command = [sys.executable, "-m", "tacit", *args]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_an_error_of_lint_fails_a_ci_job(tmp_path: Path) -> None:
    file = skill(tmp_path, "warmup")
    file.write_text(file.read_text() + "\n[plot](plot.png)\n")
    assert ended("registry", "lint", str(tmp_path)) == 1
    assert ended("registry", "lint", str(tmp_path), "--json") == 1


def test_done_refused_and_misused() -> None:
    assert ended("--version") == 0
    assert ended("registry", "lint", "/nowhere") == 1
    assert ended("registry", "lint") == 2
