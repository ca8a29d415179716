"""The first lessons of a registry say what their own scripts show."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tacit.registry.seed import TEMPLATE


def shown(script: str, *args: str) -> str:
    """What the script of a lesson prints."""
    (file,) = TEMPLATE.glob(f"plugins/*/*/scripts/{script}")
    command = [sys.executable, str(file), *args]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_what_is_begun_immediate_neither_fails_nor_is_lost() -> None:
    ways = dict(
        re.findall(r"^(.+?)  +(failed .*?  lost \d+)", shown("count_up.py", "4", "25"), re.M)
    )
    for way in ("immediate, timeout 5", "immediate, WAL, timeout 5"):
        assert ways[way].split() == ["failed", "0", "of", "100", "lost", "0"]
    assert ways["deferred, WAL, timeout 60"].split()[1] != "0"
    assert ways["isolation_level IMMEDIATE"].split()[-1] != "0"


def test_a_token_leaves_no_trace_by_askpass_alone() -> None:
    if "cloned" not in (out := shown("token_traces.py")):
        pytest.skip("git has no HTTP side here")
    found = dict(re.findall(r"^(.+?) +cloned  process list: (.*)$", out, re.M))
    assert {name: said.split() for name, said in found.items()} == {
        "in the URL": ["yes", "files:", "['.git/config']"],
        "-c http.extraHeader": ["yes", "files:", "none"],
        "clone -c http.extraHeader": ["yes", "files:", "['.git/config']"],
        "GIT_ASKPASS": ["no", "files:", "none"],
    }


def test_each_lesson_names_a_script_that_it_has() -> None:
    for script in sorted(Path(TEMPLATE).glob("plugins/*/*/scripts/*")):
        (page,) = script.parents[1].glob("skills/*/SKILL.md")
        assert script.name in page.read_text()
