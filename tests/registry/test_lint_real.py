"""What the writer of rules makes from real sessions has no error, by tacit and by the script."""

from pathlib import Path

import pytest

from building.validator import THEIRS, told
from tacit.draft.make import drafts
from tacit.episodes.mine import mine
from tacit.registry.lint import lint_files
from tacit.transcript.reader import read_session

_SHARES = 4  # each within the time that a test has


@pytest.mark.data
@pytest.mark.parametrize("share", range(_SHARES))
def test_no_draft_of_a_real_session_has_an_error(share: int, data: Path) -> None:
    for path in sorted((data / "transcripts" / "gold").glob("*.jsonl"))[share::_SHARES]:
        session = read_session(path)
        for draft in drafts(session, mine(session))[0]:
            found = list(lint_files(draft.files))
            assert [f for f in found if f.severity == "error"] == []
            assert told(THEIRS.lint_files(draft.files)) == told(found)
