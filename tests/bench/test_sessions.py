"""The labelled sessions that are shipped: whole, varied, and nobody's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "bench" / "sessions"
LABELS: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "labels.jsonl").read_text().splitlines()
]
each_session = pytest.mark.parametrize("label", LABELS, ids=lambda label: label["file"])

# What a session may name: its own neutral home, the system's folders, and where the client and the
# compiler keep their own.
NEUTRAL = re.compile(r"/home/researcher\b|/usr/(lib|bin)/|/tmp/(claude-0/|cc\w+\.o)")
SUSPECT = re.compile(r"/(home|root|tmp|work|Users|opt)/[\w.-]+(?:/[\w.-]+)*")


def identities(value: Any) -> Iterator[str]:
    """All that names a tool call or a record."""
    if isinstance(value, dict):
        yield from (value[key] for key in ("id", "uuid") if isinstance(value.get(key), str))
        for part in value.values():
            yield from identities(part)
    elif isinstance(value, list):
        for part in value:
            yield from identities(part)


def test_there_are_enough_and_half_are_training_or_data() -> None:
    kinds = [label["kind"] for label in LABELS]
    assert len(kinds) >= 25
    assert sum(kind in ("training", "data") for kind in kinds) * 2 >= len(kinds)


def test_every_transcript_has_a_label_and_every_label_a_transcript() -> None:
    files = {file.name for file in FOLDER.glob("*.jsonl")} - {"labels.jsonl"}
    assert files == {label["file"] for label in LABELS}


@each_session
def test_every_labelled_id_stands_in_the_transcript(label: dict[str, Any]) -> None:
    lines = (FOLDER / label["file"]).read_text().splitlines()
    there = set(identities([json.loads(line) for line in lines]))
    for episode in label["episodes"]:
        several = ("also_failing", "fix_tool_use_ids", "verified_by_tool_use_ids")
        named = {episode["failing_tool_use_id"]}.union(*(episode[key] for key in several))
        assert named <= there


@each_session
def test_what_is_resolved_is_proved_and_a_lesson_is_resolved(label: dict[str, Any]) -> None:
    for episode in label["episodes"]:
        assert not episode["resolved"] or episode["verified_by_tool_use_ids"]
        assert not episode["lesson"] or episode["resolved"]


@each_session
def test_a_session_is_worth_saving_when_it_has_a_lesson(label: dict[str, Any]) -> None:
    assert label["worth_saving"] == any(episode["lesson"] for episode in label["episodes"])


@each_session
def test_a_transcript_names_no_machine_and_nobody(label: dict[str, Any]) -> None:
    text = (FOLDER / label["file"]).read_text()
    assert [
        path.group() for path in SUSPECT.finditer(text) if not NEUTRAL.match(path.group())
    ] == []
    assert set(re.findall(r"[\w.+-]+@[\w-]+\.\w+", text)) <= {"a@example.org"}
    kinds = {json.loads(line)["type"] for line in text.splitlines()}
    assert kinds <= {"user", "assistant", "system"}
