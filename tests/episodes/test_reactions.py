"""What the agent says of what it saw, and what follows from it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.episodes.reactions import concedes, spoken_of, verdict
from tacit.transcript.reader import read_session


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def episodes(lab: Transcript) -> tuple[Episode, ...]:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes


@pytest.mark.parametrize(
    "said",
    [
        "The model is not learning. Let me look at the labels.",
        "Training diverged after step 40.",
        "Hmm, the flag isn't being picked up:",
        "**The accuracy is at chance level.**",
        "That is 3x slower than before.",
        "The container was killed.",
        "It still shows the old batch size.",
        "The script didn't catch every file.",
    ],
)
def test_a_verdict_is_the_sentence_that_gives_it(said: str) -> None:
    assert verdict(said)
    assert verdict(said) in said


@pytest.mark.parametrize(
    "said",
    [
        "All tests pass. Nothing is broken.",
        "No errors were found.",
        "The test fails, as expected.",
        "Let me check whether it is still failing.",
        "Great, the failing test is fixed.",
        "Now let me look at the config.",
        "Is the loader too slow?",
        "",
    ],
)
def test_no_verdict_where_it_is_good_expected_or_a_guess(said: str) -> None:
    assert verdict(said) == ""


@pytest.mark.parametrize("said", ["You're right!", "You are absolutely right: …", "Good catch."])
def test_a_concession(said: str) -> None:
    assert concedes(said)


@pytest.mark.parametrize("said", ["You're right to ask.", "Good idea.", "Right away."])
def test_no_concession(said: str) -> None:
    assert not concedes(said)


def test_the_line_that_a_verdict_speaks_of() -> None:
    shown = "epoch 1 recall 0.91\nepoch 2 recall 0.11\nsaved model.pt"
    assert spoken_of("Recall collapsed to 0.11.", shown) == "epoch 2 recall 0.11"
    assert spoken_of("That is wrong.", shown) == ""


@given(st.text(max_size=400))
def test_any_text_gives_a_sentence_or_nothing(said: str) -> None:
    assert len(verdict(said)) <= len(said)


def test_what_the_agent_sees_and_acts_on_is_an_episode(lab: Transcript) -> None:
    bad = lab.bash("python train.py", "epoch 9 recall 0.10")
    lab.reply("Recall collapsed to 0.10 after the change.")
    edit = lab.edit("train.py", "lr=1", "lr=0.01")
    good = lab.bash("python train.py", "epoch 9 recall 0.93")
    lab.reply("Recall is back.")
    (episode,) = episodes(lab)
    assert (episode.error.tool_use_id, episode.error.text) == (bad, "epoch 9 recall 0.10")
    assert episode.fix
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (good,))


def test_a_report_at_the_end_is_none(lab: Transcript) -> None:
    lab.bash("python train.py", "epoch 9 recall 0.10")
    lab.reply("Recall collapsed to 0.10 with the large rate; 0.93 with the small one.")
    lab.prompt("thanks")
    lab.bash("git status", "clean")
    assert episodes(lab) == ()


def test_a_look_at_source_is_no_run(lab: Transcript) -> None:
    lab.bash("cat train.py", "for batch in loader: ...")
    lab.reply("The mask isn't applied here.")
    lab.edit("train.py", "a", "b")
    assert episodes(lab) == ()


def test_an_objection_that_only_the_answer_shows(lab: Transcript) -> None:
    lab.prompt("split the data")
    lab.edit("split.py", "a", "b")
    said = lab.prompt("the same patients are on both sides")
    lab.reply("You're right, the split leaks.")
    (episode,) = episodes(lab)
    assert (episode.error.record_uuid, episode.error.kind) == (said, "correction")


def test_nothing_was_done_so_there_was_nothing_to_object_to(lab: Transcript) -> None:
    lab.prompt("how should we split the data?")
    lab.prompt("the same patients would be on both sides")
    lab.reply("You're right.")
    assert episodes(lab) == ()
