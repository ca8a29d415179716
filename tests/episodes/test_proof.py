"""Proof by another road: the parts one by one, a wrapper, the user's own run; and what is none."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.episode import Episode
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

RAN = "python loop.py"
ZERO = "Traceback (most recent call last):\n  x\nZeroDivisionError: division by zero"
FAILED = "F\nE   assert 3 == 4\n\nshop/test_rates.py:3: AssertionError\n1 failed, 1 passed in 0.05s"


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def first(lab: Transcript) -> Episode:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0]


def test_a_wrapper_that_runs_the_same_tests_is_fix_and_proof(lab: Transcript) -> None:
    lab.bash("python -m pytest -q", FAILED, failed=True)
    good = lab.bash("./check", "..\n2 passed in 0.02s")
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((good,), (good,))


@pytest.mark.parametrize(
    ("ran", "said"),
    [
        ("./check", ".\n1 passed in 0.02s"),  # fewer tests
        ("./check", "F.\n1 failed, 1 passed in 0.02s"),
        ("./check", "Tests:  2 passed, 2 total"),  # another runner
        ("pytest docs/", "..\n2 passed in 0.02s"),  # other tests
    ],
)
def test_another_verdict_proves_nothing(lab: Transcript, ran: str, said: str) -> None:
    lab.bash("python -m pytest -q shop/test_rates.py", FAILED, failed=True)
    lab.edit("shop/rates.py", "a", "b")
    lab.bash(ran, said)
    assert not first(lab).resolved


def test_a_chain_may_be_run_again_in_parts(lab: Transcript) -> None:
    lab.bash("mise run test && mise run lint", "net.go:1: x (goconst)\n7 issues", failed=True)
    edit = lab.edit("net.go", "a", "b")
    lab.bash("mise run lint", "0 issues.")
    good = lab.bash("mise run test", "ok")
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (good,))


def test_the_users_own_run_is_proof(lab: Transcript) -> None:
    lab.bash(RAN, ZERO, failed=True)
    edit = lab.edit("loop.py", "a", "b")
    said = lab.prompt(f"I ran it:\n\n$ {RAN}\nepoch 1 loss 0.9")
    episode = first(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((edit,), (said,))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("It works now, thanks!", True),
        ("Great, now commit this.", False),
        ("It still does not work.", False),
        (f"$ {RAN}\n{ZERO}", False),
    ],
)
def test_the_users_word_is_proof_where_it_says_so(
    lab: Transcript, word: str, expected: bool
) -> None:
    lab.bash(RAN, ZERO, failed=True)
    lab.edit("loop.py", "a", "b")
    lab.prompt(word)
    assert first(lab).resolved == expected


def test_praise_after_nothing_was_changed_proves_nothing(lab: Transcript) -> None:
    lab.bash(RAN, ZERO, failed=True)
    lab.prompt("It works now, thanks!")
    assert not first(lab).resolved


def test_a_test_that_is_skipped_proves_nothing(lab: Transcript) -> None:
    lab.bash("pytest", FAILED, failed=True)
    lab.edit("shop/test_rates.py", "def test_a():", "@pytest.mark.skip\ndef test_a():")
    lab.bash("pytest", "1 passed, 1 skipped in 0.1s")
    assert not first(lab).resolved


def test_a_filter_that_showed_the_error_shows_it_no_more_after_a_change(lab: Transcript) -> None:
    line = 'npx tsc --noEmit 2>&1 | grep -i "error" | head -20'
    lab.bash(line, "src/net.ts(18,3): error TS2724: no exported member 'Net'.")
    lab.edit("src/net.ts", "Net,", "Network,")
    seen = lab.bash(line, "")
    assert first(lab).verified_by == (seen,)


def test_a_filter_that_shows_nothing_without_a_change_proves_nothing(lab: Transcript) -> None:
    line = 'npx tsc --noEmit 2>&1 | grep -i "error" | head -20'
    lab.bash(line, "src/net.ts(18,3): error TS2724: no exported member 'Net'.")
    lab.bash(line, "")
    assert not first(lab).resolved


def test_a_build_of_one_package_does_not_speak_for_the_others(lab: Transcript) -> None:
    said = (
        "npm error location /home/user/lab/packages/b\nsrc/a.ts(9,1): error TS2307: Cannot find x"
    )
    lab.bash("npm run build", said, failed=True)
    lab.bash("cd packages/c && npm run build", "> tsc")
    assert not first(lab).resolved


def test_a_build_of_the_package_that_failed_does(lab: Transcript) -> None:
    said = (
        "npm error location /home/user/lab/packages/b\nsrc/a.ts(9,1): error TS2307: Cannot find x"
    )
    lab.bash("npm run build", said, failed=True)
    lab.edit("packages/b/src/a.ts", "x", "y")
    good = lab.bash("cd packages/b && npm run build", "> tsc")
    assert first(lab).verified_by == (good,)


def test_a_last_line_that_says_nothing_may_stand_in_a_good_output_too(lab: Transcript) -> None:
    lab.bash("bin/check conf.yaml", "Exit code 1\nChecking conf.yaml against it ...", failed=True)
    lab.edit("conf.yaml", "lr: x", "lr: 0.1")
    good = lab.bash("bin/check conf.yaml", "Checking conf.yaml against it ...\n3 settings")
    assert first(lab).verified_by == (good,)


def test_the_runners_word_on_each_file_is_a_verdict_on_a_part(lab: Transcript) -> None:
    lab.bash(
        "npm test -- loss.test.ts", "FAIL tests/loss.test.ts\n\u25cf loss \u203a adds", failed=True
    )
    lab.edit("loss.ts", "a - b", "a + b")
    good = lab.bash("npm test -- loss.test.ts 2>&1 | grep loss.test", "PASS tests/loss.test.ts")
    assert first(lab).verified_by == (good,)
