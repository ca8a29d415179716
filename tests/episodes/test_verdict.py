"""What test runners say at their end, and what it proves."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.mine import mine
from tacit.episodes.verdict import verdict
from tacit.transcript.reader import read_session


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("F\n1 failed in 0.05s", ("pytest", 1, 1)),
        ("==== 3 failed, 5 passed, 1 warning in 2.01s ====", ("pytest", 8, 3)),
        ("Tests:       7 failed, 632 passed, 639 total\nTime: 3 s", ("jest", 639, 7)),
        ("      Tests  2 failed | 3 passed (5)", ("jest", 5, 2)),
        (" 1232 pass\n 0 fail\n 2661 expect() calls", ("bun", 1232, 0)),
        ("test result: FAILED. 3 passed; 1 failed; 0 ignored", ("cargo", 4, 1)),
        ("  5 passing (3s)\n  1 failing\n", ("mocha", 6, 1)),
        ("ok  \ta/b\t0.5s\nFAIL\ta/c\t1.2s\nFAIL", ("go", 2, 1)),
        ("loss 0.1", None),
    ],
)
def test_a_verdict_is_read(text: str, expected: tuple[str, int, int] | None) -> None:
    assert verdict(text) == expected


def resolved(lab: Transcript) -> bool:
    return mine(read_session(lab.write(Path(lab.cwd)))).episodes[0].resolved


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("npm test 2>&1 | grep -A5 Tests", False),
        ("npm test 2>&1 | tail -5", True),
    ],
)
def test_a_part_of_a_checks_output_proves_only_what_it_shows(
    tmp_path: Path, then: str, expected: bool
) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash(
        "npm test", "FAIL a.test.ts\n  \u2715 all stages\nTests: 1 failed, 1 passed", failed=True
    )
    lab.edit("a.ts", "a", "b")
    lab.bash(then, "a.test.ts")
    assert resolved(lab) == expected


def test_as_many_failures_as_before_prove_nothing(tmp_path: Path) -> None:
    lab = Transcript(cwd=str(tmp_path))
    lab.bash("npm test", "\u25cf one > a\nTests:  2 failed, 1 passed", failed=True)
    lab.edit("a.ts", "a", "b")
    lab.bash("npm test", "\u25cf two > b\nTests:  2 failed, 1 passed", failed=True)
    assert not resolved(lab)
