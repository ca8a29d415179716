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


def test_what_fails_for_the_wrong_folder_is_mended_where_it_first_gets_further(
    lab: Transcript,
) -> None:
    tsc = "npx tsc --noEmit src/api.ts"
    foreign = "../node_modules/z/i.d.ts(3,8): error TS1192: no default."
    lab.bash(tsc, "No files matching the pattern src/api.ts were found.", failed=True)
    right = lab.bash(f"cd packages/core && {tsc}", foreign, failed=True)
    lab.bash(f"cd packages/core && {tsc} --skipLibCheck", "")
    assert first(lab).verified_by == (right,)


def test_what_stood_beside_the_old_error_and_stays_does_not_hide_it(lab: Transcript) -> None:
    foreign = "node_modules/z/i.d.ts(3,8): error TS1192: no default."
    own = "src/a.ts(1,2): error TS2305: Module has no exported member 'x'."
    lab.bash("npx tsc a.ts", foreign, failed=True)
    lab.bash("npx tsc", f"{foreign}\n{own}", failed=True)
    edit = lab.edit("src/a.ts", "a", "b")
    lab.bash("npx tsc", foreign, failed=True)
    episode = mine(read_session(lab.write(Path(lab.cwd)))).episodes[1]
    assert episode.fix is not None
    assert (episode.error.text, episode.fix.tool_use_ids) == (own, (edit,))


def test_a_part_of_the_same_failure_is_no_rerun(lab: Transcript) -> None:
    lab.bash("bun run lint 2>&1 | tail -3", 'error: script "lint" exited with code 1')
    lab.bash("bun run lint 2>&1 | grep -v x | head", "src/a.ts:7 unused variable")
    edit = lab.edit("src/a.ts", "a", "b")
    good = lab.bash("bun run lint 2>&1 | tail -3", "Checked 3 files")
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (good,))


def test_a_test_that_had_passed_before_proves_nothing(lab: Transcript) -> None:
    said = "FAIL a.test.ts\n  ✓ empty batch\n  ✕ all stages\nTests: 1 failed, 1 passed"
    lab.bash("npm test", said, failed=True)
    lab.edit("a.ts", "a", "b")
    lab.bash('npm test -- --testNamePattern="empty batch"', "Tests: 1 passed")
    assert not first(lab).resolved


def test_of_a_chain_any_step_may_be_run_again(lab: Transcript) -> None:
    said = '\u00d7 Unexpected empty block.\nerror: script "lint" exited with code 1'
    lab.bash("bun run test && bun run lint", said, failed=True)
    lab.edit("net.ts", "a", "b")
    good = lab.bash("bun run lint", "Checked 3 files")
    assert first(lab).verified_by == (good,)


def test_waiting_for_another_program_is_no_part_of_the_command(lab: Transcript) -> None:
    wait = "timeout 20 sh -c 'until grep -q up server.log; do sleep 1; done'"
    lab.bash(f"{wait}; python add.py", "sqlite3.OperationalError: database is locked", failed=True)
    lab.edit("add.py", "a", "b")
    good = lab.bash("python add.py", "(2, 3.0)")
    assert first(lab).verified_by == (good,)


def test_a_lookup_made_by_another_tool_is_its_own_fix(lab: Transcript) -> None:
    lab.call("WebFetch", {"url": "https://example.org/a"}, "status code 403", failed=True)
    found = lab.call("WebSearch", {"query": "a"}, "Results")
    fix = first(lab).fix
    assert fix is not None
    assert fix.tool_use_ids == (found,)


def test_a_refused_edit_is_not_made_by_one_of_another_passage_long_after(lab: Transcript) -> None:
    said = "<tool_use_error>String to replace not found in file.</tool_use_error>"
    asked = {"file_path": "net.py", "old_string": "x = compute(a)", "new_string": "x = compute(b)"}
    lab.call("Edit", asked, said, failed=True)
    for number in range(9):
        lab.bash(f"echo {number}", str(number))
    lab.edit("net.py", "import os", "import sys")
    assert not first(lab).resolved


def test_what_a_search_did_not_find_is_found_elsewhere(lab: Transcript) -> None:
    lab.bash('grep -A9 "class TrainState" lab/old.py', "Exit code 1", failed=True)
    found = lab.bash("pydoc lab.state", "class TrainState(NamedTuple)\n  step: int")
    assert first(lab).verified_by == (found,)


