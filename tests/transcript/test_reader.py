"""Transcripts as the client writes them, and what the reader makes of them."""

import os
from pathlib import Path

import pytest

from building.transcripts import SESSION, Transcript, failed_and_fixed, session_id, write_lines
from tacit.errors import TranscriptError
from tacit.transcript.reader import read_session
from tacit.transcript.session import Prompt, Reply, Session, ToolCall


def read(lab: Transcript, folder: Path) -> Session:
    return read_session(lab.write(folder))


def calls(session: Session) -> list[ToolCall]:
    return [event for event in session.events if isinstance(event, ToolCall)]


def prompts(session: Session) -> list[str]:
    return [event.text for event in session.events if isinstance(event, Prompt)]


def test_a_whole_session_comes_out_in_order(tmp_path: Path) -> None:
    session = read(failed_and_fixed(), tmp_path)
    kinds = [getattr(event, "name", type(event).__name__) for event in session.events]
    assert kinds[:5] == ["Prompt", "Reply", "Bash", "Reply", "Edit"]
    assert kinds[5:] == ["Bash", "Reply", "Edit", "Bash", "Reply"]
    assert session.reading.records == 15
    assert session.reading.malformed == session.reading.oversized == session.reading.repeated == 0


def test_a_failing_call_keeps_its_exact_text(tmp_path: Path) -> None:
    lab = Transcript()
    id = lab.bash("python train.py", "TypeError: 'float' object", failed=True)
    (call,) = calls(read(lab, tmp_path))
    assert (call.id, call.name, call.input["command"]) == (id, "Bash", "python train.py")
    assert call.result is not None
    assert call.result.text == "Exit code 1\nTypeError: 'float' object"
    assert call.result.is_error


def test_the_session_knows_where_it_ran(tmp_path: Path) -> None:
    lab = Transcript(cwd="/srv/lab", branch="long-context", entrypoint="sdk-cli")
    lab.prompt("go")
    lab.assistant({"type": "text", "text": "gone"}, cwd="/srv/lab/sub")
    session = read(lab, tmp_path)
    assert session.id == SESSION
    assert (session.project, session.folders) == ("/srv/lab", ("/srv/lab", "/srv/lab/sub"))
    assert (session.branch, session.version) == ("long-context", "2.1.329")
    assert (session.model, session.headless) == ("claude-opus-5-5", True)


def test_a_session_at_the_terminal_is_not_headless(tmp_path: Path) -> None:
    assert not read(failed_and_fixed(), tmp_path).headless


def test_the_model_is_never_the_clients_own_voice(tmp_path: Path) -> None:
    lab = Transcript()
    lab.reply("hello")
    lab.model = "<synthetic>"
    lab.reply("API Error: 529", isApiErrorMessage=True)
    session = read(lab, tmp_path)
    assert session.model == "claude-opus-5-5"
    assert [e.text for e in session.events if isinstance(e, Reply)] == ["hello"]


def test_times_run_backwards(tmp_path: Path) -> None:
    lab = Transcript()
    lab.prompt("one", timestamp="2026-01-05T12:00:00.000Z")
    lab.prompt("two", timestamp="2026-01-05T11:00:00.000Z")
    session = read(lab, tmp_path)
    assert session.started == "2026-01-05T11:00:00.000Z"
    assert session.ended == "2026-01-05T12:00:00.000Z"
    assert prompts(session) == ["one", "two"]


def test_results_are_joined_by_id_not_by_order(tmp_path: Path) -> None:
    lab = Transcript()
    one, two = lab.use("Bash", {"command": "one"}), lab.use("Bash", {"command": "two"})
    lab.result(two, "second")
    lab.result(one, "first")
    told = {
        call.input["command"]: call.result and call.result.text
        for call in calls(read(lab, tmp_path))
    }
    assert told == {"one": "first", "two": "second"}


def test_a_result_may_come_before_its_call(tmp_path: Path) -> None:
    lab = Transcript()
    lab.result("call_9", "early", failed=True)
    lab.use("Bash", {"command": "late"}, id="call_9")
    (call,) = calls(read(lab, tmp_path))
    assert (call.name, call.input) == ("Bash", {"command": "late"})
    assert call.result is not None
    assert call.result.text == "early"


