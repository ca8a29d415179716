"""A series of runs in a draft: the table, the best run, what was worse."""

from pathlib import Path

import pytest

from building.lessons import handed_in, session, written
from building.transcripts import Transcript
from tacit.draft.make import Draft
from tacit.transcript.session import ToolCall

RUNS = (("0.1", "0.52"), ("0.01", "0.31"), ("0.001", "0.44"))


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    sweep = Transcript(cwd=str(tmp_path))
    sweep.prompt("Find a good learning rate for fit.py.")
    return sweep


def swept(lab: Transcript, runs: tuple[tuple[str, str], ...] = RUNS) -> Transcript:
    for rate, loss in runs:
        lab.bash(
            f"python3 fit.py --lr {rate} --epochs 5", f"epoch 5 train_loss 0.2 val_loss {loss}"
        )
    return lab


def only(lab: Transcript) -> Draft:
    (draft,) = written(session(Path(lab.cwd), lab))
    return draft


def page(draft: Draft, end: str = "SKILL.md") -> str:
    return next(text for path, text in draft.files.items() if path.endswith(end))


def test_a_sweep_without_an_error_is_a_skill_of_its_own(lab: Transcript) -> None:
    draft = only(swept(lab))
    assert draft.skill.name == "fit-lr-val-loss"
    assert draft.skill.category == "training"
    assert draft.skill.goal.text == "Find a good learning rate for fit.py."
    assert "best: lr = 0.01 with val_loss = 0.31" in draft.skill.description
    assert draft.skill.configuration[0].text == "python3 fit.py --lr 0.01 --epochs 5"
    assert "None recorded" in page(draft, "troubleshooting.md")


def test_the_table_marks_the_best_run_and_the_others_are_failed_attempts(lab: Transcript) -> None:
    text = page(only(swept(lab)))
    assert "| lr | val_loss | train_loss |" in text
    assert "| **0.01** | **0.31** | **0.2** |" in text
    assert "| `lr = 0.1`. | val_loss 0.52; the best run has 0.31. | Use `lr = 0.01`. |" in text


def test_the_log_has_the_series(lab: Transcript) -> None:
    assert "| 0.001 | 0.44 | 0.2 |" in page(only(swept(lab)), "experiment-log.md")


def test_two_runs_are_too_few_for_a_skill(lab: Transcript) -> None:
    assert written(session(Path(lab.cwd), swept(lab, RUNS[:2]))) == ()


def test_an_error_of_the_sweep_and_its_runs_are_one_skill(lab: Transcript) -> None:
    lab.bash("python3 fit.py --lr 1.0 --epochs 5", "epoch 1 val_loss nan")
    draft = only(swept(lab))
    assert [t.error for t in draft.skill.troubles] == ["epoch 1 val_loss nan"]
    assert draft.skill.configuration[0].text == "python3 fit.py --lr 0.01 --epochs 5"
    assert "| 1.0 | nan |" in page(draft)


def test_the_same_sweep_in_another_session_has_the_same_signature(lab: Transcript) -> None:
    assert only(swept(lab)).id == only(lab).id


def test_a_run_that_never_was_does_not_stay(tmp_path: Path) -> None:
    read = session(tmp_path)
    rerun = [event.id for event in read.events if isinstance(event, ToolCall)][-1]
    run = {"settings": [{"name": "lr", "value": "0.01"}], "evidence": [rerun]}
    runs = [run | {"metrics": [{"name": "loss", "value": v}]} for v in ("0.31", "0.29")]
    made = handed_in(read, experiments=runs)
    assert [t.metrics[0].value for t in made.skill.experiments] == ["0.31"]
