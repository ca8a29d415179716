"""The hook client as the client runs it: a process, its streams, its exit code."""

import importlib.util
import os
import socket
import subprocess
import sys
import threading
import venv
from pathlib import Path
from types import ModuleType

import pytest

import tacit
from building.deadline import until
from building.hooks import CLIENT, SESSION, Shell
from tacit import paths
from tacit.serve import desk
from tacit.serve.protocol import PROTOCOL


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hook_client", CLIENT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


client = load()


def test_it_agrees_with_the_package() -> None:
    host, state = paths.host_name(), Path("/home/é/state")
    assert client.VERSION.decode() == tacit.__version__
    assert client.host_name() == host
    assert client.runtime_folder(str(state), host) == str(paths.runtime_folder(state, host))
    assert tuple(n.decode() for n in client.NARROWING) == desk.NARROWING
    assert client.request(b"Stop", {}, b"").startswith(f"tacit/{PROTOCOL} ".encode())
    Path(client.runtime_folder(str(state), host)).rmdir()


@pytest.mark.parametrize("name", ["gpu-1", "höst", "a b/c", "", "x" * 120])
def test_host_names_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = os.uname_result(("Linux", name, "", "", ""))
    monkeypatch.setattr("posix.uname", lambda: told)
    monkeypatch.setattr("os.uname", lambda: told)
    monkeypatch.setattr("socket.gethostname", lambda: name)
    assert client.host_name() == paths.host_name()


@pytest.mark.parametrize(
    "text",
    [
        rb'{"stdout":"Traceback (most recent call last):\n"}',
        rb'{"stdout":"step 3 loss: nan"}',
        rb'{"stdout":"loss\nnan\n"}',
        rb'{"stdout":"CUDA available: False"}',
        rb'{"stdout":"torch.cuda.OutOfMemoryError"}',
        rb'{"stdout":"Killed"}',
        rb'{"stdout":"=== 1 FAILED"}',
    ],
)
def test_signs_of_an_error(text: bytes) -> None:
    assert client.shows_an_error(text)


@pytest.mark.parametrize("text", [b"", b"loss 0.31", b"banana nano finance", b"0 problems"])
def test_no_sign_of_an_error(text: bytes) -> None:
    assert not client.shows_an_error(text)


@pytest.mark.parametrize(
    "env", [{"TACIT_INSIDE": "1"}, {"TACIT": "OFF"}, {"CI": "true"}, {"TACIT": "0"}]
)
@pytest.mark.parametrize("event", ["SessionStart", "Stop"])
def test_it_leaves_no_trace_where_it_is_switched_off(
    user: Shell, event: str, env: dict[str, str]
) -> None:
    assert user.hook(event, **env) == ""
    assert not user.where.runtime.exists()
    assert not user.where.host_state.exists()


def test_in_ci_where_it_is_wanted(user: Shell) -> None:
    user.hook("SessionStart", CI="true", TACIT_CI="on")
    assert user.daemon()


def test_a_result_without_a_sign_asks_nobody(user: Shell) -> None:
    assert user.hook("PostToolUse", {"tool_response": {"stdout": "loss 0.3"}}) == ""
    assert not user.where.runtime.exists()


@pytest.mark.parametrize("event", ["Nonsense", "", "PreToolUse"])
def test_an_unknown_event_does_nothing(user: Shell, event: str) -> None:
    assert user.hook(event) == ""
    assert not user.where.runtime.exists()


def test_a_turn_s_end_is_spooled_without_any_text(user: Shell) -> None:
    blocked(user)
    user.hook("Stop", {"last_assistant_message": "SECRET", "prompt": "SECRET"})
    (spooled,) = user.spooled()
    event, _, *pairs = spooled.split(b"\0")
    assert event == b"Stop"
    assert {pair.partition(b"=")[0] for pair in pairs} == set(client.NAMES[:2] + client.NAMES[3:])


def blocked(user: Shell) -> None:
    """Nobody can listen where the runtime folder should be."""
    user.where.runtime.parent.mkdir(mode=0o700, exist_ok=True)
    user.where.runtime.symlink_to(user.home)


def test_a_foreign_runtime_folder_is_not_used(user: Shell) -> None:
    blocked(user)
    try:
        assert user.hook("SessionStart") == ""
        assert len(user.spooled()) == 1
        assert not (user.home / "start.lock").exists()
    finally:
        user.where.runtime.unlink()


def test_a_runtime_folder_open_to_others_is_not_used(user: Shell) -> None:
    user.where.runtime.mkdir(parents=True)
    user.where.runtime.chmod(0o777)
    assert user.hook("SessionStart") == ""
    assert not user.daemon()


def test_an_older_client_s_values_come_from_its_payload(user: Shell) -> None:
    blocked(user)
    payload = {"transcript_path": "/t/x.jsonl", "prompt": '","session_id":"other"'}
    user.hook("Stop", payload, CLAUDE_CODE_SESSION_ID="")
    (spooled,) = user.spooled()
    assert f"CLAUDE_CODE_SESSION_ID={SESSION}".encode() in spooled.split(b"\0")
    assert b"transcript_path=/t/x.jsonl" in spooled.split(b"\0")
    assert b"other" not in spooled


