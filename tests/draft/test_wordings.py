"""What the writer without a model adds for whoever asks in other words."""

from pathlib import Path

from building.lessons import COMMAND, ERROR, session, written
from building.transcripts import Transcript, failed_and_fixed


def test_triggers_are_the_errors_own_words(tmp_path: Path) -> None:
    (made,) = written(session(tmp_path))
    told = f"`{COMMAND}` ends with `{ERROR}`, raised in `train.py`"
    assert told in [t.text for t in made.skill.triggers]


def test_the_users_own_words_for_the_error_are_one(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.prompt("Train it please, as always.")
    lab.bash("python3 train.py", "Traceback\nValueError: captions ragged in batch", failed=True)
    lab.prompt("it stops where captions are ragged, please mend")
    lab.edit(f"{tmp_path}/train.py", "pad = 0", "pad = 17")
    lab.bash("python3 train.py", "trained")
    (made,) = written(session(tmp_path, lab))
    said = [t.text for t in made.skill.triggers if t.text.startswith("In the user's words")]
    assert said == ["In the user's words: `it stops where captions are ragged, please mend`"]


def test_the_lesson_is_the_reason_that_was_given(tmp_path: Path) -> None:
    (made,) = written(session(tmp_path))
    assert made.skill.lesson is not None
    assert "range() needs an int" in made.skill.lesson.text


def test_without_a_reason_there_is_no_lesson(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    for record in lab.records:
        if "needs an int" in str(record):
            record["message"]["content"] = [{"type": "text", "text": "On it."}]
    (made,) = written(session(tmp_path, lab))
    assert made.skill.lesson is None
