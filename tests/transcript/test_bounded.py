"""Memory stays bounded, whatever the file: measured in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from building.transcripts import Transcript, line

MB = 1 << 20
LIMIT_MB = 300

_READ = r"""
import json, re, sys
from pathlib import Path
from tacit.transcript.reader import read_session
session = read_session(Path(sys.argv[1]))
# Not ru_maxrss: Linux carries over what the process that forked this one had.
peak = int(re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([peak, len(session.events), session.reading.records, session.reading.oversized]))
"""


def forever(*made: bytes) -> Iterator[bytes]:
    while True:
        yield from made


def bare(**record: object) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def answered(text: str) -> Iterator[bytes]:
    number = 0
    while True:
        lab = Transcript(session=str(number))
        lab.bash(f"step {number}", text)
        yield b"".join(line(record) + b"\n" for record in lab.records)
        number += 1


def tiny() -> Iterator[bytes]:
    number = 0
    while True:
        use = {"type": "tool_use", "id": str(number), "name": "B", "input": {}}
        yield bare(type="assistant", uuid=f"{number:036}", message={"content": [use]})
        number += 1


def written(path: Path, pieces: Iterator[bytes], megabytes: int, end: bytes = b"") -> Path:
    size = 0
    with path.open("wb") as file:
        while size < megabytes * MB:
            size += file.write(next(pieces))
        file.write(end)
    return path


def read(path: Path) -> tuple[int, int, int, int]:
    """Peak RSS in MB, events, records, oversized lines."""
    done = subprocess.run([sys.executable, "-c", _READ, path], capture_output=True, check=True)
    peak, events, records, oversized = json.loads(done.stdout)
    return peak, events, records, oversized


PROMPT = bare(type="user", uuid="u", message={"content": "still here"})


def nested() -> Iterator[bytes]:
    number = 0
    while True:
        block = {"type": "tool_use", "id": str(number), "name": "B", "input": {"a": [[]] * 6000}}
        yield bare(type="assistant", uuid=str(number), message={"content": [block]})
        number += 1


ROCKET = "\U0001f680"
LONG = b"x" * (15 * MB)
FILES = {
    "long results": (200, answered("loss 0.31 and so on " * 750)),
    "long results in a wide script": (200, answered(f"{ROCKET} loss 0.31 " * 1000)),
    "tiny records": (60, tiny()),
    "nested inputs": (60, nested()),
    "lines at the limit": (100, forever(b'{"a":"' + LONG + ROCKET.encode() + b'"}\n')),
    "broken lines at the limit": (100, forever(b'{"a":"' + ROCKET.encode() + LONG + b"\n")),
    "lines of many values": (60, forever(b'{"a":[' + b"[]," * 690_000 + b"[]]}\n")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_large_file(tmp_path: Path, name: str) -> None:
    megabytes, pieces = FILES[name]
    path = written(tmp_path / "x.jsonl", pieces, megabytes, PROMPT)
    peak, events, *_ = read(path)
    assert peak < LIMIT_MB
    assert events >= 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"[],", b'{"a":', b"x", b"\0", b'{"a":[1,{"b":"c"}]},'])
def test_a_line_of_50_mb(tmp_path: Path, piece: bytes) -> None:
    path = written(tmp_path / "x.jsonl", forever(piece * 9999), 50, b"\n" + PROMPT)
    peak, events, records, oversized = read(path)
    assert peak < LIMIT_MB
    assert (events, records) == (1, 1)
    assert oversized == (piece != b"\0")
