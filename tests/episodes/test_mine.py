"""Episodes of small sessions: told as they were, resolved only with proof, kept if they teach."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building.transcripts import Transcript, failed_and_fixed
from tacit.episodes.episode import Episode, Mined
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session
from tacit.transcript.session import Event, Prompt, Reply, Result, Session, ToolCall

SHAPES = (
    "RuntimeError: The size of tensor a (32) must match the size of tensor b (16)"
    " at non-singleton dimension 3"
)
RAN = "python3 train.py --steps 100"


def traceback(line: str = SHAPES, file: str = "rope.py") -> str:
    return (
        "Traceback (most recent call last):\n"
        f'  File "/home/user/lab/{file}", line 9, in <module>\n    x * cos\n{line}'
    )


@pytest.fixture
def lab(tmp_path: Path) -> Transcript:
    return Transcript(cwd=str(tmp_path))


def mined(lab: Transcript) -> Mined:
    return mine(read_session(lab.write(Path(lab.cwd))))


def only(lab: Transcript) -> Episode:
    (episode,) = mined(lab).episodes
    return episode


def rope(lab: Transcript) -> dict[str, str]:
    """The seed's case: shapes clash, a wrong edit, the same error, the right edit, a good run."""
    return {
        "error": lab.bash(RAN, traceback(), failed=True),
        "wrong": lab.edit("/home/user/lab/rope.py", "dim = 32", "dim = 16"),
        "again": lab.bash(RAN, traceback(SHAPES.replace("32", "64")), failed=True),
        "right": lab.edit("/home/user/lab/rope.py", "cos = t.cos()", "cos = t.cos().repeat(2)"),
        "good": lab.bash(RAN + " --seed 1", "step 100 loss 0.12"),
    }


def test_an_edit_in_place_by_sed_is_the_fix_and_no_rerun(lab: Transcript) -> None:
    lab.bash(RAN, traceback(file="train.py"), failed=True)
    fix = lab.bash(r"sed -i 's/total \/ 10/total \/\/ 10/' train.py", "")
    good = lab.bash(RAN, "step 100 loss 0.12")
    episode = only(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by, episode.keep) == ((fix,), (good,), True)


def test_the_error_is_told_in_its_own_words(lab: Transcript) -> None:
    ids = rope(lab)
    error = only(lab).error
    assert (error.tool_use_id, error.text, error.kind) == (ids["error"], SHAPES, "exception")
    assert error.command == RAN


def test_what_failed_again_is_an_attempt_of_one_episode(lab: Transcript) -> None:
    ids = rope(lab)
    (attempt,) = only(lab).attempts
    assert attempt.tool_use_id == ids["wrong"]
    assert attempt.summary == "Edit /home/user/lab/rope.py: `dim = 32` → `dim = 16`"
    assert attempt.outcome == "the same error again"


def test_the_fix_is_the_change_before_the_good_rerun(lab: Transcript) -> None:
    ids = rope(lab)
    episode = only(lab)
    assert episode.fix is not None
    assert episode.fix.tool_use_ids == (ids["right"],)
    assert episode.verified_by == (ids["good"],)
    assert episode.resolved
    assert episode.keep


def test_the_final_configuration_is_the_last_that_worked(lab: Transcript) -> None:
    rope(lab)
    last = lab.bash(RAN + " --seed 2", "step 100 loss 0.11")
    command, file = only(lab).final_config
    assert (command.kind, command.text, command.tool_use_id) == ("command", RAN + " --seed 2", last)
    assert (file.kind, file.path) == ("file", "/home/user/lab/rope.py")
    assert file.text == "dim = 16\n\ncos = t.cos().repeat(2)"


def test_the_session_is_worth_saving_and_says_why(lab: Transcript) -> None:
    rope(lab)
    found = mined(lab)
    assert found.worth_saving
    assert found.reasons == (f"resolved after 1 failed attempt, proven by a rerun: {SHAPES}",)


def test_the_builders_case_is_kept(tmp_path: Path) -> None:
    found = mine(read_session(failed_and_fixed(cwd="/home/user/lab").write(tmp_path)))
    assert [episode.keep for episode in found.episodes] == [True]


