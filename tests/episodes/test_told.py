"""Failures that the user tells of, and those that only a notification tells."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.complaints import approves, complaint
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session
from tacit.transcript.session import Prompt

PASTED = "python train.py gives me\n\nValueError: expected 12 channels, got 3"


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def episodes(lab: Transcript) -> tuple[Episode, ...]:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes


def kind(text: str) -> str:
    seen = complaint(Prompt("r", text))
    return seen.kind if seen else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASTED, "exception"),
        ("it still crashes after the second epoch", "told"),
        ("why is the loader so slow? it is failing", "told"),
        ("the loss is nan again", "told"),
        ("I get a warning from the scheduler", "told"),
        ("I think we have a bug in the sampler: it skips the last row", "told"),
        ("no, don't touch the config", "correction"),
        ("use the conda python instead", "correction"),
        ("you forgot the validation split", "correction"),
        ("please add a test for the loader", ""),
        ("commit", ""),
        ("great, it works now", ""),
        ("Implement the following plan:\n# Fix what still fails", ""),
        ("# Notes\nthe parser is broken", ""),
    ],
)
def test_what_the_user_complains_of(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize("text", ["perfect", "ok, commit", "it seems to work", "works now, thanks"])
def test_what_the_user_approves(text: str) -> None:
    assert approves(Prompt("r", text))


def test_a_pasted_error_is_proven_by_its_own_command(lab: Transcript) -> None:
    told = lab.prompt(PASTED)
    lab.bash("pytest tests/test_other.py", "1 passed")
    edit = lab.edit("net.py", "12", "3")
    lab.bash("ruff check .", "All checks passed!")
    good = lab.bash("python train.py", "loss 0.2")
    (episode,) = episodes(lab)
    assert (episode.error.record_uuid, episode.error.tool_use_id) == (told, None)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (good,))


def test_the_users_word_is_proof(lab: Transcript) -> None:
    lab.prompt("streaming is broken since yesterday")
    lab.edit("stream.py", "a", "b")
    word = lab.prompt("it works now")
    (episode,) = episodes(lab)
    assert (episode.resolved, episode.verified_by, episode.keep) == (True, (word,), False)


def test_the_next_complaint_ends_the_wait_for_proof(lab: Transcript) -> None:
    lab.prompt("the export is broken")
    lab.edit("export.py", "a", "b")
    lab.prompt("it still fails")
    lab.bash("pytest", "3 passed")
    assert not episodes(lab)[0].resolved


def test_nothing_changed_so_nothing_is_resolved(lab: Transcript) -> None:
    lab.prompt("the export is broken")
    lab.bash("pytest", "3 passed")
    assert not episodes(lab)[0].resolved


def test_a_failed_background_task_is_its_commands_failure(lab: Transcript) -> None:
    given = {"command": "python train.py --lr 3", "run_in_background": True}
    begun = lab.call("Bash", given, "Command running in background with ID: b1")
    note = lab.notification("python train.py failed with exit code 1", "failed", of=begun)
    lab.edit("train.py", "a", "b")
    good = lab.bash("python train.py --lr 3", "loss 0.1")
    (episode,) = episodes(lab)
    assert (episode.error.record_uuid, episode.verified_by) == (note, (good,))


def test_a_background_task_that_ended_well_is_nothing(lab: Transcript) -> None:
    lab.notification("python train.py completed (exit code 0)")
    assert episodes(lab) == ()
