"""What counts as a change, and whose: by a script on the line, a subagent, the user's own hand."""

from pathlib import Path

import pytest

from building.transcripts import Transcript, stamp
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

RAN = "python loop.py"
ZERO = 'Traceback (most recent call last):\n  File "loop.py", line 3\nZeroDivisionError: by zero'
TASK = {"subagent_type": "general-purpose", "description": "Mend the loop", "prompt": "Mend it"}


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def first(lab: Transcript) -> Episode:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0]


def fixed_by(lab: Transcript) -> tuple[str, ...]:
    fix = first(lab).fix
    return fix.tool_use_ids if fix else ()


@pytest.mark.parametrize(
    "script",
    [
        "python3 - <<'EOF'\np = 'loop.py'\nopen(p, 'w').write(new)\nEOF",
        "python3 -c \"import pathlib; pathlib.Path('loop.py').write_text(new)\"",
        "node -e \"require('fs').writeFileSync('loop.py', text)\"",
    ],
)
def test_a_program_on_the_line_that_writes_a_file_changes_it(lab: Transcript, script: str) -> None:
    lab.bash(RAN, ZERO, failed=True)
    fix = lab.bash(script, "")
    lab.bash(RAN, "loss 0.1")
    assert fixed_by(lab) == (fix,)


def test_a_program_on_the_line_that_only_looks_changes_nothing(lab: Transcript) -> None:
    lab.bash(RAN, ZERO, failed=True)
    lab.bash("python3 -c \"print(open('loop.py').read())\"", "x")
    lab.bash(RAN, "loss 0.1")
    assert fixed_by(lab) == ()


def test_what_a_subagent_changed_is_the_fix_of_its_sender(lab: Transcript) -> None:
    lab.bash(RAN, ZERO, failed=True)
    task = lab.use("Task", TASK)
    helper = lab.subagent("a1")
    fix = helper.edit("loop.py", "a", "b")
    for record in helper.records:
        record["timestamp"] = stamp(len(lab.records) - 1)
    lab.result(task, "Mended.")
    lab.bash(RAN, "loss 0.1")
    assert fixed_by(lab) == (fix,)


def test_what_the_user_did_by_hand_is_the_fix(lab: Transcript) -> None:
    lab.bash(RAN, ZERO, failed=True)
    said = lab.prompt("I installed the missing driver, try again")
    lab.bash(RAN, "loss 0.1")
    assert fixed_by(lab) == (said,)


def test_laying_out_the_text_mends_no_test(lab: Transcript) -> None:
    lab.bash("go test ./...", "FAIL\tlab/net\t0.1s\nFAIL", failed=True)
    edit = lab.edit("net.go", "a", "b")
    lab.bash("mise run fmt", "")
    lab.bash("go test ./...", "ok  \tlab/net\t0.1s")
    assert edit in fixed_by(lab)


def test_another_folder_alone_is_not_the_fix(lab: Transcript) -> None:
    lab.bash("node dist/fetch.js", "Error: can't reach the server at localhost", failed=True)
    edit = lab.edit(".env", "HOST=localhost", "HOST=db")
    lab.bash("cd /home/user/lab && node dist/fetch.js", "fetched 3")
    assert edit in fixed_by(lab)


def test_a_file_that_is_not_there_is_looked_up_by_its_folder(lab: Transcript) -> None:
    gone = "<tool_use_error>File does not exist.</tool_use_error>"
    lab.call("Read", {"file_path": "/lab/telemetry/client.go"}, gone, failed=True)
    lab.call("Read", {"file_path": "/lab/config.go"}, "package lab")
    found = lab.call("Glob", {"pattern": "telemetry/*.go"}, "telemetry/telemetry.go")
    assert first(lab).verified_by == (found,)


def test_an_unknown_skill_is_done_by_the_command_of_its_name(lab: Transcript) -> None:
    unknown = "<tool_use_error>Unknown skill: commit</tool_use_error>"
    lab.call("Skill", {"skill": "commit"}, unknown, failed=True)
    lab.bash("git status", "M a.py")
    done = lab.bash("git add -A && git commit -m 'Mend'", "[main 1] Mend")
    assert first(lab).verified_by == (done,)


def test_a_test_written_to_fail_first_teaches_nothing(lab: Transcript) -> None:
    lab.wrote("test_slug.py", "def test_hyphens(): ...")
    lab.bash("pytest 2>&1", "ValueError: no slug\n\ntest_slug.py:3: ValueError", failed=True)
    fix = lab.edit("slug.py", "a", "b")
    lab.bash("pytest 2>&1", "1 passed in 0.1s")
    episode = first(lab)
    assert (episode.resolved, episode.keep) == (True, False)
    assert fixed_by(lab) == (fix,)


def test_a_test_that_had_passed_is_no_step_of_the_work(lab: Transcript) -> None:
    lab.wrote("test_slug.py", "def test_hyphens(): ...")
    lab.bash("pytest 2>&1", "1 passed in 0.1s")
    lab.bash("pytest 2>&1", "ValueError: no slug\n\ntest_slug.py:3: ValueError", failed=True)
    lab.edit("slug.py", "a", "b")
    lab.bash("pytest 2>&1", "1 passed in 0.1s")
    assert first(lab).keep
