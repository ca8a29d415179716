"""Where a skill comes from is kept beside its manifest."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.drafts import draft, skill
from tacit.draft.model import schema
from tacit.draft.provenance import FILE, Told, client, joined, read, written

TOLD = Told(author="A. Researcher", date="2026-01-31", client="2.1.329", evidence=1)
TEXT = written(skill(client="2.1.329"))


def test_a_draft_says_who_when_which_client_and_how_much() -> None:
    assert read(TEXT) == (TOLD,)
    assert read(draft().files[f"plugins/data/ragged-rows/{FILE}"])[0].client == ""


def test_evidence_is_counted_once() -> None:
    said = skill().model_dump()
    said["goal"]["evidence"] = ["toolu_1", "toolu_2"]
    assert read(written(skill(goal=said["goal"])))[0].evidence == 2


def test_no_model_is_asked_for_the_client() -> None:
    assert '"client"' not in json.dumps(schema())


def test_an_update_adds_a_line_and_changes_none() -> None:
    there = joined("", TEXT)
    assert joined(there, TEXT) == there + TEXT
    assert joined(there.rstrip(), TEXT) == there + TEXT
    assert joined("by hand\n", TEXT) == "by hand\n" + TEXT
    assert joined("by hand\n", "") == "by hand\n"


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_strange(there: str, own: str) -> None:
    assert joined(there, own).startswith(there)
    assert read(f"{there}\n{own}\n{TEXT}")[-1] == TOLD


@pytest.mark.parametrize(
    ("said", "kept"),
    [("2.1.329", "2.1.329"), ("2.2.0-beta.1", "2.2.0-beta.1"), ("2.1 <b>", ""), ("", "")],
)
def test_a_version_is_a_version(said: str, kept: str) -> None:
    assert client(said) == kept
