"""A session stays bounded, and says where it was cut."""

from pathlib import Path

import pytest

from building.transcripts import Transcript
from tacit.transcript import gather
from tacit.transcript.clip import CLIP, MARK, clip, clip_input
from tacit.transcript.reader import read_session
from tacit.transcript.session import ToolCall


def calls(lab: Transcript, folder: Path) -> list[ToolCall]:
    events = read_session(lab.write(folder)).events
    return [event for event in events if isinstance(event, ToolCall)]


def test_a_long_text_keeps_head_and_tail() -> None:
    cut = clip("head" + "x" * CLIP + "tail")
    assert len(cut) <= CLIP
    assert cut.startswith("head")
    assert cut.endswith("tail")
    assert MARK in cut


def test_a_short_text_is_kept_as_it_is() -> None:
    assert clip("x" * CLIP) == "x" * CLIP


def test_an_input_keeps_its_structure_while_it_is_small() -> None:
    given = {"edits": [{"old_string": "a", "new_string": "b"}], "n": 3, "path": "x" * (CLIP + 1)}
    kept, _ = clip_input(given)
    assert kept["edits"] == given["edits"]
    assert MARK in kept["path"]


def test_a_large_structure_becomes_its_text() -> None:
    kept, size = clip_input({"a": [[]] * CLIP, "deep": _deep(300)})
    assert kept["a"].startswith("[[],[]")
    assert kept["deep"] == MARK
    assert size <= 2 * CLIP


def _deep(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


def test_results_are_clipped(tmp_path: Path) -> None:
    lab = Transcript()
    lab.bash("cat log", "first\n" + "x" * 3 * CLIP + "\nlast line: loss nan")
    (call,) = calls(lab, tmp_path)
    assert call.result is not None
    assert call.result.text.endswith("last line: loss nan")
    assert len(call.result.text) <= CLIP


def test_many_long_results_are_all_clipped_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "BUDGET", 50_000)
    lab = Transcript()
    for number in range(30):
        lab.bash(f"step {number}", "begin\n" + "x" * 15_000 + "\nend")
    kept = calls(lab, tmp_path)
    texts = [call.result.text for call in kept if call.result]
    assert len(texts) == 30
    assert sum(map(len, texts)) <= 50_000
    assert all(text.startswith("begin") and text.endswith("end") for text in texts)


def test_of_too_many_events_the_latest_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MAX_EVENTS", 100)
    lab = Transcript()
    for number in range(260):
        lab.bash(f"step {number}", "ok")
    kept = calls(lab, tmp_path)
    assert len(kept) <= 100
    assert kept[-1].input["command"] == "step 259"
    assert all(call.result for call in kept[1:])


def test_what_hooks_said_keeps_its_place_when_the_older_half_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MAX_EVENTS", 10)
    lab = Transcript()
    lab.advised("first")
    for number in range(8):
        lab.bash(f"echo {number}", "")
    lab.advised("second")
    lab.bash("echo last", "")
    for number in range(3):
        lab.bash(f"echo {number}", "")
    session = read_session(lab.write(tmp_path))
    first, second = session.contexts
    assert (first.text, first.place) == ("first", 0)
    assert isinstance(after := session.events[second.place], ToolCall)
    assert after.input["command"] == "echo last"


def test_hooks_that_say_too_much_are_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MAX_CONTEXTS", 5)
    lab = Transcript()
    for _ in range(9):
        lab.advised("x" * (CLIP + 1))
    said = read_session(lab.write(tmp_path)).contexts
    assert len(said) == 5
    assert all(len(one.text) <= CLIP and MARK in one.text for one in said)
