"""Over real transcripts, where they lie on this machine: none of their records is lost."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tacit.transcript.find import transcripts
from tacit.transcript.reader import read_session
from tacit.transcript.session import ToolCall

pytestmark = pytest.mark.data


def uuids(path: Path) -> tuple[int, int]:
    """How many records the standard library finds, and how many of them repeat a uuid."""
    decoder, total, known = json.JSONDecoder(), 0, Counter[str]()
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        at = 0
        while at < len(line.rstrip()):
            record, at = decoder.raw_decode(line, at)
            total += 1
            known.update(filter(None, [record.get("uuid")]))
    return total, known.total() - len(known)


def test_every_record_is_counted_and_nothing_goes_wrong(data: Path) -> None:
    for path in transcripts(data / "transcripts"):
        reading = read_session(path).reading
        total, repeated = uuids(path)
        assert (reading.records, reading.repeated) == (total - repeated, repeated), path
        assert reading.malformed == reading.oversized == 0, path
        assert reading.bytes == path.stat().st_size


def test_every_result_finds_its_call(data: Path) -> None:
    for path in transcripts(data / "transcripts"):
        calls = [event for event in read_session(path).events if isinstance(event, ToolCall)]
        assert all(call.name for call in calls), path
