"""Scripts worth keeping: written whole, ran well, alone; or none at all."""

from pathlib import Path

import pytest

from building.lessons import session, written
from building.transcripts import Transcript
from tacit.draft.skill import Script

TEXT = """import csv
import sys

rows = list(csv.reader(open(sys.argv[1])))
print(len(rows), 'rows')
"""
FAILS = "Traceback (most recent call last):\nTypeError: rows are ragged in the second table"


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    made = Transcript(cwd=str(tmp_path))
    made.prompt("Count the rows of the table.")
    return made


def kept(lab: Transcript, text: str = TEXT, name: str = "count.py") -> tuple[Script, ...]:
    """What is kept where a script fails, is mended, and runs."""
    path = f"{lab.cwd}/{name}"
    lab.wrote(path, text.replace("'rows'", "'lines'"))
    lab.bash(f"python {name} a.csv", FAILS, failed=True)
    lab.edit(path, "'lines'", "'rows'")
    lab.bash(f"python {name} a.csv", "12 rows")
    (draft,) = written(session(Path(lab.cwd), lab))
    assert [f for f in draft.files if "/scripts/" in f] == [
        f"plugins/{draft.skill.category}/{draft.skill.name}/skills/{draft.skill.name}/scripts/{s.name}"
        for s in draft.skill.scripts
    ]
    return draft.skill.scripts


def test_a_script_is_kept_as_it_ended(lab: Transcript) -> None:
    (script,) = kept(lab)
    assert (script.name, script.text) == ("count.py", TEXT)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("import csv", "from tables import csv"),
        TEXT.replace("import csv", "from . import csv"),
        TEXT + "# a\n" * 200,
        TEXT + "key = 'hf_" + "aB3dE6gH9k" * 4 + "'\n",
    ],
    ids=["a-module-of-the-project", "a-relative-import", "long", "a-secret"],
)
def test_what_needs_the_project_or_says_too_much_is_not_kept(lab: Transcript, text: str) -> None:
    assert kept(lab, text) == ()


def test_a_test_is_no_script(lab: Transcript) -> None:
    assert kept(lab, name="test_count.py") == ()


def test_what_was_edited_after_its_run_is_not_kept(lab: Transcript) -> None:
    lab.wrote(f"{lab.cwd}/count.py", TEXT)
    lab.bash("python count.py a.csv", FAILS, failed=True)
    lab.edit(f"{lab.cwd}/count.py", "'rows'", "'lines'")
    lab.bash("python count.py a.csv", "12 lines")
    lab.edit(f"{lab.cwd}/count.py", "'lines'", "'records'")
    (draft,) = written(session(Path(lab.cwd), lab))
    assert draft.skill.scripts == ()
