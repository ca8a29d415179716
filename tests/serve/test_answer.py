"""What a hook is answered, in the one form that the client takes."""

import json
from pathlib import Path
from typing import Any

import pytest

from building.deadline import until
from building.encoders import encoder
from building.registries import ROPE_ERROR, index_of, project, rope, skill
from tacit.advise.meaning import learn
from tacit.advise.query import for_prompt
from tacit.serve.answer import MAX_UNITS, Adviser, with_message
from tacit.serve.case import Case, case
from tacit.serve.meanings import Meanings
from tacit.serve.protocol import Request

ERROR = f"Exit code 1\nTraceback (most recent call last):\n{ROPE_ERROR}"


@pytest.fixture
def adviser(tmp_path: Path) -> Adviser:
    """An adviser over a registry that holds the skill about rotary tables."""
    rope(tmp_path / "registry")
    index_of(tmp_path / "registry", tmp_path / "index.db")
    return Adviser(tmp_path / "index.db")


def asked(folder: Path, event: str, config: str = "", **payload: Any) -> Case:
    """The case of a hook in a project folder."""
    (folder / "config.toml").write_text(config)
    given = {"session_id": "s", "cwd": str(folder), "hook_event_name": event} | payload
    env = payload.pop("env", {"CLAUDE_PROJECT_DIR": str(folder)})
    return case(Request(1, "1", event, env, json.dumps(given).encode()), folder / "config.toml")


def told(body: bytes, event: str) -> str:
    """The text that reaches the model; the form must be exactly the client's."""
    form = json.loads(body)
    text = form["hookSpecificOutput"]["additionalContext"]
    assert form == {"hookSpecificOutput": {"hookEventName": event, "additionalContext": text}}
    assert len(text.encode("utf-16-le")) // 2 <= MAX_UNITS
    return str(text)


def test_an_error_brings_its_entry(adviser: Adviser, tmp_path: Path) -> None:
    found = adviser.answer(asked(tmp_path, "PostToolUseFailure", error=ERROR))
    assert "last axis" in told(found.body, "PostToolUseFailure")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_so_does_one_that_no_flag_shows(adviser: Adviser, tmp_path: Path, stream: str) -> None:
    response: dict[str, Any] = {"tool_name": "Bash", "tool_response": {stream: ERROR}}
    found = adviser.answer(asked(tmp_path, "PostToolUse", **response))
    assert "last axis" in told(found.body, "PostToolUse")


@pytest.mark.parametrize(
    "payload",
    [
        {"tool_name": "Bash", "tool_response": {"stdout": "no Error here, loss 0.3"}},
        {"tool_name": "Read", "tool_response": {"stdout": ERROR}},
        {"tool_name": "Bash", "tool_response": {"stdout": 7, "stderr": None}},
        {"tool_name": "Bash", "tool_response": None},
        {"tool_name": "Bash", "tool_input": {"command": f"grep '{ROPE_ERROR}'"}},
        {},
    ],
)
def test_a_result_that_is_no_error(
    adviser: Adviser, tmp_path: Path, payload: dict[str, Any]
) -> None:
    assert adviser.answer(asked(tmp_path, "PostToolUse", **payload)).body == b""


def test_a_start_is_about_the_project(adviser: Adviser, tmp_path: Path) -> None:
    spec = "Rotary position embeddings for a small transformer that adds in base 100."
    here = project(tmp_path / "p", {"TECHSPEC.md": spec})
    found = adviser.answer(asked(here, "SessionStart", source="startup"))
    assert "rope-width" in told(found.body, "SessionStart")
    assert not adviser.answer(asked(here, "SessionStart", source="fork", session_id="f")).body


@pytest.mark.parametrize(
    ("before", "answered"),
    [
        ("", True),
        ("/review ", True),
        ("<task-notification>\n<result>", False),
        ("/advise ", False),
        ("/tacit:advise ", False),
        ("/retrospective ", False),
    ],
)
def test_what_the_user_did_not_ask_is_not_answered(
    adviser: Adviser, tmp_path: Path, before: str, answered: bool
) -> None:
    prompt = f"{before}why do rotary tables clash with the heads of a transformer?"
    found = adviser.answer(asked(tmp_path, "UserPromptSubmit", prompt=prompt))
    assert bool(found.body) is answered


def test_the_same_passage_comes_once(adviser: Adviser, tmp_path: Path) -> None:
    question = asked(tmp_path, "PostToolUseFailure", error=ERROR)
    first = adviser.answer(question)
    assert first.body
    assert not adviser.answer(question).body
    adviser.forget("s")
    assert adviser.answer(question) == first
    adviser.take_back(first)
    assert adviser.answer(question) == first


def test_what_an_earlier_daemon_gave_is_not_given_again(adviser: Adviser, tmp_path: Path) -> None:
    question = asked(tmp_path, "PostToolUseFailure", error=ERROR)
    again = Adviser(tmp_path / "index.db")
    given = adviser.answer(question).given
    assert given
    again.recall([given])
    assert not again.answer(question).body


