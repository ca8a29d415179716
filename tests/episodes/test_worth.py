"""How much a colleague would gain, and the threshold that the configuration sets."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session

COMPILER = "a.ts(1,2): error TS2322: Type 'x' is not assignable to type 'y'."
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
        (COMPILER, 2, 0.5, True),
        (COMPILER, 0, 0.3, True),
        ("SyntaxError: invalid syntax", 3, 0.0, False),
    ],
)
def test_what_is_kept_at_which_threshold(
    tmp_path: Path, said: str, tries: int, worth: float, expected: bool
) -> None:
    assert kept(tmp_path, said, tries, worth) == expected
