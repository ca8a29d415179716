"""`tacit demo` closes the loop, and touches nothing of its user's."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tacit.commands.demo import command
from tacit.share import share

ERROR = (
    "RuntimeError: The size of tensor a (32) must match the size of tensor b (16) "
    "at non-singleton dimension 3"
)


@pytest.fixture
def shown() -> str:
    done = CliRunner().invoke(command, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_next_session_is_told_of_error_attempt_and_fix(shown: str) -> None:
    learned, _, told = shown.partition("A teammate starts a session")
    start, _, at_error = told.partition("The same kind of error")
    assert ERROR in learned
    assert "repeat(2, 1)" in start
    assert "torch.cat((angles, angles), dim=-1)" in start
    assert "torch.cat((angles, angles), dim=-1)" in at_error


def test_every_step_says_what_came_of_it(shown: str) -> None:
    assert re.findall(r"^(\d)\. ", shown, re.M) == list("1234567")
    assert ": pushed" in shown
    assert ": merged" in shown
    assert "(nothing)" not in shown


def test_nothing_of_the_user_is_touched(home: Path, tmp_path: Path, shown: str) -> None:
    assert list(home.iterdir()) == []
    assert not list(Path("/tmp").glob("tacit-demo-*/data/registry.git/HEAD"))


def test_a_user_who_opted_out_sees_the_demo_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TACIT", "off")
    monkeypatch.setenv("TACIT_RETROSPECTIVE_PUBLISH", "never")
    assert ": merged" in CliRunner().invoke(command, catch_exceptions=False).output


def test_the_transcript_tells_nothing_of_a_machine() -> None:
    text = (share("templates/demo") / "base100-addition.jsonl").read_text()
    folders = set(re.findall(r"/home/\w+/[\w-]+|/(?:root|tmp|work|Users)\b", text))
    assert folders == {"/home/researcher/base100-addition", "/home/researcher/venv"}
    assert not re.search(r"[\w.]+@[\w-]+\.\w+", text)
