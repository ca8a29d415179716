"""How much a colleague would gain, and the threshold that the configuration sets."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.complaints import rules
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

COMPILER = "a.ts(1,2): error TS2322: Type 'x' is not assignable to type 'y'."
FINDING = "\u00d7 Formatter would have printed the following content:"
RUNTIME = "RuntimeError: the cache belongs to another head size"


def kept(path: Path, said: str, tries: int, worth: float) -> bool:
    lab = Transcript(cwd=str(path))
    for number in range(tries + 1):
        lab.bash("npx tsc", said, failed=True)
        lab.edit("a.ts", f"a{number}", "b")
    lab.bash("npx tsc", "")
    lab.bash("npx tsc", "done")
    return any(e.keep for e in mine(read_session(lab.write(path)), worth).episodes)


@pytest.mark.parametrize(
    ("said", "tries", "worth", "expected"),
    [
        (RUNTIME, 0, 0.5, True),
        (RUNTIME, 0, 0.7, False),
        (RUNTIME, 2, 0.7, True),
        (COMPILER, 0, 0.5, False),
        (COMPILER, 2, 0.5, False),
        (COMPILER, 0, 0.3, True),
        ("SyntaxError: invalid syntax", 3, 0.0, False),
    ],
)
def test_what_is_kept_at_which_threshold(
    tmp_path: Path, said: str, tries: int, worth: float, expected: bool
) -> None:
    assert kept(tmp_path, said, tries, worth) == expected


def drafted(lab: Transcript, path: Path) -> tuple[str, ...]:
    mined = mine(read_session(lab.write(path)))
    return mined.reasons if mined.worth_saving else ()


def after(lab: Transcript, said: str) -> None:
    lab.bash("python split.py", "rows 10")
    lab.prompt(said)
    lab.edit("split.py", "by_row", "by_group")
    lab.bash("python split.py", "rows 12")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the loader is broken for empty files", True),
        ("no, never split by row: split by group instead", True),
        ("no, revert that", False),
        ("when I run it I get these errors:", False),
    ],
)
def test_what_the_user_told_is_kept_where_it_says_more_than_this_case(
    tmp_path: Path, said: str, expected: bool
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    after(lab, said)
    assert bool(drafted(lab, tmp_path)) == expected


@pytest.mark.parametrize("said", ["we don't commit that", "that is wrong: one row is one patient"])
def test_a_rule_is_more_than_a_wish(said: str) -> None:
    assert rules(said)
    assert not rules("could we use it instead?")


def test_a_folder_that_the_shell_had_left_is_worth_telling(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("npm run lint", 'npm error Missing script: "lint"', failed=True)
    lab.bash("cd web && npm run lint", "no problems")
    assert drafted(lab, tmp_path)


@pytest.mark.parametrize(("command", "expected"), [("pytest", False), ("python train.py", True)])
def test_a_generic_error_under_a_test_is_the_tests_own(
    tmp_path: Path, command: str, expected: bool
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash(command, "TypeError: unsupported operand", failed=True)
    lab.edit("net.py", "a", "b")
    lab.bash(command, "1 passed")
    assert bool(drafted(lab, tmp_path)) == expected


def test_a_wrong_lead_counts_where_going_through_a_list_does_not(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("npx tsc", COMPILER, failed=True)
    lab.edit("a.ts", "a", "b")
    lab.bash("npx tsc", "a.ts(9,9): error TS2554: Expected 2 arguments, but got 1.", failed=True)
    lab.edit("a.ts", "b", "c")
    lab.bash("npx tsc", COMPILER, failed=True)
    lab.edit("a.ts", "c", "d")
    lab.bash("npx tsc", "done")
    assert any("failed attempt" in reason for reason in drafted(lab, tmp_path))


@pytest.mark.parametrize(("fix", "expected"), [("npm run lint:fix", True), ("", False)])
def test_a_finding_that_a_command_of_the_project_mends_is_told(
    tmp_path: Path, fix: str, expected: bool
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("npm run lint", FINDING, failed=True)
    lab.bash(fix, "fixed 1 file") if fix else lab.edit("a.js", "x", "")
    lab.bash("npm run lint", "no problems")
    assert bool(drafted(lab, tmp_path)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("there are lint errors", False), ("there are still lint errors", True)],
)
def test_what_a_checker_finds_is_told_where_the_check_had_not_shown_it(
    tmp_path: Path, said: str, expected: bool
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    after(lab, said)
    assert bool(drafted(lab, tmp_path)) == expected
