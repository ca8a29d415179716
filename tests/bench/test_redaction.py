"""Redaction over real transcripts: what it takes that it should have left."""

from collections import Counter
from pathlib import Path

import pytest
from redaction import texts_of

from tacit.draft.make import Draft, drafts
from tacit.episodes.mine import mine
from tacit.publish.pushing import doubt
from tacit.redact import redact
from tacit.transcript.find import transcripts
from tacit.transcript.reader import read_session

pytestmark = pytest.mark.data

# A home folder and who signed a commit are what they look like; any other find counts as wrong
# here, whether or not it is.
RIGHT = ("home-path", "person")


def test_less_than_one_wrong_find_in_ten_thousand_tokens(data: Path) -> None:
    counts: Counter[str] = Counter()
    tokens = 0
    for text in texts_of(data / "transcripts" / "other"):
        counts.update(redact(text).counts)
        tokens += len(text.split())
    wrong = sum(found for kind, found in counts.items() if kind not in RIGHT)
    assert tokens > 100_000
    assert wrong < tokens / 10_000, counts


def test_hardly_any_draft_is_refused_for_what_it_does_not_hold(data: Path) -> None:
    made: list[Draft] = []
    refused: list[str] = []
    for file in transcripts(data / "transcripts"):
        session = read_session(file)
        good, bad = drafts(session, mine(session), author="A. Researcher")
        made += good
        refused += [why for why in bad if "still holds" in why or "after redaction" in why]
    refused += [why for why in map(doubt, made) if "still holds" in why]
    assert made
    assert len(refused) <= len(made) * 0.02, refused
