"""A change that had ended the error and did not last is told as what it was."""

from pathlib import Path

from building.transcripts import Transcript
from tacit.draft.evidence import collect
from tacit.draft.make import drafts
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

MEMORY = "Traceback (most recent call last):\n  x\nMemoryError: Unable to allocate 2.98 GiB"


def test_its_row_says_what_it_gave(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.prompt("Fit the model with fit.py.")
    lab.bash("python fit.py", MEMORY, failed=True)
    lab.edit("fit.py", "x = scale(x)", "x = half(x)")
    lab.bash("python fit.py", "accuracy 0.10")
    lab.edit("fit.py", "x = half(x)", "x = chunks(x)")
    lab.bash("python fit.py", "accuracy 0.99")
    session = read_session(lab.write(tmp_path))
    (draft,), _ = drafts(session, mine(session))
    (row,) = draft.skill.failed
    assert row.why == "It was changed again: `accuracy 0.10`"


def test_the_evidence_of_a_look_holds_the_command_that_it_looks_at(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    given = {"command": "python fit.py > fit.log 2>&1", "run_in_background": True}
    lab.call("Bash", given, "Command running in background with ID: b1.")
    look = lab.bash("tail -3 fit.log", MEMORY)
    session = read_session(lab.write(tmp_path))
    assert "python fit.py" in collect(session, [look]).texts[look]
