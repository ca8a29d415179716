"""What the writer without a model adds for whoever asks in other words."""

from pathlib import Path

from building.lessons import COMMAND, ERROR, session, written
from building.transcripts import Transcript, failed_and_fixed
from tacit.advise.sections import triggers
from tacit.draft.make import Draft
from tacit.draft.render import render


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


TRACEBACK = """Traceback (most recent call last):
  File "/home/me/lab/train.py", line 4, in <module>
    rows = gridkit.read_grid("a.csv")
  File "/home/me/lab/.venv/lib/python3.11/site-packages/gridkit/io.py", line 71, in read_grid
    return parse(text)
  File "/home/me/lab/.venv/lib/python3.11/site-packages/gridkit/parse.py", line 9, in parse
    raise GridError("ragged row 7")
gridkit.parse.GridError: ragged row 7"""


def of_a_library(folder: Path) -> tuple[Draft, ...]:
    lab = Transcript(cwd=str(folder))
    lab.prompt("Train it please, as always.")
    lab.bash("python3 train.py", TRACEBACK, failed=True)
    lab.edit(f"{folder}/train.py", 'read_grid("a.csv")', 'read_grid("b.csv")')
    lab.bash("python3 train.py", "trained")
    return written(session(folder, lab))


def test_the_library_its_operation_and_the_exception_are_named(tmp_path: Path) -> None:
    (made,) = of_a_library(tmp_path)
    told = [statement.text for statement in made.skill.triggers]
    assert "`read_grid` of `gridkit` raises `GridError`" in told


def test_wordings_and_lesson_are_where_the_index_looks_for_them(tmp_path: Path) -> None:
    for made in (*of_a_library(tmp_path / "a"), *written(session(tmp_path / "b"))):
        files = render(made.skill)
        (page,) = [text for path, text in files.items() if path.endswith("/SKILL.md")]
        wanted = [*made.skill.triggers, *filter(None, [made.skill.lesson])]
        assert len(wanted) > 1
        assert [one.text for one in wanted if one.text not in triggers(page)] == []


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
