from pathlib import Path
from typing import Any

import pytest

from building.lessons import COMMAND, ERROR, calls, form, handed_in, session, written
from tacit.draft.evidence import collect
from tacit.draft.ground import ground
from tacit.draft.losses import left_out
from tacit.draft.support import sentences
from tacit.errors import DraftRefused
from tacit.transcript.session import Session


@pytest.fixture
def read(tmp_path: Path) -> Session:
    return session(tmp_path)


def test_a_careful_form_stays_whole(read: Session) -> None:
    made = handed_in(read)
    assert left_out(form(read), made.skill) == ()
    assert made.skill.troubles[0].cause


def test_what_the_rules_wrote_is_grounded(read: Session) -> None:
    (draft,) = written(read)
    assert draft.skill.failed
    assert "Use when: (1)" in draft.skill.description


INVENTED = {
    "number": "The loss fell to 0.17.",
    "number in a word": "It needs 24GB.",
    "flag": "Add --use-amp to it.",
    "path": "Edit configs/base.yaml first.",
    "absolute path": "See /etc/hosts for it.",
    "command": "Run `pip install torch` before.",
    "error": "It then raises ZeroDivisionError there.",
    "version": "It holds since 2.5.1 only.",
    "quote": 'It prints "all is well" then.',
    "name": "Set warmup_ratio as well.",
    "class": "Use the LinearWarmup class.",
    "part of a number": "The loss was 31.",
    "longer flag": "Add --lr-decay to it.",
}


@pytest.mark.parametrize("said", INVENTED.values(), ids=INVENTED)
def test_an_invented_sentence_goes_and_the_true_one_beside_it_stays(
    read: Session, said: str
) -> None:
    rerun = calls(read)[4]
    step = {"text": f"The loss was 0.31. {said}", "command": COMMAND, "evidence": [rerun]}
    (kept,) = handed_in(read, steps=[step]).skill.steps
    assert kept.text == "The loss was 0.31."


@pytest.mark.parametrize("said", INVENTED.values(), ids=INVENTED)
def test_an_invented_row_goes(read: Session, said: str) -> None:
    rerun = calls(read)[4]
    rows: dict[str, Any] = {
        "next_steps": [{"text": said, "evidence": [rerun]}],
        "triggers": [{"text": said, "evidence": [rerun]}],
        "lesson": {"text": said, "evidence": [rerun]},
        "failed": [{"attempt": "It ran.", "why": said, "lesson": "No.", "evidence": [rerun]}],
        "results": [{"name": "loss", "value": said, "evidence": [rerun]}],
        "environment": [{"name": "GPU", "value": said, "evidence": [rerun]}],
        "configuration": [{"kind": "file", "text": said, "evidence": [rerun]}],
    }
    skill = handed_in(read, **rows).skill
    assert all(not getattr(skill, field) for field in rows)


@pytest.mark.parametrize(
    "cause",
    [
        "The NVIDIA driver was too old for this kernel module.",
        "Colleagues forgot to upgrade their operating system yesterday.",
        "It follows from `torch.compile`.",
    ],
)
def test_an_invented_cause_goes(read: Session, cause: str) -> None:
    failing, fix = calls(read)[0], calls(read)[3]
    trouble = {"error": ERROR, "symptom": "It stops.", "cause": cause, "fix": "Divide otherwise."}
    (kept,) = handed_in(read, troubles=[trouble | {"evidence": [failing, fix]}]).skill.troubles
    assert kept.cause == ""


def test_what_cites_nothing_of_this_session_goes(read: Session) -> None:
    skill = handed_in(
        read, results=[{"name": "loss", "value": "0.31", "evidence": ["toolu_x"]}]
    ).skill
    assert skill.results == ()


def test_what_another_call_shows_does_not_count(read: Session) -> None:
    failing = calls(read)[0]
    skill = handed_in(
        read, results=[{"name": "loss", "value": "0.31", "evidence": [failing]}]
    ).skill
    assert skill.results == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"error": "ValueError: something else"}, r"troubles\.0\.error: 'ValueError: something"),
        ({"fix": "Set `total = 12`."}, r"troubles\.0\.fix: 'total = 12'"),
        ({"evidence": ["toolu_none"]}, r"troubles\.0\.evidence: this session has no toolu_none"),
    ],
)
def test_a_draft_without_its_error_or_fix_is_refused(
    read: Session, change: dict[str, Any], told: str
) -> None:
    trouble = form(read).troubles[0].model_dump() | change
    with pytest.raises(DraftRefused, match=told):
        handed_in(read, troubles=[trouble])


def test_a_draft_without_a_step_that_ran_is_refused(read: Session) -> None:
    step = {"text": "Run it.", "command": "python3 train.py --lr 3", "evidence": [calls(read)[4]]}
    with pytest.raises(DraftRefused, match=r"steps\.0\.command"):
        handed_in(read, steps=[step])


def test_a_description_of_something_else_is_refused(read: Session) -> None:
    with pytest.raises(DraftRefused, match="description"):
        handed_in(read, description="Fixes `torch.compile` on version 9.9.9.")


def test_grounding_again_changes_nothing(read: Session) -> None:
    (draft,) = written(read)
    again = ground(draft.skill, collect(read, draft.evidence))
    assert again == draft.skill


@pytest.mark.parametrize(
    ("goal", "kept"),
    [
        ("Stack ragged rows.", True),
        ("Quantize ragged rows.", True),  # a wish may have any verb
        ("The ragged rows are too long.", False),  # who says so?
        ("Deploy billing dashboards.", False),
    ],
)
def test_a_goal_is_a_wish_about_what_is_known(goal: str, kept: bool) -> None:
    evidence = "ragged_batch.StackError: cannot stack ragged rows: the longest has 12 tokens"
    assert bool(sentences(goal, evidence, wish=True)) is kept
