"""Which change ended it: the one that stayed, not the one that was taken back."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

RAN = "python fit.py"
WRONG = ("x = scale(x)", "x = clean(scale(x))")
RIGHT = ("x = clean(scale(x))", "x = scale(x[:, spread(x) > 0])")


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def first(lab: Transcript) -> Episode:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0]


def fixed_by(lab: Transcript) -> tuple[str, ...]:
    fix = first(lab).fix
    return fix.tool_use_ids if fix else ()


def wrongly_mended(lab: Transcript) -> str:
    lab.bash(RAN, "epoch 1 loss nan")
    wrong = lab.edit("fit.py", *WRONG)
    lab.bash(RAN, "accuracy 0.10")
    return wrong


def test_a_change_that_is_replaced_at_once_is_a_failed_attempt(lab: Transcript) -> None:
    wrong = wrongly_mended(lab)
    right = lab.edit("fit.py", *RIGHT)
    good = lab.bash(RAN, "accuracy 0.99")
    episode = first(lab)
    (attempt,) = episode.attempts
    assert (attempt.tool_use_id, attempt.outcome) == (
        wrong,
        "replaced by another change; it gave: accuracy 0.10",
    )
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((right,), (good,))


def test_a_change_that_the_user_rejects_is_a_failed_attempt(lab: Transcript) -> None:
    wrongly_mended(lab)
    lab.prompt("No, don't hide it. Drop those columns instead.")
    right = lab.edit("fit.py", *RIGHT)
    lab.bash(RAN, "accuracy 0.99")
    episode = first(lab)
    assert episode.attempts[0].outcome.startswith("rejected by the user: No, don't hide it.")
    assert fixed_by(lab) == (right,)


def test_what_the_user_had_taken_back_proves_nothing(lab: Transcript) -> None:
    wrongly_mended(lab)
    lab.prompt("No, don't do that. Revert it.")
    lab.bash("git checkout fit.py", "")
    episode = first(lab)
    assert (episode.resolved, episode.fix) == (False, None)


def test_work_that_goes_on_elsewhere_leaves_the_fix_as_it_is(lab: Transcript) -> None:
    wrong = wrongly_mended(lab)
    lab.edit("report.py", "a", "b")
    lab.edit("fit.py", *RIGHT)
    lab.bash(RAN, "accuracy 0.99")
    assert fixed_by(lab) == (wrong,)


def test_an_edit_beside_the_fix_leaves_it_as_it_is(lab: Transcript) -> None:
    wrong = wrongly_mended(lab)
    lab.edit("fit.py", f"import os\n{WRONG[1]}", f"import sys\n{WRONG[1]}")
    lab.bash(RAN, "accuracy 0.99")
    assert fixed_by(lab) == (wrong,)


def test_of_a_sweep_that_nothing_ranks_the_last_run_is_named_too(lab: Transcript) -> None:
    lab.bash(f"{RAN} --lr 1", "epoch 1 loss nan")
    one = lab.bash(f"{RAN} --lr 0.01", "drift 0.4")
    last = lab.bash(f"echo 'lr = 0.1' > a.toml && {RAN} --lr 0.1", "drift 0.1")
    lab.bash("make docs", "built")
    assert fixed_by(lab) == (one, last)


def test_without_proof_a_change_long_after_is_not_named(lab: Transcript) -> None:
    lab.bash(RAN, "epoch 1 loss nan")
    for number in range(9):
        lab.bash(f"make part{number}", "built")
    lab.edit("report.py", "a", "b")
    assert fixed_by(lab) == ()


def test_without_proof_the_users_next_words_end_the_search(lab: Transcript) -> None:
    lab.bash(RAN, "epoch 1 loss nan")
    edit = lab.edit("fit.py", "a", "b")
    lab.prompt("Now write the report.")
    lab.edit("report.py", "a", "b")
    assert fixed_by(lab) == (edit,)