def test_a_request_with_other_headers_is_the_same_request(lab: Transcript) -> None:
    lab.bash("curl -s -H 'A: 1' https://api.example.org/v1/runs | jq .", '{"code": 401}')
    lab.bash("echo $KEY | wc -c", "73")
    good = lab.bash("curl https://api.example.org/v1/runs?n=1", '{"runs": ["a"]}')
    assert first(lab).verified_by == (good,)


def test_a_request_of_another_method_is_another_request(lab: Transcript) -> None:
    lab.bash("curl -s -d '{}' https://api.example.org/v1/runs | jq .", '{"code": 401}')
    lab.bash("curl -s https://api.example.org/v1/runs", '{"runs": ["a"]}')
    assert not first(lab).resolved


def test_a_choice_of_tests_that_was_not_passed_on_is_passed_on_otherwise(lab: Transcript) -> None:
    said = "FAIL tests/load.test.ts\n\u25cf load \u203a reads\n\nTests: 1 failed, 1 passed, 2 total"
    lab.bash("npm run test:net -- --testPathPattern=loss.test.ts --ci", said, failed=True)
    ran = lab.bash(
        "cd packages/net && npx jest tests/loss.test.ts --ci", "Tests: 1 passed, 1 total"
    )
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((ran,), (ran,))


def test_a_script_that_is_not_there_is_run_from_where_it_is(lab: Transcript) -> None:
    said = "Error: Cannot find module '/home/user/lab/dist/train.js'\n  code: 'MODULE_NOT_FOUND'"
    lab.bash("node dist/train.js --steps 1", said, failed=True)
    lab.bash("find dist -name train.js", "dist/src/train.js")
    ran = lab.bash(
        "node dist/src/train.js --steps 1", "TypeError: x is not a function", failed=True
    )
    assert first(lab).verified_by == (ran,)


def test_an_edit_that_only_the_user_refused_was_no_slip_any_more(lab: Transcript) -> None:
    path = {"file_path": "/home/user/lab/net.py", "old_string": "a", "new_string": "b"}
    said = "<tool_use_error>File has not been read yet. Read it first.</tool_use_error>"
    lab.call("Edit", path, said, failed=True)
    read = lab.call("Read", {"file_path": "/home/user/lab/net.py"}, "a")
    lab.call("Edit", path, "The user doesn't want to proceed with this tool use.", failed=True)
    episode = first(lab)
    assert episode.resolved
    assert episode.fix is not None
    assert episode.fix.tool_use_ids == (read,)


def test_of_several_edits_the_one_of_the_same_lines_is_the_refused_one(lab: Transcript) -> None:
    path, line = "/home/user/lab/net.py", "scale = compute_scale(x)"
    said = "<tool_use_error>String to replace not found in file.</tool_use_error>"
    given = {"file_path": path, "old_string": line, "new_string": "scale = 1"}
    lab.call("Edit", given, said, failed=True)
    lab.edit(path, "shift = compute_shift(x)", "shift = 0")
    done = lab.edit(path, f"    {line}", "    scale = 1")
    assert first(lab).verified_by == (done,)


def test_a_lookup_that_finds_nothing_is_not_what_was_looked_up(lab: Transcript) -> None:
    said = "EISDIR: illegal operation on a directory, read '/home/user/lab/models'"
    lab.call("Read", {"file_path": "/home/user/lab/models"}, said, failed=True)
    lab.call("Grep", {"pattern": "x", "path": "/home/user/lab/models"}, "No files found")
    found = lab.call("Glob", {"pattern": "models/*.py", "path": "/home/user/lab"}, "models/a.py")
    assert first(lab).verified_by == (found,)


def test_a_look_that_the_user_refused_is_made_where_they_say(lab: Transcript) -> None:
    said = "Permission for this tool use was denied. The tool use was rejected. The user said:\nno"
    lab.call("Bash", {"command": "find / -name '*.yaml'"}, said, failed=True)
    found = lab.call("Glob", {"pattern": "/home/user/lab/*.yaml"}, "/home/user/lab/a.yaml")
    assert first(lab).verified_by == (found,)


def test_another_task_of_the_same_script_is_no_other_way(lab: Transcript) -> None:
    said = "Exit code 1\nThe following paths are ignored by one of your .gitignore files:"
    lab.bash("export KIND=a && bin/lab.sh configure", said, failed=True)
    lab.bash("export KIND=a && bin/lab.sh start", "started")
    assert not first(lab).resolved
