"""What the end-to-end tests stand on: the real client, a scripted model, a program that fails."""

from pathlib import Path

import pytest

from building import client as real
from building import ragged
from building.messages_api import bash, say, words

pytestmark = pytest.mark.client


def test_the_client_plays_the_script(client: Path, home: Path, tmp_path: Path) -> None:
    done = real.run(
        client, home, tmp_path, [[bash("echo five")], lambda seen: [say(words(seen)[-99:])]]
    )
    assert done.code == 0
    assert "five" in done.out
    assert len(done.requests) == 2


def test_a_killed_client_keeps_its_transcript(client: Path, home: Path, tmp_path: Path) -> None:
    done = real.run(
        client, home, tmp_path, [[bash("echo five")], [say("never")]], kill_at=1, written="five"
    )
    assert (done.code, done.out) == (-9, "")
    assert "five" in real.transcripts(home)[0].read_text()


def test_the_program_fails_twice_and_is_mended(client: Path, home: Path, tmp_path: Path) -> None:
    project = ragged.training(tmp_path / "captions", "Captions")
    seen = words(real.run(client, home, project, ragged.repair(project)).requests[-1])
    assert seen.count("Exit code 1") == 2
    assert ragged.ERROR in seen
    assert "pad_to=4 tokens=24 loss=0.2400" in seen
