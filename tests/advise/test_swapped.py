"""Writers that are killed, and readers in other processes, while generations come and go."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from building.deadline import until
from building.registries import skill
from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.generation import current
from tacit.advise.index import Index

# Builds or updates without end: whenever it is killed, something is half written.
WRITER = """
import sys
from pathlib import Path
from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.update import update
registry, index, told = Path(sys.argv[1]), Path(sys.argv[2]), [sys.argv[3]]
for number in range(10_000):
    sources = [Source("u", registry, f"{number:040x}")]
    if not update(sources, index, lambda *_: told, 1e9):
        build(sources, index)
"""

# Asks without end; prints how many answers there were each time.
READER = """
import sys
from pathlib import Path
from tacit.advise.index import Latest
latest, stop = Latest(Path(sys.argv[1])), Path(sys.argv[2])
while True:
    print(len(latest.index().search([("needle",)], 50)))
    if stop.exists():
        break
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    for number in range(20):
        skill(tmp_path / "registry", f"s{number}", body=f"needle {number}")
    return tmp_path / "registry"


def writer(registry: Path, index: Path) -> subprocess.Popen[bytes]:
    told = "plugins/training/s3/skills/s3/SKILL.md"
    return subprocess.Popen([sys.executable, "-c", WRITER, registry, index, told])


def test_a_writer_that_is_killed_leaves_the_index_whole(registry: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for moment in range(6):
        before = current(folder)
        killed = writer(registry, folder)
        until(lambda before=before: current(folder) != before)  # type: ignore[misc]
        until(lambda: any(folder.glob(".new-*")))
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        index = Index.open(folder)
        assert index is not None, moment
        assert len(index.search([("needle",)], 50)) == 20
    build([Source("u", registry, "")], folder)
    assert Index.open(folder) is not None


def test_readers_in_other_processes_see_one_generation_or_the_next(
    registry: Path, tmp_path: Path
) -> None:
    folder, stop = tmp_path / "index", tmp_path / "stop"
    build([Source("u", registry, "")], folder)
    command = [sys.executable, "-c", READER, str(folder), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for number in range(10):
        skill(registry, f"more{number}", body="needle more")
        build([Source("u", registry, f"{number:040x}")], folder)
    stop.touch()
    for reader in readers:
        said, _ = reader.communicate(timeout=60)
        assert reader.returncode == 0
        assert {int(count) for count in said.split()} <= set(range(20, 31))
