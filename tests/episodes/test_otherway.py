"""What was got done in another way, and what was only got around."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def first(lab: Transcript) -> Episode:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0]


def test_a_kindred_command_that_works_is_fix_and_proof(lab: Transcript) -> None:
    lab.bash("psql -h localhost -U lab -d runs -f a.sql", "psql: error: refused", failed=True)
    good = lab.bash("psql -h db -U lab -d runs -f a.sql", "INSERT 0 1")
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((good,), (good,))


def test_another_command_is_none(lab: Transcript) -> None:
    lab.bash("psql -h localhost -U lab -d runs -f a.sql", "psql: error: refused", failed=True)
    lab.bash("make docs", "built")
    assert not first(lab).resolved


def test_a_command_that_gets_to_an_error_of_what_it_found_got_past_its_own(
    lab: Transcript,
) -> None:
    lab.bash("wrap bun run test", "error: unrecognized subcommand 'bun'", failed=True)
    ran = lab.bash("bun run test", "TypeError: x is not a function", failed=True)
    assert first(lab).verified_by == (ran,)


def test_a_failed_check_is_not_passed_by_another_check(lab: Transcript) -> None:
    lab.bash("mise run lint 2>&1", "Exit code 1\n1 issues\ngoconst", failed=True)
    lab.bash("mise run test 2>&1", "ok")
    assert not first(lab).resolved


def test_a_check_switched_off_proves_nothing(lab: Transcript) -> None:
    lab.bash("git commit -m a", "error: hook failed: missing header", failed=True)
    lab.bash("git commit -m a --no-verify", "[main 1] a")
    lab.bash("git commit -m b", "[main 2] b")
    assert not first(lab).resolved


def test_a_deleted_test_proves_nothing(lab: Transcript) -> None:
    lab.bash("pytest", "E   assert 3 == 4\n\ntests/test_a.py:3: AssertionError", failed=True)
    lab.bash("git rm tests/test_a.py", "rm 'tests/test_a.py'")
    lab.bash("pytest", "8 passed")
    assert not first(lab).resolved


def test_a_test_edited_away_proves_nothing(lab: Transcript) -> None:
    lab.bash("pytest", "E   assert 3 == 4\n\ntests/test_a.py:3: AssertionError", failed=True)
    lab.edit("tests/test_a.py", "def test_exact():\n    assert f(1) == 4", "")
    lab.bash("pytest", "8 passed")
    assert not first(lab).resolved


def test_a_refused_edit_made_by_a_script_is_made(lab: Transcript) -> None:
    said = "<tool_use_error>String to replace not found in file.</tool_use_error>"
    lab.call("Edit", {"file_path": "/home/user/lab/net.py"}, said, failed=True)
    done = lab.bash("sed -i 's/a/b/' net.py", "")
    assert first(lab).verified_by == (done,)


def test_of_a_chain_the_step_that_failed_is_run_again(lab: Transcript) -> None:
    said = '\u00d7 Unexpected empty block.\nerror: script "lint" exited with code 1'
    lab.bash("bun run lint && bun run types", said, failed=True)
    lab.edit("net.ts", "a", "b")
    good = lab.bash("bun run lint", "Checked 3 files")
    assert first(lab).verified_by == (good,)


def test_errors_of_others_code_do_not_hide_ones_own(lab: Transcript) -> None:
    own = "src/a.ts(1,2): error TS2305: Module has no exported member 'x'."
    lab.bash(
        "npx tsc", f"node_modules/z/i.d.ts(3,8): error TS1192: no default.\n{own}", failed=True
    )
    assert first(lab).error.text == own