def test_a_subagent_is_told_what_the_session_knows(adviser: Adviser, tmp_path: Path) -> None:
    main = asked(tmp_path, "PostToolUseFailure", error=ERROR)
    sub = asked(tmp_path, "PostToolUseFailure", error=ERROR, agent_id="a-1")
    assert adviser.answer(main).body
    assert adviser.answer(sub).body
    assert not adviser.answer(sub).body


def test_a_session_has_a_budget(adviser: Adviser, tmp_path: Path) -> None:
    config = "[advise]\nmax_chars_a_session = 900\n"
    sub = [
        asked(tmp_path, "PostToolUseFailure", config, error=ERROR, agent_id=f"a{number}")
        for number in range(3)
    ]
    answers = [adviser.answer(one) for one in sub]
    assert [bool(answer.body) for answer in answers] == [True, False, False]
    assert answers[0].given
    assert 0 < answers[0].given.units <= 900
    adviser.forget("s")
    assert adviser.answer(sub[1]).body


def test_what_is_left_of_the_budget_bounds_the_answer(adviser: Adviser, tmp_path: Path) -> None:
    config = "[advise]\nmax_chars_a_session = 700\n"
    here = project(
        tmp_path / "p", {"TECHSPEC.md": "Rotary embeddings, small transformer, base 100"}
    )
    found = adviser.answer(asked(here, "SessionStart", config, source="startup"))
    assert len(told(found.body, "SessionStart")) <= 700


@pytest.mark.parametrize(
    "config",
    [
        "[advise]\nmax_chars_a_session = 0",
        "[advise]\nenabled = false",
        '[advise]\nmoments = ["start"]',
        '[projects]\noff = ["/**"]',
        '[projects]\nonly = ["/elsewhere"]',
        "[advise]\nmax_chars = 'many'",
        "broken",
    ],
)
def test_silence_by_configuration(adviser: Adviser, tmp_path: Path, config: str) -> None:
    config = config.replace("/**", str(tmp_path))
    found = adviser.answer(asked(tmp_path, "PostToolUseFailure", config, error=ERROR))
    assert found.body == b""


def test_the_folder_where_it_stands_counts_too(adviser: Adviser, tmp_path: Path) -> None:
    off = project(tmp_path / "off", {".tacit.toml": "enabled = false"})
    question = asked(tmp_path, "PostToolUseFailure", error=ERROR, cwd=str(off))
    assert question.folders == (str(tmp_path), str(off))
    assert adviser.answer(question).body == b""


def test_without_a_folder_nothing_is_known_and_nothing_said(
    adviser: Adviser, tmp_path: Path
) -> None:
    question = asked(tmp_path, "PostToolUseFailure", error=ERROR, cwd=None, env={})
    assert adviser.answer(question).body == b""


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff", b'{"session_id":7,"cwd":[]}'])
def test_a_payload_of_any_form(tmp_path: Path, payload: bytes) -> None:
    env = {"CLAUDE_CODE_SESSION_ID": "s"}
    found = case(Request(1, "1", "SessionStart", env, payload), tmp_path / "none.toml")
    assert (found.session, found.folders, found.source) == ("s", (), "")


def test_without_an_index_there_is_no_advice(tmp_path: Path) -> None:
    question = asked(tmp_path, "PostToolUseFailure", error=ERROR)
    assert Adviser(tmp_path / "none.db").answer(question).body == b""


def test_the_user_s_line_goes_beside_the_advice() -> None:
    assert json.loads(with_message(b"", "look")) == {"systemMessage": "look"}
    assert json.loads(with_message(b'{"a":1}', "look")) == {"a": 1, "systemMessage": "look"}


def test_meaning_answers_once_its_model_is_open(tmp_path: Path) -> None:
    for name, said in (("queue", "latency"), ("axes", "figure")):
        skill(tmp_path / "registry", name, said, "benchmark notes")
    index, model = index_of(tmp_path / "registry", tmp_path / "i"), encoder(tmp_path / "model")
    learn(index, model, tmp_path / "i")
    meanings, query = Meanings(tmp_path / "i"), for_prompt("why is it sluggish", None)
    assert meanings.near("", query) is None
    until(lambda: meanings.near(str(model), query))
    near = meanings.near(str(model), query)
    assert near is not None
    assert index.entries(near.ids[:1])[near.ids[0]].name == "queue"


def test_a_model_that_cannot_be_used_is_tried_once(
    adviser: Adviser, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = f'[advise]\nsemantic_model = "{tmp_path / "none"}"\n'
    prompt = "rotary tables clash with the heads of a transformer"
    for _ in range(3):
        assert (
            adviser.answer(asked(tmp_path, "UserPromptSubmit", config, prompt=prompt)) is not None
        )
    until(lambda: "no folder" in caplog.text)
    assert caplog.text.count("no folder") == 1
