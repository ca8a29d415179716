"""Run the real Claude Code client against a scripted model: own HOME, scrubbed environment.

The binary is the `client` fixture's. Nothing but loopback is needed, and `tests/run` takes all else
away.
"""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from building.deadline import until
from building.messages_api import MessagesApi, Request, Turn

# What lets tools run unasked; the two bypass modes refuse root.
TOOLS = ("--permission-mode", "acceptEdits", "--allowedTools", "Bash Write Edit")


@dataclass(frozen=True, slots=True)
class Run:
    """What the client left behind: exit code (minus the signal's number), output, requests."""

    code: int
    out: str
    err: str
    requests: tuple[Request, ...]


def environment(home: Path, url: str = "") -> dict[str, str]:
    """All that the client gets from outside."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_API_KEY": "dummy",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_TELEMETRY": "1",
        "DISABLE_AUTOUPDATER": "1",
        "DISABLE_ERROR_REPORTING": "1",
    }


def run(
    binary: Path,
    home: Path,
    project: Path,
    turns: Sequence[Turn],
    prompt: str = "go on",
    *,
    args: Sequence[str] = TOOLS,
    env: Mapping[str, str] | None = None,
    kill_at: int | None = None,
    written: str = "",
    timeout: float = 60,
) -> Run:
    """One headless session. `kill_at`: SIGKILL the client when this request (from 0) arrives.

    `written`: not before the transcript holds this; the client writes it a moment after.

    Raises subprocess.TimeoutExpired when the client does not end in time; it is killed then.
    """
    process: subprocess.Popen[str]

    def on_request(number: int) -> None:
        if number == kill_at:
            until(lambda: any(written in file.read_text() for file in transcripts(home)))
            process.kill()

    with MessagesApi(turns, on_request) as api:
        given = environment(home, api.url) | dict(env or {})
        process = _started([str(binary), "-p", prompt, *args], project, given)
        with process:
            try:
                out, err = process.communicate(timeout=timeout)
            finally:
                process.kill()
    return Run(process.returncode, out, err, tuple(api.requests))


def _started(command: list[str], folder: Path, env: dict[str, str]) -> subprocess.Popen[str]:
    nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=env, stdin=nothing, stdout=pipe, stderr=pipe, text=True
    )


def transcripts(home: Path) -> list[Path]:
    """The transcripts that the client wrote under this HOME, without those of subagents."""
    return sorted((home / ".claude/projects").glob("*/*.jsonl"))
