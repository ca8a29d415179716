"""What no session said never stays in a draft; what it said in other words does."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building.honest import saying, truths
from building.lessons import written
from building.modelled import modelled
from building.planted import KINDS, Lie, all_of, lies, plants, survives
from building.trials import TRIALS, Trial, careful, ids, sessions
from tacit.draft.evidence import Evidence, collect
from tacit.draft.ground import ground
from tacit.draft.losses import left_out
from tacit.draft.make import drafts
from tacit.draft.skill import SkillDraft
from tacit.draft.support import sentences
from tacit.episodes.mine import mine
from tacit.errors import DraftRefused
from tacit.transcript.reader import read_session
from tacit.transcript.session import Session, ToolCall

# Forms in a test run; `bench/grounding.py` plants all.
_EVERY = 5
_ASKED = 23


@cache
def read() -> tuple[tuple[Trial, Session], ...]:
    with TemporaryDirectory() as folder:
        return tuple(sessions(Path(folder)))


def evidence(session: Session) -> Evidence:
    calls = [event.id for event in session.events if isinstance(event, ToolCall)]
    return collect(session, [*calls, *ids(session).values()])


def forms(writer: str) -> list[tuple[SkillDraft, Evidence]]:
    if writer == "filled":
        return [(careful(trial, one), evidence(one)) for trial, one in read()]
    return [(draft.skill, evidence(one)) for _, one in read() for draft in written(one)]


def surviving(form: SkillDraft, lie: Lie, held: Evidence) -> list[str]:
    found = []
    for field, planted in plants(form, lie):
        try:
            skill = ground(planted, held)
        except DraftRefused:
            continue
        if survives(lie, skill):
            found.append(f"{lie.kind} in {field}: {lie.said}")
    return found


@pytest.mark.parametrize("writer", ["rules", "filled"])
def test_no_invented_statement_survives(writer: str) -> None:
    planted: Counter[str] = Counter()
    for form, held in forms(writer):
        for lie in list(lies(all_of(held)))[::_EVERY]:
            planted[lie.kind] += sum(1 for _ in plants(form, lie))
            assert surviving(form, lie, held) == []
    assert set(planted) == set(KINDS)
    assert min(planted.values()) >= 25


def test_no_invented_statement_of_a_model_survives(tmp_path: Path) -> None:
    planted: Counter[str] = Counter()
    for trial, session in read():
        form, held = careful(trial, session), evidence(session)
        false = [(lie, f) for lie in lies(all_of(held)) for _, f in plants(form, lie)][::_ASKED]
        answers = modelled(session, [one for _, one in false], tmp_path / trial.name)
        for (lie, _), (_, skill) in zip(false, answers, strict=True):
            planted[lie.kind] += 1
            assert skill is None or not survives(lie, skill), lie
    assert set(planted) == set(KINDS)
    assert planted.total() >= 200


@pytest.mark.parametrize("number", range(len(TRIALS)), ids=lambda n: TRIALS[n].name)
def test_a_careful_form_of_each_trial_stays_whole(number: int) -> None:
    trial, session = read()[number]
    form = careful(trial, session)
    kept = ground(form, evidence(session))
    assert left_out(form, kept) == ()
    assert [t.cause for t in kept.troubles] == [trial.reason]


def test_honest_wordings_survive() -> None:
    lost, said = [], 0
    for trial, session in read():
        form, held = careful(trial, session), evidence(session)
        for field, text, row in truths(trial, session):
            said += 1
            kept = getattr(ground(saying(form, field, row), held), field)
            lost += [] if text in str([r.model_dump() for r in kept]) else [text]
    assert said >= 100
    assert len(lost) <= 0.05 * said


@pytest.mark.parametrize("writer", ["rules", "filled"])
def test_grounding_twice_changes_nothing(writer: str) -> None:
    for form, held in forms(writer):
        once = ground(form, held)
        assert ground(once, held) == once


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_evidences_own_sentences_survive_and_a_second_look_changes_nothing(
    data: st.DataObject,
) -> None:
    texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200)
    held = data.draw(texts)
    own = [part for part in re.split(r"(?<=[.!?])\s+", " ".join(held.split())) if part]
    for part in own:
        assert sentences(part, held) == part
    said = data.draw(texts)
    once = sentences(said, held, "")
    assert sentences(once, held, "") == once


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("total / 10 is a float, so range() needs an integer.", True),
        ("total / 10 is a float because range() needs an integer.", False),
        ("range() needs an integer although nobody said so.", False),
        ("range() needs no integer.", False),
        ("total / 10 is not a float.", False),
        ("range() needs a float because total / 10 is an integer.", False),
        ("It is the first setting.", False),
        ("It might be the first setting.", True),
        ("The run is good because total / 10 is a float.", False),
        ("It failed because total / 10 is a float.", True),
    ],
)
def test_a_reason_is_one_that_was_given(said: str, true: bool) -> None:
    trial, session = read()[0]
    form = careful(trial, session)
    trouble = form.troubles[0].model_copy(update={"cause": said})
    (kept,) = ground(form.model_copy(update={"troubles": (trouble,)}), evidence(session)).troubles
    assert kept.cause == (said if true else "")


@pytest.mark.parametrize(
    "said",
    [
        "Use the flash-attn kernels for it.",
        "Install apex for it.",
        "Set it with Horovod.",
        "Try it on five workers.",
        "Run git stash pop first.",
        "Add --lr 3 to it.",
        "Set epochs=0.01 for it.",
    ],
)
def test_names_counts_and_pairs_in_plain_words_are_claims(said: str) -> None:
    trial, session = read()[0]
    form = saying(careful(trial, session), "triggers", {"text": said, "evidence": ["x"]})
    rows = [row.model_copy(update={"evidence": (ids(session)["rerun"],)}) for row in form.triggers]
    kept = ground(form.model_copy(update={"triggers": tuple(rows)}), evidence(session))
    assert said not in [row.text for row in kept.triggers]


@pytest.mark.parametrize(
    "hostile", ["'" * 20_000, "`" * 20_000, "a-" * 9_000, "because so " * 1_800, "(1) " * 5_000]
)
def test_hostile_text_is_taken_out_in_time(hostile: str) -> None:
    trial, session = read()[0]
    form = careful(trial, session)
    trouble = form.troubles[0].model_copy(update={"cause": f"flash-attn {hostile}"})
    (kept,) = ground(form.model_copy(update={"troubles": (trouble,)}), evidence(session)).troubles
    assert "flash-attn" not in kept.cause


@pytest.mark.data
def test_real_sessions_keep_what_is_true_and_nothing_planted(data: Path) -> None:
    for path in sorted((data / "transcripts" / "gold").glob("*.jsonl"))[:6]:
        session = read_session(path)
        for draft in drafts(session, mine(session))[0]:
            held = collect(session, draft.evidence)
            assert ground(draft.skill, held) == draft.skill
            for lie in list(lies(all_of(held)))[::29]:
                if lie.kind != "cause":
                    assert surviving(draft.skill, lie, held) == []
