"""The daemon as hooks meet it: started by them, one at a time, gone when it is not needed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from building.deadline import until
from building.hooks import SESSION, Shell, alive
from building.registries import ROPE_ERROR, index_of, rope
from tacit.errors import DaemonError
from tacit.serve import client, lifetime
from tacit.serve.protocol import Request, encode, parse_reply

FAILED = {"error": f"Exit code 1\n{ROPE_ERROR}"}


def stock(user: Shell) -> None:
    """Give the user's index a skill."""
    rope(user.home / "registry")
    user.where.index.parent.mkdir(parents=True, exist_ok=True)
    index_of(user.home / "registry", user.where.index)


def send(user: Shell, raw: bytes) -> bytes:
    """What comes back for these bytes."""
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(10)
        peer.connect(str(user.where.socket))
        peer.sendall(raw)
        return b"".join(iter(lambda: peer.recv(1 << 16), b""))


@pytest.mark.slow
def test_ten_hooks_at_once_on_a_cold_daemon(user: Shell) -> None:
    stock(user)
    for turn in range(20):
        sessions = [f"s{turn}-{number}" for number in range(10)]
        hooks = [user.begin("PostToolUseFailure", FAILED, session=one) for one in sessions]
        answers = [hook.communicate(timeout=30)[0] for hook in hooks]
        assert ["additionalContext" in answer.decode() for answer in answers] == [True] * 10
        assert len(user.daemons()) == 1
        user.end()


def test_it_imports_nothing_heavy() -> None:
    heavy = {"git", "github", "anthropic", "numpy", "onnxruntime", "tokenizers"}
    code = f"import sys, tacit.serve.run; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_an_idle_daemon_leaves_and_takes_its_socket_along(user: Shell) -> None:
    user.configure("[daemon]\nidle_minutes = 0.001\n")
    user.hook("UserPromptSubmit", {"prompt": "hello"})
    until(lambda: not user.daemons())
    assert not user.where.socket.exists()


def test_it_leaves_where_another_one_listens(user: Shell) -> None:
    user.hook("SessionStart")
    lifetime.listen(user.where.socket).close()
    until(lambda: not user.daemons())
    assert user.where.socket.exists()
    user.hook("SessionStart")
    assert user.daemon()


def test_a_second_one_does_not_start(user: Shell) -> None:
    pid = client.start(user.where)["pid"]
    command = [sys.executable, "-I", "-m", "tacit.serve.run", str(user.where.state)]
    assert subprocess.run(command, env=user.environment(), check=False).returncode == 0
    assert user.daemon()["pid"] == pid


def test_killed_it_is_started_by_the_next_hook(user: Shell) -> None:
    stock(user)
    first = client.start(user.where)["pid"]
    os.kill(first, signal.SIGKILL)
    until(lambda: not alive(first))
    assert "additionalContext" in user.hook("PostToolUseFailure", FAILED)
    assert user.daemon()["pid"] != first


def test_slow_and_hostile_connections_keep_nobody_waiting(user: Shell) -> None:
    stock(user)
    client.start(user.where)
    open_ones = [socket.socket(socket.AF_UNIX) for _ in range(30)]
    for number, peer in enumerate(open_ones):
        peer.connect(str(user.where.socket))
        peer.sendall([b"tacit/1 1 Sto", b"tacit/1 1 Stop 9 9\n", b"\0" * 99][number % 3])
    assert "additionalContext" in user.hook("PostToolUseFailure", FAILED)
    for peer in open_ones:
        peer.close()


@pytest.mark.parametrize("raw", [b"GET / HTTP/1.1\r\n\r\n", b"\n", b"tacit/1 1 Nope 0 0\n"])
def test_what_is_no_request_gets_an_error(user: Shell, raw: bytes) -> None:
    client.start(user.where)
    assert parse_reply(send(user, raw)).status == "error"


def test_the_socket_is_the_user_s_alone(user: Shell) -> None:
    client.start(user.where)
    assert user.where.socket.stat().st_mode & 0o777 == 0o600
    assert user.where.runtime.stat().st_mode & 0o777 == 0o700


def test_a_newer_client_is_answered_and_then_it_leaves(user: Shell) -> None:
    client.start(user.where)
    raw = encode(Request(1, "99.0", "UserPromptSubmit", {}, b"{}"))
    assert parse_reply(send(user, raw)).status == "ok"
    until(lambda: not user.daemons())