@pytest.mark.parametrize(
    "setting", ["TACIT_RETROSPECTIVE_ENABLED", "TACIT_PROJECTS_OFF", "TACIT_REGISTRY_WRITE"]
)
def test_a_narrowed_session_is_not_spooled(user: Shell, setting: str) -> None:
    blocked(user)
    user.hook("SessionStart", **{setting: "false"})
    user.hook("Stop", **{setting: "false"})
    assert user.spooled() == []


def test_a_stale_socket_is_replaced(user: Shell) -> None:
    listener = fake(user)
    listener.close()
    user.hook("SessionStart")
    assert user.daemon()


def fake(user: Shell) -> socket.socket:
    """A socket where the daemon's should be."""
    user.where.runtime.mkdir(mode=0o700, parents=True)
    user.where.runtime.parent.chmod(0o700)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(user.where.socket))
    listener.listen()
    return listener


def test_a_daemon_that_hangs_is_not_waited_for(user: Shell) -> None:
    with fake(user):
        assert user.hook("SessionStart") == ""
        assert len(user.spooled()) == 1


@pytest.mark.parametrize(
    "reply",
    [b"", b"x", b"tacit/1 9 ok 10\n{}", b"tacit/2 9 ok 2\n{}", b"tacit/1 9 ok 2\n{}x", b"\n\n"],
)
def test_half_an_answer_is_none(user: Shell, reply: bytes) -> None:
    listener = fake(user)

    def serve() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.recv(1 << 16)
            peer.sendall(reply)
        listener.close()
        user.where.socket.unlink()

    thread = threading.Thread(target=serve)
    thread.start()
    assert user.hook("UserPromptSubmit") == ""
    thread.join()


def test_a_start_that_fails_is_not_tried_again_at_once(user: Shell, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", symlinks=True)
    bare = [str(tmp_path / "bare/bin/python"), "-I", "-S", str(CLIENT), "SessionStart"]
    for _ in range(2):
        done = run([*bare, str(user.where.state)], user)
        assert (done.returncode, done.stdout) == (0, b"")
    lock = user.where.runtime / "start.lock"
    tried = lock.stat().st_mtime
    run([*bare, str(user.where.state)], user)
    assert lock.stat().st_mtime == tried


def run(command: list[str], user: Shell) -> subprocess.CompletedProcess[bytes]:
    env = user.environment()
    return subprocess.run(command, env=env, input=b"{}", capture_output=True, check=False)


def test_the_user_hears_once_a_day_that_no_daemon_starts(user: Shell) -> None:
    with fake(user):
        mark = user.where.runtime / "starting"
        mark.touch()
        os.utime(mark, (1.7e9, 1.7e9))
        assert '"systemMessage":"tacit has been broken since 2023-11-1' in user.hook("SessionStart")
        assert user.hook("SessionStart") == ""


def test_a_closed_stdout_and_a_closed_stdin(user: Shell) -> None:
    line = f"'{sys.executable}' -I -S '{CLIENT}' SessionStart '{user.where.state}' <&- >&-"
    done = subprocess.run(["sh", "-c", line], env=user.environment(), check=False)
    assert done.returncode == 0


def test_a_stdin_without_an_end(user: Shell) -> None:
    reader, writer = os.pipe()
    command = [sys.executable, "-I", "-S", str(CLIENT), "Stop", str(user.where.state)]
    with os.fdopen(reader), os.fdopen(writer):
        done = subprocess.run(command, stdin=reader, env=user.environment(), check=False)
    assert done.returncode == 0


def test_a_payload_larger_than_any(user: Shell) -> None:
    payload = b'{"tool_response":"' + b"Error " * (2 << 20)
    assert user.hook("PostToolUse", payload) == ""
    assert user.hook("SessionStart", b"\xff\x00") == ""
    assert user.daemon()


def test_the_daemon_gets_nothing_of_the_session_s_environment(user: Shell) -> None:
    user.hook("SessionStart", ANTHROPIC_API_KEY="sk-x", TACIT_ADVISE_ENABLED="true", GIT_DIR="/x")
    pid = until(lambda: user.daemon().get("pid"))
    names = {p.partition("=")[0] for p in Path(f"/proc/{pid}/environ").read_text().split("\0")}
    assert names - {"LC_CTYPE"} == {"", "HOME", "PATH"}


@pytest.mark.root
def test_a_full_disk(user: Shell) -> None:
    if os.geteuid():
        pytest.skip("mounting a small file system needs root")
    state = str(user.where.state)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state], check=True)
    try:
        with pytest.raises(OSError, match="No space"):
            Path(state, "full").write_bytes(b"x" * (1 << 20))
        for event in ("SessionStart", "UserPromptSubmit", "Stop", "SessionEnd"):
            assert user.hook(event) == ""
        assert user.spooled() == []
    finally:
        user.end()
        subprocess.run(["umount", "-l", state], check=True)
