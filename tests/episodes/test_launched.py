"""A job's output is the job's: a look at its log is a run of it, and proves what the job proves."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

STARTED = (
    "Command running in background with ID: {0}. Output is being written to: /tmp/t/{0}.output"
)
MEMORY = "Traceback (most recent call last):\n  x\nMemoryError: Unable to allocate 2.98 GiB"


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def only(lab: Transcript) -> Episode:
    (episode,) = mine(read_session(lab.write(Path(lab.cwd)))).episodes
    return episode


def background(lab: Transcript, command: str, task: str) -> str:
    given = {"command": command, "run_in_background": True}
    return lab.call("Bash", given, STARTED.format(task))


def test_a_job_started_again_with_other_flags_is_the_fix(lab: Transcript) -> None:
    background(lab, "python fit.py > fit.log 2>&1", "b1")
    lab.bash("timeout 60 sh -c 'until grep -q x fit.log; do sleep 1; done'; tail fit.log", MEMORY)
    again = background(lab, "python fit.py --chunk 500 > fit.log 2>&1", "b2")
    seen = lab.bash("tail -3 fit.log", "finished: rmse 0.01")
    episode = only(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by, episode.keep) == (
        (again,),
        (seen,),
        True,
    )
    assert episode.fix.summary == "python fit.py --chunk 500 > fit.log 2>&1"
    assert episode.final_config[0].tool_use_id == again


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("BashOutput", {"bash_id": "b2"}),
        ("TaskOutput", {"task_id": "b2"}),
        ("Read", {"file_path": "/tmp/t/b2.output"}),
    ],
)
def test_a_tasks_output_is_its_commands(lab: Transcript, tool: str, given: dict[str, str]) -> None:
    lab.bash("python fit.py", MEMORY, failed=True)
    edit = lab.edit("fit.py", "a", "b")
    background(lab, "python fit.py", "b2")
    seen = lab.call(tool, given, "finished: rmse 0.01")
    episode = only(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (seen,))


def test_another_look_at_the_failed_job_proves_nothing(lab: Transcript) -> None:
    background(lab, "python fit.py > fit.log 2>&1", "b1")
    lab.bash("tail -3 fit.log", MEMORY)
    lab.edit("fit.py", "a", "b")
    lab.bash("head -3 fit.log", "fitting 20000 points")
    assert not only(lab).resolved


def test_a_job_that_nobody_looked_at_proves_nothing(lab: Transcript) -> None:
    lab.bash("python fit.py", MEMORY, failed=True)
    lab.edit("fit.py", "a", "b")
    lab.bash("nohup python fit.py > fit.log 2>&1 & echo $!", "4711")
    assert not only(lab).resolved


def test_a_look_in_the_command_that_starts_the_job_counts(lab: Transcript) -> None:
    lab.bash("python fit.py", MEMORY, failed=True)
    lab.edit("fit.py", "a", "b")
    ran = lab.bash("nohup python fit.py > fit.log 2>&1 & sleep 60; tail fit.log", "rmse 0.01")
    assert only(lab).verified_by == (ran,)
