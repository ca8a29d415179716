"""`tacit mine`: JSON lines for machines, a few words for people, nothing on disk."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from building.transcripts import Transcript, failed_and_fixed, in_config, session_id
from tacit.cli import tacit
from tacit.errors import TranscriptError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(tacit, ["mine", *map(str, arguments)])


def forms(*arguments: object) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return [orjson.loads(line) for line in result.stdout_bytes.splitlines()]


def test_a_json_line_for_each_session_of_a_folder(tmp_path: Path) -> None:
    failed_and_fixed(session=session_id(1)).write(tmp_path / "one")
    quiet = Transcript(session=session_id(2))
    quiet.prompt("hello")
    quiet.write(tmp_path / "two")
    one, two = forms(tmp_path)
    assert (one["session_id"], one["worth_saving"]) == (session_id(1), True)
    assert (two["worth_saving"], two["episodes"]) == (False, [])
    assert one["transcript"] == str(tmp_path / "one" / f"{session_id(1)}.jsonl")


def test_what_a_fork_copied_counts_once(tmp_path: Path) -> None:
    parent = failed_and_fixed(session=session_id(1))
    paths = [parent.write(tmp_path), parent.fork(session_id(2)).write(tmp_path)]
    assert [len(form["episodes"]) for form in forms(*paths)] == [1, 0]


def test_a_session_is_found_by_its_id(home: Path) -> None:
    failed_and_fixed(session=session_id(3)).write(in_config(home / ".claude", "/home/user/lab"))
    (form,) = forms("--session", session_id(3))
    assert form["worth_saving"]


def test_inside_a_session_it_is_that_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDE_CODE_SESSION_ID", session_id(3))
    failed_and_fixed(session=session_id(3)).write(in_config(home / ".claude", "/home/user/lab"))
    assert [form["session_id"] for form in forms()] == [session_id(3)]


def test_a_session_is_found_where_the_client_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", str(tmp_path))
    failed_and_fixed(session=session_id(3)).write(in_config(tmp_path, "/home/user/lab"))
    assert len(forms("--session", session_id(3))) == 1


@pytest.mark.parametrize("arguments", [["--session", "../../etc"], ["nothing.jsonl"]])
def test_what_is_not_there_is_refused_in_one_line(arguments: list[str]) -> None:
    refused = run(*arguments).exception
    assert isinstance(refused, TranscriptError)
    assert "\n" not in str(refused)


def test_without_a_path_it_says_how() -> None:
    result = run()
    assert result.exit_code == 2
    assert "PATH" in result.output


def test_people_get_a_few_words(tmp_path: Path) -> None:
    shown = run(failed_and_fixed().write(tmp_path)).output
    assert "worth saving" in shown
    assert "TypeError: 'float' object cannot be interpreted as an integer" in shown.replace(
        "\n", " "
    )


def test_a_transcript_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    lab = Transcript()
    lab.bash("make", "\x1b]0;owned\x07Error: [bold]x[/nothing]\x1b[2J", failed=True)
    shown = run(lab.write(tmp_path))
    assert shown.exit_code == 0
    assert "\x1b" not in shown.output
    assert "\x07" not in shown.output


def test_nothing_is_written(home: Path, tmp_path: Path) -> None:
    path = failed_and_fixed().write(tmp_path / "in")
    before = sorted(tmp_path.rglob("*"))
    run(path)
    assert sorted(tmp_path.rglob("*")) == before
