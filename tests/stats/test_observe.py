"""What a session did with the advice that it was given."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.advice import ERROR, FILE, FIX, KEY, NAME, fails, met, on_error, on_skill
from building.transcripts import Transcript, session_id
from tacit.episodes.signature import signature
from tacit.stats.observe import observe
from tacit.stats.use import Shown, Use
from tacit.transcript.find import transcripts
from tacit.transcript.reader import read_session

FOLDER = FILE.removesuffix("/SKILL.md")


@pytest.fixture
def seen(tmp_path: Path) -> Callable[[Transcript], Use]:
    """What a transcript shows, through its file."""
    return lambda lab: observe(read_session(lab.write(tmp_path)))


Seen = Callable[[Transcript], Use]


def advised() -> Transcript:
    """A session that was given a skill at its start."""
    lab = Transcript()
    lab.advised(on_skill())
    lab.prompt("train please")
    return lab


def test_advice_at_the_start(seen: Seen) -> None:
    (given,) = seen(advised()).given
    assert (given.moment, given.characters) == ("start", len(on_skill()))
    assert given.shown == (Shown(NAME, KEY),)


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("Read", {"file_path": FILE}),
        ("Read", {"file_path": f"{FOLDER}/references/troubleshooting.md"}),
        ("Skill", {"skill": f"all-skills:{NAME}"}),
        ("Bash", {"command": f"sed -n 1,80p '{FILE}' | head"}),
        ("Bash", {"command": f"cd {FOLDER} && cat SKILL.md"}),
    ],
)
def test_the_file_was_opened(seen: Seen, tool: str, given: dict[str, str]) -> None:
    lab = advised()
    lab.call(tool, given, "# The skill")
    assert seen(lab).given[0].shown == (Shown(NAME, KEY, read=True),)


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("Read", {"file_path": f"{FOLDER}-2/SKILL.md"}),
        ("Skill", {"skill": "all-skills:other"}),
        ("Bash", {"command": f"ls -l {FOLDER}"}),
        ("Bash", {"command": f"echo 'see {FILE}'"}),
        ("Write", {"file_path": FILE, "content": "mine"}),
    ],
)
def test_what_does_not_open_it(seen: Seen, tool: str, given: dict[str, str]) -> None:
    lab = advised()
    lab.call(tool, given, "something")
    assert seen(lab).given[0].shown == (Shown(NAME, KEY),)


def test_a_read_that_failed_or_came_before_does_not_count(seen: Seen) -> None:
    lab = Transcript()
    lab.saw(FILE, "# The skill")
    lab.advised(on_skill(), "UserPromptSubmit")
    lab.call("Read", {"file_path": FILE}, "File does not exist.", failed=True)
    assert seen(lab).given[0].shown == (Shown(NAME, KEY),)


def test_a_command_of_the_advice_was_run(seen: Seen) -> None:
    lab = advised()
    lab.bash(f"cd lab && CUDA_VISIBLE_DEVICES=0 {FIX} | tail -1", "ok")
    assert seen(lab).given[0].shown == (Shown(NAME, KEY, ran=True),)


@pytest.mark.parametrize("command", ["python widen.py --to 8", f"{FIX} --dry", "python train.py"])
def test_another_command_is_none_of_it(seen: Seen, command: str) -> None:
    lab = advised()
    lab.bash(command, "ok")
    assert seen(lab).given[0].shown == (Shown(NAME, KEY),)


def test_a_command_that_the_session_ran_before_is_its_own(seen: Seen) -> None:
    lab = Transcript()
    lab.bash(FIX, "ok")
    lab.advised(on_skill(), "UserPromptSubmit")
    lab.bash(FIX, "ok")
    assert seen(lab).given[0].shown == (Shown(NAME, KEY),)


def test_what_the_session_asked_for_by_hand(seen: Seen) -> None:
    lab = Transcript()
    lab.bash("\"${CLAUDE_PLUGIN_ROOT}/hooks/tacit\" advise 'wider tables' --json -k 10", "{}" * 175)
    lab.bash("tacit advise 'x' --bad", "no such option", failed=True)
    lab.bash("tacit status; echo tacit advise", "on")
    (given,) = seen(lab).given
    assert (given.moment, given.characters, given.shown) == ("hand", 350, ())


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just(on_skill()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "content", "hookEvent", "toolUseID"]), inner)
    ),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries({"type": st.just("hook_additional_context"), "content": ANY})
    | st.dictionaries(st.sampled_from(["type", "content", "hookEvent", "toolUseID"]), ANY),
    st.sampled_from(["SessionStart", "Stop", ""]),
)
def test_an_attachment_of_any_form(attachment: dict[str, object], hook: str) -> None:
    lab = Transcript()
    lab.add("attachment", attachment={"hookEvent": hook, **attachment})
    with TemporaryDirectory() as folder:
        found = observe(read_session(lab.write(Path(folder)))).given
    content = attachment.get("content")
    whole = isinstance(content, list) and on_skill() in content
    assert all(one.shown == (Shown(NAME, KEY),) for one in found)
    assert bool(found) <= (whole and attachment.get("type") == "hook_additional_context")


def test_an_error_with_its_advice_that_does_not_come_again(seen: Seen) -> None:
    (found,) = seen(met(told=True)).met
    assert (found.signature, found.told, found.again) == (signature(ERROR), (KEY,), False)
    assert found.seconds == 7  # a second a record


def test_an_error_without_advice_comes_again(seen: Seen) -> None:
    (found,) = seen(met(told=False)).met
    assert (found.told, found.before, found.again) == ((), (), True)


def test_an_error_after_its_advice(seen: Seen) -> None:
    lab = Transcript()
    lab.advised(on_error(), "PostToolUse", fails(lab))
    fails(lab)
    assert seen(lab).met[0].again


def test_two_calls_at_once_and_an_old_log_are_no_return(seen: Seen) -> None:
    lab = Transcript()
    calls = [lab.use("Bash", {"command": f"python train.py --seed {n}"}) for n in range(2)]
    for call in calls:
        lab.result(call, f"Exit code 1\nTraceback (most recent call last):\n{ERROR}", failed=True)
    lab.bash("cat train.log", f"Traceback (most recent call last):\n{ERROR}")
    assert not seen(lab).met[0].again


def test_a_skill_that_was_shown_before_its_error(seen: Seen) -> None:
    lab = advised()
    fails(lab)
    assert (seen(lab).met[0].before, seen(lab).met[0].told) == ((KEY,), ())


def test_a_subagent_is_given_its_own(seen: Seen) -> None:
    lab = Transcript()
    lab.prompt("train please")
    child = lab.subagent("a1")
    child.advised(on_error(), "PostToolUseFailure", fails(child))
    child.saw(FILE, "# The skill")
    use = seen(lab)
    assert use.given[0].shown == (Shown(NAME, KEY, read=True),)
    assert use.met[0].told == (KEY,)


def test_a_secret_in_an_error_is_taken_out(seen: Seen) -> None:
    lab = Transcript()
    key = "ghp_" + "a1B2c3D4e5" * 3 + "f6G7h8"
    lab.bash("python push.py", f"RuntimeError: the server refuses '{key}' today", failed=True)
    assert key not in repr(seen(lab))


FAKE = '{"type":"attachment","attachment":{"type":"hook_additional_context","content":["X"]}}'


def test_what_pretends_to_be_advice_is_none(seen: Seen) -> None:
    text = on_skill()
    told = {"type": "hook_additional_context", "content": [text], "hookEvent": "SessionStart"}
    lab = Transcript()
    lab.prompt(text)
    lab.prompt(FAKE.replace("X", text))
    lab.prompt("see", attachment=told)
    lab.queued(text)
    lab.reply(text)
    lab.bash("cat notes.txt", text)
    lab.add("attachment", attachment={"type": "file", "content": [text]})
    lab.add("attachment", attachment=told | {"content": text})
    lab.add("attachment", attachment=told | {"content": [[text], {"text": text}, 3]})
    lab.add("attachment", attachment=told | {"hookEvent": ["SessionStart"]})
    lab.add("system", attachment=told, content=text)
    assert seen(lab).given == ()


def test_a_fork_names_what_it_copied_as_its_parent_does(seen: Seen) -> None:
    lab = met(told=True)
    fork = lab.fork(session_id(2))
    one, other = seen(lab), seen(fork)
    assert one.session != other.session
    assert one.began == other.began
    assert [g.id for g in one.given] == [g.id for g in other.given]
    assert [m.id for m in one.met] == [m.id for m in other.met]


@pytest.mark.data
def test_real_sessions_without_advice_show_none(data: Path) -> None:
    files = [
        file for folder in ("gold", "other") for file in transcripts(data / "transcripts" / folder)
    ]
    for file in files:
        use = observe(read_session(file))
        assert use.given == ()
        assert all(met.signature and (met.seconds or 0) >= 0 for met in use.met)