def test_a_result_whose_call_is_lost_is_kept(tmp_path: Path) -> None:
    lab = Transcript()
    lab.result("toolu_lost", "CUDA error", failed=True)
    (call,) = calls(read(lab, tmp_path))
    assert call.name == ""
    assert call.result is not None


def test_an_unanswered_call_has_no_result(tmp_path: Path) -> None:
    lab = Transcript()
    lab.use("Bash", {"command": "sleep 1"})
    assert calls(read(lab, tmp_path))[0].result is None


def test_an_id_used_anew_is_another_call(tmp_path: Path) -> None:
    lab = Transcript()
    for output in ("nan", "0.31"):
        lab.use("Bash", {"command": "python train.py"}, id="call_0")
        lab.result("call_0", output)
    told = [call.result and call.result.text for call in calls(read(lab, tmp_path))]
    assert told == ["nan", "0.31"]


def test_a_call_told_twice_counts_once(tmp_path: Path) -> None:
    lab = Transcript()
    for _ in range(2):
        lab.use("Bash", {"command": "one"}, id="toolu_1")
    assert len(calls(read(lab, tmp_path))) == 1


@pytest.mark.parametrize("told", [{"stdout": "lr 0.01\n", "stderr": ""}, "lr 0.01\n"])
def test_what_content_lacks_is_taken_from_tool_use_result(tmp_path: Path, told: object) -> None:
    lab = Transcript()
    lab.result(lab.use("Bash", {}), None, toolUseResult=told)
    result = calls(read(lab, tmp_path))[0].result
    assert result is not None
    assert result.text == "lr 0.01\n"


def test_a_result_moved_away_says_where(tmp_path: Path) -> None:
    lab = Transcript()
    told = {"stdout": "", "persistedOutputPath": "/tmp/out.txt"}
    lab.result(lab.use("Bash", {}), "<persisted-output>…", toolUseResult=told)
    result = calls(read(lab, tmp_path))[0].result
    assert result is not None
    assert result.persisted == "/tmp/out.txt"


@pytest.mark.parametrize("told", [["a", 1], 7, None])
def test_a_tool_use_result_of_any_form_is_survived(tmp_path: Path, told: object) -> None:
    lab = Transcript()
    lab.result(lab.use("Bash", {}), [{"type": "text", "text": "ok"}, 3], toolUseResult=told)
    result = calls(read(lab, tmp_path))[0].result
    assert result is not None
    assert result.text == "ok"


def test_a_fork_keeps_the_root_and_counts_no_record_twice(tmp_path: Path) -> None:
    parent = failed_and_fixed()
    fork = parent.fork(session_id(2))
    fork.prompt("and with two workers?")
    seen: set[str] = set()
    first = read_session(parent.write(tmp_path), seen=seen)
    second = read_session(fork.write(tmp_path), seen=seen)
    assert (second.id, second.root) == (session_id(2), first.root)
    assert prompts(second) == ["and with two workers?"]
    assert (second.reading.records, second.reading.repeated) == (1, 15)


def test_a_fork_read_alone_is_a_whole_session(tmp_path: Path) -> None:
    parent = failed_and_fixed()
    fork = parent.fork(session_id(2))
    assert read(fork, tmp_path).events == read(parent, tmp_path).events


def test_a_file_of_two_sessions_goes_by_its_name(tmp_path: Path) -> None:
    lab = Transcript()
    lab.prompt("one", sessionId=session_id(7))
    lab.prompt("two", sessionId=session_id(7))
    lab.prompt("three")
    assert read(lab, tmp_path).id == SESSION
    assert read_session(lab.write(tmp_path, "copy.jsonl")).id == session_id(7)


