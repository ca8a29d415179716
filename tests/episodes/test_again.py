"""The same look before and after a change, for what no test speaks of."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

STATUS = "git status --short | grep -i traces"


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def first(lab: Transcript) -> Episode:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0]


def test_what_a_look_showed_before_the_change_is_gone_after_it(lab: Transcript) -> None:
    lab.prompt("There are problems with trace files in the tree")
    lab.bash(f"{STATUS} | head -5", "?? lab/traces/")
    lab.edit(".gitignore", "dist/", "dist/\ntraces/")
    seen = lab.bash(STATUS, "")
    assert first(lab).verified_by == (seen,)


def test_findings_of_an_editor_that_are_no_more(lab: Transcript) -> None:
    lab.prompt("there are 2 type problems in net.ts")
    asked = {"uri": "file:///home/user/lab/net.ts"}
    lab.call("mcp__ide__getDiagnostics", asked, '[{"diagnostics": [\n"a",\n"b"\n]}]')
    lab.edit("net.ts", "let a: any", "let a: Net")
    seen = lab.call("mcp__ide__getDiagnostics", asked, '[{"diagnostics": []}]')
    assert first(lab).verified_by == (seen,)


def test_a_look_that_leaves_more_out_shows_nothing(lab: Transcript) -> None:
    lab.prompt("There are problems with trace files in the tree")
    lab.bash("git status --short", "?? lab/traces/\n M a.py")
    lab.edit(".gitignore", "dist/", "dist/\ntraces/")
    lab.bash("git status --short | grep -v lab", " M a.py")
    assert not first(lab).resolved


def test_a_file_that_was_changed_looks_otherwise_and_proves_nothing(lab: Transcript) -> None:
    lab.prompt("There are problems in a.py")
    lab.call("Read", {"file_path": "/home/user/lab/a.py"}, "a\nb\nc")
    lab.edit("/home/user/lab/a.py", "a\nb", "a")
    lab.call("Read", {"file_path": "/home/user/lab/a.py"}, "a\nc")
    assert not first(lab).resolved