def test_an_error_without_a_rerun_is_not_resolved(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    edit = lab.edit("rope.py", "a", "b")
    lab.reply("That fixes it.")
    found = mined(lab)
    (episode,) = found.episodes
    assert (episode.resolved, episode.keep) == (False, False)
    assert (episode.verified_by, episode.final_config) == ((), ())
    assert episode.fix is not None
    assert episode.fix.tool_use_ids == (edit,)
    assert episode.attempts[0].outcome == "not shown to help"
    assert found.reasons == ("1 error, none with a rerun that proves it gone",)


def test_another_commands_success_is_no_proof(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    lab.edit("rope.py", "a", "b")
    lab.bash("python3 other.py", "fine")
    assert not only(lab).resolved


def test_an_error_that_gives_way_to_another_is_gone(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    edit = lab.edit("rope.py", "a", "b")
    other = lab.bash(RAN, traceback("KeyError: 'loss'", "loop.py"), failed=True)
    first, second = mined(lab).episodes
    assert first.fix is not None
    assert (first.resolved, first.fix.tool_use_ids, first.verified_by) == (True, (edit,), (other,))
    assert not second.resolved


def test_an_earlier_error_only_hides_the_old_one(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    lab.edit("rope.py", "a", "b(")
    lab.bash(RAN, traceback("SyntaxError: '(' was never closed"), failed=True)
    assert not any(episode.resolved for episode in mined(lab).episodes)


def test_an_error_that_an_attempt_brought_is_not_kept(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    lab.edit("rope.py", "a", "b")
    lab.bash(RAN, traceback("KeyError: 'freq'"), failed=True)
    lab.edit("rope.py", "b", "a")
    lab.bash(RAN, traceback(), failed=True)
    lab.edit("rope.py", "a", "c")
    lab.bash(RAN, "loss 0.1")
    shapes, key = mined(lab).episodes
    assert (shapes.keep, key.keep) == (True, False)
    assert shapes.attempts[0].outcome == "another error: KeyError: 'freq'"


def test_the_same_words_after_a_good_run_had_never_gone(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    lab.bash(RAN, "loss 0.1")
    lab.bash(RAN, traceback(), failed=True)
    assert not only(lab).resolved


def test_what_goes_by_itself_has_no_fix(lab: Transcript) -> None:
    lab.bash(RAN, traceback("ConnectionError: reset by peer"), failed=True)
    lab.bash(RAN, "loss 0.1")
    episode = only(lab)
    assert (episode.resolved, episode.fix, episode.keep) == (True, None, False)


def test_other_flags_are_a_fix(lab: Transcript) -> None:
    lab.bash("python3 train.py --batch 64", traceback("OutOfMemoryError: CUDA"), failed=True)
    good = lab.bash("python3 train.py --batch 8", "loss 0.1")
    episode = only(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.verified_by) == ((good,), (good,))
    assert episode.fix.summary == "python3 train.py --batch 8"


def test_an_installation_is_a_fix(lab: Transcript) -> None:
    missing = "ImportError: numpy.core.multiarray failed to import"
    lab.bash(RAN, traceback(missing), failed=True)
    pinned = lab.bash("pip install 'numpy<2'", "Successfully installed numpy-1.26.4")
    lab.bash(RAN, "loss 0.1")
    episode = only(lab)
    assert episode.fix is not None
    assert episode.fix.tool_use_ids == (pinned,)
    assert episode.keep


def test_a_rejected_edit_is_no_fix(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    edit = {"file_path": "rope.py", "old_string": "a", "new_string": "b"}
    said = "The user doesn't want to proceed with this tool use. The tool use was rejected"
    lab.call("Edit", edit, said, failed=True)
    lab.bash(RAN, "loss 0.1")
    episode = mined(lab).episodes[0]
    assert (episode.fix, episode.keep) == (None, False)
    assert episode.attempts[0].outcome == "rejected by the user"


@pytest.mark.parametrize("shown", [traceback(), traceback() + "\ndone", SHAPES, f"x\n{SHAPES}\n"])
def test_an_error_behind_a_pipe_is_one(lab: Transcript, shown: str) -> None:
    lab.bash(RAN + " 2>&1 | tail -20", shown)
    lab.edit("rope.py", "a", "b")
    lab.bash(RAN + " 2>&1 | tail -20", "loss 0.1")
    assert only(lab).keep


@pytest.mark.parametrize("hidden", ["| grep loss", "|| true", "> out.txt 2>&1 &", "--no-verify"])
def test_a_rerun_that_would_not_show_the_error_is_no_proof(lab: Transcript, hidden: str) -> None:
    lab.bash(RAN, traceback(), failed=True)
    lab.edit("rope.py", "a", "b")
    lab.bash(f"{RAN} {hidden}", "")
    assert not only(lab).resolved


@pytest.mark.parametrize(
    "looks", ["cat notes.md", "git log -p", "grep -rn Error .", "sed -n 1,9p a"]
)
def test_text_that_is_only_shown_is_no_error(lab: Transcript, looks: str) -> None:
    lab.bash(looks, traceback())
    assert mined(lab).episodes == ()


def test_a_log_that_is_shown_may_hold_one(lab: Transcript) -> None:
    lab.bash("tail -50 runs/train.log", traceback())
    assert only(lab).error.text == SHAPES


def test_a_subagents_error_ends_within_the_subagent(lab: Transcript) -> None:
    ids = rope(lab.subagent("a1"))
    lab.bash(RAN, "loss 0.1")
    episode = only(lab)
    assert episode.verified_by == (ids["good"],)
    assert episode.keep


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("<tool_use_error>String to replace not found in file.</tool_use_error>", "client"),
        ("<tool_use_error>File has not been read yet.</tool_use_error>", "client"),
        ("Claude requested permissions to use Bash, but you haven't granted it yet.", "client"),
        ("The user doesn't want to proceed with this tool use.", "rejected"),
    ],
)
def test_what_the_client_refuses_is_told_and_never_kept(
    lab: Transcript, said: str, kind: str
) -> None:
    lab.call("Edit", {"file_path": "a.py"}, said, failed=True)
    done = lab.call("Edit", {"file_path": "a.py"}, "updated")
    episode = only(lab)
    assert (episode.error.kind, episode.keep, episode.verified_by) == (kind, False, (done,))


@pytest.mark.parametrize(
    "said",
    ["<tool_use_error>Sibling tool call errored</tool_use_error>", "[Request interrupted by user"],
)
def test_what_fell_with_another_call_is_nothing(lab: Transcript, said: str) -> None:
    lab.call("Edit", {"file_path": "a.py"}, said, failed=True)
    assert mined(lab).episodes == ()


@pytest.mark.parametrize(
    ("tried", "said", "then"),
    [
        ("ls dta", "ls: cannot access 'dta': No such file or directory", "ls data"),
        ("grep -rn rope .", "", "grep -rn Rope ."),
        ("pyton a.py", "bash: line 1: pyton: command not found", "python a.py"),
        ("python trian.py", "python: can't open file 'trian.py'", "python train.py"),
        ("which uv", "", "which pip"),
        ("cd lab && make", "bash: line 1: cd: lab: No such file or directory", "make"),
    ],
)
def test_a_slip_teaches_nothing(lab: Transcript, tried: str, said: str, then: str) -> None:
    lab.bash(tried, said, failed=True)
    lab.bash(then, "fine")
    found = mined(lab)
    assert not found.worth_saving
    assert len(found.episodes) == 1


@pytest.mark.parametrize(
    ("ran", "said"),
    [
        ("npx tsc", "a.ts(1,2): error TS2339: Property 'x' does not exist on type 'Y'."),
        ("pytest", "E   assert 3 == 4\n\na.py:3: AssertionError\n=== 1 failed in 0.1s ==="),
        ("python a.py", traceback("NameError: name 'pritn' is not defined", "a.py")),
    ],
)
def test_what_a_tool_tells_and_one_edit_mends_is_not_kept(
    lab: Transcript, ran: str, said: str
) -> None:
    lab.bash(ran, said, failed=True)
    lab.edit("a.py", "a", "b")
    lab.bash(ran, "1 passed")
    episode = only(lab)
    assert (episode.resolved, episode.keep) == (True, False)


def test_of_many_edits_that_the_error_does_not_name_none_is_sold_as_the_fix(
    lab: Transcript,
) -> None:
    lab.bash(RAN, traceback(), failed=True)
    for number in range(9):
        lab.edit(f"other{number}.py", "a", "b")
    lab.bash(RAN, "loss 0.1")
    episode = only(lab)
    assert (episode.resolved, episode.keep) == (True, False)


def test_an_edit_of_the_file_in_the_traceback_is_the_fix_among_many(lab: Transcript) -> None:
    lab.bash(RAN, traceback(), failed=True)
    right = lab.edit("/home/user/lab/rope.py", "a", "b")
    for number in range(9):
        lab.edit(f"other{number}.py", "a", "b")
    lab.bash(RAN, "loss 0.1")
    episode = only(lab)
    assert episode.fix is not None
    assert (episode.fix.tool_use_ids, episode.keep) == ((right,), True)


def test_a_run_that_only_relays_a_failure_says_nothing(lab: Transcript) -> None:
    lab.bash("npm run lint", "npm error code 1\nnpm error path /home/user/lab", failed=True)
    lab.edit("a.js", "a", "b")
    lab.bash("npm run lint", "fine")
    episode = only(lab)
    assert (episode.error.kind, episode.keep) == ("relayed", False)


def test_a_session_without_errors_says_so(lab: Transcript) -> None:
    lab.prompt("hello")
    lab.bash("ls", "a.py")
    found = mined(lab)
    assert (found.worth_saving, found.reasons, found.episodes) == (False, ("nothing failed",), ())


def test_a_file_of_secrets_is_no_configuration(lab: Transcript) -> None:
    lab.bash(RAN, traceback("KeyError: 'TOKEN'", ".env"), failed=True)
    lab.wrote("/home/user/lab/.env", "TOKEN=abc")
    lab.bash(RAN, "loss 0.1")
    assert [config.kind for config in only(lab).final_config] == ["command"]


def test_the_form_is_plain_json(lab: Transcript) -> None:
    rope(lab)
    form = orjson.loads(orjson.dumps(mined(lab).form()))
    assert set(form) == {"transcript", "session_id", "worth_saving", "reasons", "episodes"}
    (episode,) = form["episodes"]
    assert {"keep", "error", "attempts", "fix", "verified_by", "resolved", "final_config"} == set(
        episode
    )


TEXTS = st.sampled_from(
    [traceback(), SHAPES, "", "ok", "Exit code 1", "a.c:1:1: error: x", "[Request interrupted"]
) | st.text(max_size=60)
VALUES = st.none() | st.integers() | TEXTS | st.lists(st.dictionaries(TEXTS, TEXTS, max_size=2))
INPUTS = st.dictionaries(
    st.sampled_from(["command", "file_path", "old_string", "new_string", "content", "edits"]),
    st.sampled_from([RAN, "pytest", "rm a", "pip install x", "echo x > a.toml"]) | VALUES,
)
RESULTS = st.builds(Result, st.just("r"), TEXTS, st.booleans())
CALLS = st.builds(
    ToolCall,
    id=st.sampled_from("abcdefgh"),
    name=st.sampled_from(["Bash", "Edit", "MultiEdit", "Write", "Read", "Agent", "mcp__x", ""]),
    input=INPUTS,
    record=st.just("r"),
    result=st.none() | RESULTS,
    agent=st.sampled_from(["", "a1"]),
)
EVENTS: st.SearchStrategy[Event] = (
    CALLS | st.builds(Prompt, st.just("p"), TEXTS) | st.builds(Reply, st.just("p"), TEXTS)
)


@settings(max_examples=200)
@given(st.lists(EVENTS, max_size=30))
def test_mining_never_raises_and_proves_what_it_calls_resolved(events: list[Event]) -> None:
    found = mine(Session("s", "root", "/t.jsonl", tuple(events)))
    orjson.dumps(found.form())
    for episode in found.episodes:
        assert episode.resolved == bool(episode.verified_by)
        assert episode.resolved or not (episode.keep or episode.final_config)


def test_a_long_session_of_failures_stays_cheap() -> None:
    def call(number: int) -> ToolCall:
        text = traceback(f"ValueError: step {number:b} of {chr(97 + number % 26) * 9}x{number}y")
        return ToolCall(str(number), "Bash", {"command": RAN}, "r", Result("r", text, True))

    found = mine(Session("s", "root", "/t.jsonl", tuple(map(call, range(5_000)))))
    assert len(found.episodes) <= 1_000


@pytest.mark.data
def test_every_real_transcript_is_mined(data: Path) -> None:
    files = sorted((data / "transcripts").rglob("*.jsonl"))
    sessions = [f for f in files if f.parent.name != "transcripts"]
    assert sessions
    for file in sessions:
        orjson.dumps(mine(read_session(file)).form())