def test_subagents_are_followed(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    child = lab.subagent("a1b2c3")
    child.prompt("Look where warmup_steps is used.")
    child.bash("rg warmup_steps", "train.py:3")
    session = read(lab, tmp_path)
    (call,) = [call for call in calls(session) if call.agent]
    assert (call.agent, call.input["command"]) == ("a1b2c3", "rg warmup_steps")
    assert prompts(session) == ["Train the model with --lr 0.01, please."]
    assert session.reading.files == 2


@pytest.mark.parametrize("agent", ["acompact-1f", "aprompt_suggestion-1f"])
def test_the_clients_own_helpers_replay_and_are_left_out(tmp_path: Path, agent: str) -> None:
    lab = failed_and_fixed()
    lab.subagent(agent).bash("python3 train.py", "again")
    assert read(lab, tmp_path).reading.files == 1


def test_a_subagents_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    other = failed_and_fixed(session=session_id(3))
    other.subagent("a1").reply("from elsewhere")
    elsewhere = other.write(tmp_path / "other")
    path = failed_and_fixed().write(tmp_path)
    path.with_suffix("").symlink_to(elsewhere.with_suffix(""))
    assert read_session(path).reading.files == 1


def test_a_subagent_adds_its_folders_and_changes_nothing_else(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    child = lab.subagent("a1b2c3")
    child.cwd, child.branch, child.model = "/tmp/worktree", "aside", "claude-haiku-4-5"
    child.bash("pwd", "/tmp/worktree")
    session = read(lab, tmp_path)
    assert session.folders == ("/home/user/lab", "/tmp/worktree")
    assert (session.branch, session.model) == ("main", "claude-opus-5-5")
    assert [call.cwd for call in calls(session)][-2:] == ["/home/user/lab", "/tmp/worktree"]


def test_old_sidechains_lie_in_the_main_file(tmp_path: Path) -> None:
    lab = Transcript(version="1.0.128")
    lab.prompt("main")
    root = lab.prompt("the main agent's words", isSidechain=True, parentUuid=None)
    lab.reply("on it", isSidechain=True)
    session = read(lab, tmp_path)
    assert prompts(session) == ["main"]
    assert [e.agent for e in session.events if isinstance(e, Reply)] == [root]


def test_messages_nested_in_progress_are_the_subagents_and_count_once(tmp_path: Path) -> None:
    inner = Transcript(agent="ad355fd")
    inner.bash("ls nowhere", "No such file", failed=True)
    lab = Transcript(version="2.1.30")
    for record in inner.records * 2:
        lab.add(
            "progress", data={"type": "agent_progress", "agentId": "ad355fd", "message": record}
        )
    lab.add("progress", data={"type": "bash_progress", "output": "Exit code 1"})
    session = read(lab, tmp_path)
    (call,) = calls(session)
    assert (call.agent, call.result and call.result.is_error) == ("ad355fd", True)
    assert session.reading.records == 5


def test_compaction_keeps_what_was_before_and_adds_no_words(tmp_path: Path) -> None:
    lab = failed_and_fixed()
    lab.compaction("The float was fixed.")
    lab.prompt("go on")
    session = read(lab, tmp_path)
    assert prompts(session) == ["Train the model with --lr 0.01, please.", "go on"]
    assert len(calls(session)) == 5


def test_unknown_types_are_counted_and_add_nothing(tmp_path: Path) -> None:
    lab = Transcript()
    lab.raw(type="mode", mode="normal", sessionId=SESSION)
    lab.raw(type="api-request-blob", message={"role": "user", "content": "a copy of a prompt"})
    lab.raw(type=["?"], message=3, sessionId={}, cwd=[], uuid=1, timestamp=0)
    lab.raw()
    session = read(lab, tmp_path)
    assert session.events == ()
    assert session.reading.records == 4


def test_an_empty_file_is_an_empty_session(tmp_path: Path) -> None:
    session = read_session(write_lines(tmp_path / "x.jsonl", []))
    assert (session.id, session.root, session.events) == ("x", "", ())


@pytest.mark.parametrize("make", ["absent", "folder", "pipe"])
def test_what_cannot_be_opened_is_refused_in_one_line(tmp_path: Path, make: str) -> None:
    path = tmp_path / "x.jsonl"
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    with pytest.raises(TranscriptError, match=r"x\.jsonl"):
        read_session(path)
