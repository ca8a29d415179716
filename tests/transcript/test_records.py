"""Broken lines: whatever surrounds an intact record, it comes out."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from building.transcripts import Record, failed_and_fixed, line, write_lines
from tacit.transcript.reader import read_session
from tacit.transcript.records import decode, salvage
from tacit.transcript.session import Reply

RECORDS = failed_and_fixed().records
SNAPSHOT: Record = {"type": "file-history-snapshot", "messageId": "m", "snapshot": {}}
SUMMARY: Record = {"type": "summary", "summary": "Training", "leafUuid": "l"}


def uuids(records: list[Record]) -> list[str]:
    return [record["uuid"] for record in records if "uuid" in record]


def test_two_records_on_one_line() -> None:
    both = line(RECORDS[0]) + line(RECORDS[1])
    assert decode(both) is None
    assert salvage(both) == (RECORDS[:2], 0)


@pytest.mark.parametrize("record", [RECORDS[2], SNAPSHOT, SUMMARY])
@pytest.mark.parametrize("cut", range(1, 900, 13))
def test_a_record_behind_a_truncated_one(record: Record, cut: int) -> None:
    found, malformed = salvage(line(RECORDS[3])[:cut] + line(record))
    assert record in found
    assert malformed == 1


def test_runs_of_nul_around_a_record() -> None:
    assert salvage(b"\0" * 5000 + line(RECORDS[0]) + b"\0\0") == ([RECORDS[0]], 0)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (rb'{"type":"x","a":"\ud800"}', {"type": "x", "a": "?"}),
        (rb'{"type":"x","a":"\\ud800"}', {"type": "x", "a": r"\ud800"}),
        (rb'{"type":"x","a":NaN}', {"type": "x", "a": None}),
        (b'{"type":"x","a":"\xff"}', {"type": "x", "a": "\ufffd"}),
        (b'{"type":"x","a":"\t\x01"}', {"type": "x", "a": "\t\x01"}),
        (b'{"type":"x","a":1e999}', {"type": "x", "a": float("inf")}),
    ],
)
def test_what_the_strict_decoder_refuses(text: bytes, read: Record) -> None:
    found = decode(text)
    assert ([found], 0) == ([read], 0) if found else salvage(text) == ([read], 0)


def test_a_number_of_any_length_is_no_reason_to_stop() -> None:
    found, malformed = salvage(b'{"type":"x","n":-' + b"9" * 10_000 + b"}{")
    assert (len(found), malformed) == (1, 1)


@pytest.mark.parametrize("text", [b"42", b"[1]", b'"x"', b"null", b"not json", b"[[],[]]", b"{"])
def test_what_is_no_record_is_malformed(text: bytes) -> None:
    assert decode(text) is None
    assert salvage(text) == ([], 1)


@pytest.mark.parametrize("text", [b"", b" \t\r\n", b"\0\0\0\n"])
def test_blank_lines_are_nothing(text: bytes) -> None:
    assert salvage(text) == ([], 0)


def test_parts_of_a_truncated_record_are_no_records() -> None:
    use = next(line(record) for record in RECORDS if b"tool_use" in line(record))
    assert salvage(use[:-1]) == ([], 1)


@pytest.mark.parametrize("text", [b'{"a":[' * 300_000, b'{"' * 1_000_000, b'{"a":' * 400_000])
def test_hostile_nesting_is_given_up(text: bytes) -> None:
    assert salvage(text) == ([], 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
RECORD = st.builds(
    lambda extra, uuid: {**extra, "type": "user", "uuid": uuid, "message": {"content": "hi"}},
    st.dictionaries(st.text(), JSON, max_size=3),
    st.uuids().map(str),
)


def piece(record: Record) -> bytes:
    """As the standard library writes it: lone surrogates and NaN included."""
    return json.dumps(record).encode()


@st.composite
def spliced(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """A line of intact records with truncated ones and NULs before them; the intact uuids."""
    parts, intact = [], []
    for record in draw(st.lists(RECORD, min_size=1, max_size=3)):
        before = piece(draw(RECORD))
        parts.append(before[: draw(st.integers(0, len(before) - 1))])
        parts.append(b"\0" * draw(st.integers(0, 3)))
        parts.append(piece(record))
        intact.append(record["uuid"])
    return b"".join(parts), intact


@given(spliced())
@example((b'{"type": "{"}": null, "type": "user", "uuid": "u"}', ["u"]))
@example((b'{"uuid": "v", "type": "{"}": null, "type": "user", "uuid": "u"}', ["u"]))
def test_no_intact_record_of_a_spliced_line_is_lost(given: tuple[bytes, list[str]]) -> None:
    text, intact = given
    assert set(intact) <= set(uuids(salvage(text)[0]))


@given(st.binary() | st.text(alphabet='{}[]",:\\ud8 0aNn\0', max_size=60).map(str.encode))
def test_no_bytes_raise(text: bytes) -> None:
    assert decode(text) is not None or salvage(text)[1] >= 0


@given(st.integers(0, 40_000))
def test_a_file_cut_anywhere_keeps_what_is_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    lines = failed_and_fixed().lines()
    whole = b"\n".join(lines)
    cut = min(cut, len(whole))
    path = tmp_path_factory.mktemp("cut") / "x.jsonl"
    path.write_bytes(whole[:cut])
    reading = read_session(path).reading
    assert reading.records >= whole[:cut].count(b"\n")
    assert reading.records + reading.malformed <= whole[:cut].count(b"\n") + 1


@given(st.lists(st.tuples(st.sampled_from(RECORDS), JSON), max_size=6))
def test_records_of_any_shape_are_read(
    tmp_path_factory: pytest.TempPathFactory, bent: list[tuple[Record, object]]
) -> None:
    shapes = []
    for number, (record, value) in enumerate(bent):
        key = list(record)[number % len(record)]
        shapes.append({**record, key: value, "uuid": str(number)})
        shapes.append({**record, "message": {"content": [value]}, "uuid": f"b{number}"})
    path = tmp_path_factory.mktemp("bent") / "x.jsonl"
    assert read_session(write_lines(path, map(piece, shapes))).reading.records == len(shapes)


def test_no_text_that_comes_out_holds_a_lone_surrogate(tmp_path: Path) -> None:
    reply = rb'{"type":"assistant","message":{"content":"a\udc00b"}}'
    (event,) = read_session(write_lines(tmp_path / "x.jsonl", [reply])).events
    assert isinstance(event, Reply)
    assert event.text.encode() == b"a?b"
