"""When a command that does not find what it names is more than a slip of the hand."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

STRAY = "bash: line 1: cd: web: No such file or directory"


def keeps(lab: Transcript, path: Path) -> bool:
    return any(episode.keep for episode in mine(read_session(lab.write(path))).episodes)


@pytest.mark.parametrize("times", [1, 2])
def test_a_folder_that_is_missed_twice_is_a_trap(tmp_path: Path, times: int) -> None:
    lab = Transcript(cwd=str(tmp_path))
    for number in range(times):
        lab.bash(f"cd web && make part{number}", STRAY, failed=True)
        lab.bash(f"make part{number}", "made")
    assert keeps(lab, tmp_path) == (times > 1)


def test_what_is_done_instead_is_not_the_same_from_elsewhere(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    for name in ("a", "b"):
        lab.bash(f"cd web && git add {name}", STRAY, failed=True)
        lab.bash("git commit -m done", "1 file changed")
    assert not keeps(lab, tmp_path)


def test_a_script_of_another_name_is_told_where_the_session_went_astray(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("cd web && npm test", STRAY, failed=True)
    lab.bash("npm test", "1 passed")
    lab.bash("npm run test:web", 'npm error Missing script: "test:web"', failed=True)
    lab.bash("npm test", "1 passed")
    assert keeps(lab, tmp_path)


def test_a_look_for_what_is_not_there_is_none(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    for folder in ("web", "docs"):
        lab.bash(f"ls {folder}", f"ls: {folder}: No such file or directory", failed=True)
        lab.bash("ls", "a.py")
    assert not keeps(lab, tmp_path)
