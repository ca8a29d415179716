"""What counts as the user's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.transcripts import Transcript
from tacit.transcript.reader import read_session
from tacit.transcript.session import Prompt
from tacit.transcript.words import own_words, without_private


def words(lab: Transcript, folder: Path) -> list[str]:
    events = read_session(lab.write(folder)).events
    return [event.text for event in events if isinstance(event, Prompt)]


@pytest.mark.parametrize(
    "content",
    ["train please", [{"type": "text", "text": "train"}, {"type": "text", "text": "please"}]],
)
def test_a_prompt_is_a_string_or_text_blocks(content: object) -> None:
    assert own_words({}, content).split() == ["train", "please"]


@pytest.mark.parametrize("flag", ["isMeta", "isCompactSummary"])
def test_flagged_records_are_not_the_users(flag: str) -> None:
    assert own_words({flag: True}, "Caveat: …") == ""


@pytest.mark.parametrize(
    "text",
    [
        "<command-name>/clear</command-name>",
        "<local-command-stdout>Bye!</local-command-stdout>",
        "<bash-stdout>ok</bash-stdout>",
        "[Request interrupted by user for tool use]",
        "<task-notification>\n<status>failed</status>",
        "\n<system-reminder>be brief</system-reminder>",
    ],
)
def test_wrappers_are_not_the_users(text: str) -> None:
    assert own_words({}, text) == ""


def test_a_notification_is_not_the_users(tmp_path: Path) -> None:
    lab = Transcript()
    lab.notification("training failed", "failed")
    lab.user("done", origin={"kind": "task-notification"})
    assert words(lab, tmp_path) == []


def test_words_typed_meanwhile_are_the_users(tmp_path: Path) -> None:
    lab = Transcript()
    lab.queued("use two workers")
    lab.add(
        "attachment",
        attachment={"type": "queued_command", "prompt": "x", "commandMode": "task-notification"},
    )
    lab.add("attachment", attachment={"type": "date", "prompt": "x"})
    assert words(lab, tmp_path) == ["use two workers"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a <private>key</private> b", "a  b"),
        ("a <PRIVATE>key</Private>b", "a b"),
        ("a <private>key", "a "),
        ("a <private>x<private>y</private>z</private> b", "a  b"),
        ('a <private why="x">key</private> b', "a  b"),
        ("a <private", "a "),
        ("x < 3 and <privateer> stays", "x < 3 and <privateer> stays"),
    ],
)
def test_private_spans_are_not_kept(text: str, kept: str) -> None:
    assert without_private(text) == kept


def test_a_private_span_over_two_blocks_is_not_kept() -> None:
    blocks = [{"type": "text", "text": "a <private>k1"}, {"type": "text", "text": "k2</private> b"}]
    assert own_words({}, blocks) == "a  b"


def test_a_prompt_that_is_all_private_is_no_prompt(tmp_path: Path) -> None:
    lab = Transcript()
    lab.prompt("<private>all of it</private>")
    lab.queued("<private>that too")
    assert words(lab, tmp_path) == []


@given(st.lists(st.sampled_from(["<private>", "</private>", "<private", ">", "K", " "])))
def test_nothing_behind_an_opening_tag_is_kept_before_it_is_closed(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "K" not in without_private(f"<private>{text.replace('</private>', '')}K")