def test_an_older_client_is_answered_and_it_stays(user: Shell) -> None:
    pid = client.start(user.where)["pid"]
    raw = encode(Request(1, "0.0.1", "UserPromptSubmit", {}, b"{}"))
    assert parse_reply(send(user, raw)).status == "ok"
    assert user.daemon()["pid"] == pid


def test_a_newer_protocol_makes_it_leave(user: Shell) -> None:
    client.start(user.where)
    assert parse_reply(send(user, b"tacit/2 1.0 Whatever 0 0\n")).status == "skew"
    until(lambda: not user.daemons())


def test_stop_and_start_by_hand(user: Shell) -> None:
    assert not client.stop(user.where)
    with pytest.raises(DaemonError, match="tacit daemon start"):
        client.ask("ping", user.where)
    client.start(user.where)
    client.poke(user.where)
    assert client.stop(user.where)
    client.poke(user.where)
    assert not user.daemon()


def test_what_a_hook_left_behind_is_taken_up(user: Shell) -> None:
    values = f"CLAUDE_CODE_SESSION_ID={SESSION}\0CLAUDE_PROJECT_DIR={user.home}"
    user.where.spool.mkdir(parents=True)
    (user.where.spool / "1-1").write_text(f"SessionStart\x00100.0\0{values}")
    (user.where.spool / "2-1").write_text(f"SessionEnd\x00200.0\0{values}")
    client.start(user.where)
    until(lambda: user.state() == "nothing")
    assert user.spooled() == []


def test_an_end_that_is_read_before_its_start(user: Shell) -> None:
    values = f"CLAUDE_CODE_SESSION_ID={SESSION}\0CLAUDE_PROJECT_DIR={user.home}"
    user.where.spool.mkdir(parents=True)
    now = time.time()
    (user.where.spool / "1-1").write_text(f"SessionEnd\x00{now}\0{values}")
    (user.where.spool / "2-1").write_text(f"SessionStart\x00{now - 1}\0{values}")
    client.start(user.where)
    until(lambda: user.state() == "nothing")
    assert user.spooled() == []


@pytest.mark.parametrize("off", ["config", "file", "environment"])
def test_an_opted_out_project_is_a_mark_alone(user: Shell, off: str) -> None:
    if off == "config":
        user.configure(f'[projects]\noff = ["{user.home}"]\n')
    if off == "file":
        (user.home / ".tacit.toml").touch()
    env = {"TACIT_PROJECTS_OFF": f'["{user.home}"]'} if off == "environment" else {}
    stock(user)
    assert user.hook("SessionStart", **env) == ""
    assert user.hook("PostToolUseFailure", FAILED, **env) == ""
    user.hook("Stop", **env)
    until(lambda: user.state() == "opted_out" and not user.spooled())
    traces = b"".join(f.read_bytes() for f in user.where.host_state.glob("tacit.*"))
    assert str(user.home).encode() not in traces


def test_a_session_whose_process_is_gone_is_ended(user: Shell) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        user.hook("SessionStart", CLAUDE_PID=str(process.pid))
        until(lambda: user.state() == "seen")
        process.kill()
    until(lambda: user.state() == "nothing")


def test_a_session_that_nobody_sees_is_ended_after_its_quiet_time(user: Shell) -> None:
    user.configure("[daemon]\nquiet_minutes = 0.01\n")
    user.hook("SessionStart", CLAUDE_PID="")
    until(lambda: user.state() == "nothing")


def test_after_a_compaction_the_same_is_said_again(user: Shell) -> None:
    stock(user)
    assert user.hook("PostToolUseFailure", FAILED)
    assert not user.hook("PostToolUseFailure", FAILED)
    user.hook("SessionStart", {"source": "compact"})
    assert user.hook("PostToolUseFailure", FAILED)


def test_what_was_said_is_known_to_the_next_daemon(user: Shell) -> None:
    stock(user)
    assert user.hook("PostToolUseFailure", FAILED)
    client.stop(user.where)
    assert not user.hook("PostToolUseFailure", FAILED)


def test_a_broken_configuration_is_told_to_the_user(user: Shell) -> None:
    stock(user)
    user.configure("nonsense")
    assert user.hook("PostToolUseFailure", FAILED) == ""
    line = until(lambda: user.hook("SessionStart"))
    assert "config.toml" in json.loads(line)["systemMessage"]
    assert user.hook("SessionStart") == ""
