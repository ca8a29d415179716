"""Many files in a few processes: what one of them does is its own affair."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import psutil
import pytest

from building.deadline import until
from building.hooks import alive
from building.pooled import done
from tacit.serve import pool


def ends(*words: str) -> list[str]:
    """What came of each word, the reasons as text."""
    with closing(pool.over(done, words, processes=2, seconds=5)) as results:
        return [str(result) for _, result in results]


def test_each_comes_in_its_order() -> None:
    words = [f"a{n}" for n in range(40)]
    assert ends(*words) == [word.upper() for word in words]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("die", "its process died (exit code -9)"),
        ("hang", "it took longer than 5 s"),
        ("refuse", "one clear line"),
    ],
)
def test_one_that_goes_wrong_is_one(bad: str, why: str) -> None:
    assert ends("a", bad, "b", "c") == ["A", why, "B", "C"]


def test_a_fault_is_told_without_its_words() -> None:
    (told,) = ends("raise")
    assert told.startswith("ValueError at building/pooled.py")
    assert "secret" not in told


def test_closed_early_it_leaves_no_process() -> None:
    with closing(pool.over(done, ["a"] * 100, seconds=9, processes=2)) as results:
        assert [result for _, result in islice(results, 3)] == ["A"] * 3
    left = [child.cmdline() for child in psutil.Process().children() if alive(child.pid)]
    assert not [words for words in left if "spawn_main" in " ".join(words)]


def test_nobody_stays_behind_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = (
        "from building.pooled import hang_where\nfrom tacit.serve.pool import over\nimport sys\n"
        "if __name__ == '__main__': list(over(hang_where, sys.argv[1:], 1, 1))\n"
    )
    (tmp_path / "run.py").write_text(script)
    told = tmp_path / "told"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    parent = subprocess.Popen([sys.executable, str(tmp_path / "run.py"), str(told)], env=env)
    until(lambda: told.exists() and told.read_text() != "")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until(lambda: not alive(int(told.read_text())))
