import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building.lessons import form, session
from building.scripted_api import KEY, ScriptedApi, said
from building.transcripts import SESSION, failed_and_fixed, in_config
from tacit.commands.draft import FORMS, command
from tacit.draft.shelf import load
from tacit.errors import TacitError
from tacit.paths import paths
from tacit.publish.creating import create_local


def run(*args: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], input=given)


@pytest.fixture
def transcript(home: Path) -> Path:
    return failed_and_fixed().write(in_config(home / ".claude", "/home/user/lab"))


@pytest.fixture
def filled(transcript: Path, tmp_path: Path) -> str:
    return form(session(tmp_path)).model_dump_json()


def test_it_writes_plugin_folders_and_prints_their_paths(transcript: Path, tmp_path: Path) -> None:
    done = run(transcript, "--out", tmp_path / "out", "--writer", "rules")
    (line,) = map(json.loads, done.stdout.splitlines())
    assert Path(line["path"], ".claude-plugin/plugin.json").is_file()
    assert Path(line["path"], "skills", line["name"], "SKILL.md").is_file()


def test_a_model_writes_where_it_is_asked_to(
    transcript: Path, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with ScriptedApi([said(filled)]) as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
        done = run(transcript, "--out", tmp_path / "out", "--writer", "anthropic")
    assert json.loads(done.stdout)["writer"] == "anthropic"
    assert KEY not in done.output


def test_without_a_key_the_rules_write_and_say_so(transcript: Path, tmp_path: Path) -> None:
    done = run(transcript, "--out", tmp_path / "out", "--writer", "anthropic")
    assert json.loads(done.stdout)["writer"] == "rules"
    assert "written by rules, without the model: there is no key" in done.stderr


def test_a_form_is_taken_from_stdin(filled: str, tmp_path: Path) -> None:
    done = run("--from", "-", "--session", SESSION, "--out", tmp_path / "out", given=filled)
    assert json.loads(done.stdout)["name"] == "warmup-steps-need-an-integer"


def test_the_session_is_the_one_around_us_and_the_form_is_removed(
    filled: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUDE_CODE_SESSION_ID", SESSION)
    file = home / FORMS / "form.json"
    file.parent.mkdir(parents=True)
    file.write_text(filled)
    assert run("--from", file, "--out", tmp_path / "out").exit_code == 0
    assert not file.exists()


def test_what_was_left_out_is_told(filled: str, tmp_path: Path) -> None:
    told = json.loads(filled)
    told["results"][0]["value"] = "0.99"
    args = ("--from", "-", "--session", SESSION, "--out", tmp_path / "out")
    assert "left out: results.0:" in run(*args, given=json.dumps(told)).stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "the JSON: Invalid JSON"),
        ("[]", "the JSON"),
        ('{"name": "Not A Slug"}', "name: String should match"),
        ('{"nam": "x"}', "nam: Extra inputs are not permitted"),
    ],
)
def test_a_form_that_does_not_fit_is_told_by_field(transcript: Path, given: str, told: str) -> None:
    refusal = run("--from", "-", "--session", SESSION, given=given).exception
    assert isinstance(refusal, TacitError)
    assert told in str(refusal)
    assert "\n" not in str(refusal)


@pytest.mark.parametrize("session_id", ["", "no-such-session", "../x", "a/b"])
def test_a_session_that_is_not_there_is_told(filled: str, session_id: str) -> None:
    refusal = run("--from", "-", "--session", session_id, given=filled).exception
    assert isinstance(refusal, TacitError)


def test_a_form_goes_to_the_registry_through_the_usual_doors(filled: str) -> None:
    create_local(paths().local_registry)
    done = run("--from", "-", "--session", SESSION, given=filled)
    row = json.loads(done.stdout)
    assert (row["name"], row["state"]) == ("warmup-steps-need-an-integer", "pushed")
    assert row["branch"].startswith("tacit/warmup-steps-need-an-integer-")
    assert load(paths().drafts, row["id"]).writer == "claude"


def test_a_form_from_a_project_that_takes_no_part_is_kept_nowhere(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACIT", "off")
    refusal = run("--from", "-", "--session", SESSION, given=filled).exception
    assert "takes no part: TACIT=off" in str(refusal)
    assert not paths().state.exists()


def test_the_schema_is_json() -> None:
    assert json.loads(run("--schema").stdout)["title"] == "SkillDraft"
