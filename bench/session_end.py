"""How long from the end of a session to its draft branch, in a local registry.

usage: bench/session_end.py [ROUNDS]

Each round a session of its own (the demo's, under new ids) is announced and ended by the hooks as
installed; then the registry is looked at until the branch is there. Prints a Markdown table.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from building import client, teammate
from building.deadline import until
from tacit.share import share
from tacit.wiring import client_file

CONFIG = "[retrospective]\nmax_drafts_a_day = 1000\n"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def main() -> None:
    """Measure with a daemon that is up, and with one that has to be started."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print("| session end to draft branch | median s | worst s |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        someone = teammate.hire(Path("/nonexistent"), Path(folder, "home"), config=CONFIG)
        try:
            someone.daemon()
            report("warm daemon", rounds, lambda: measured(someone))
            report("cold daemon", rounds, lambda: stopped(someone))
        finally:
            someone.tacit("daemon", "stop")


def report(case: str, rounds: int, once: Callable[[], float]) -> None:
    """Print one row."""
    taken = [once() for _ in range(rounds)]
    print(f"| {case} | {statistics.median(taken):.2f} | {max(taken):.2f} |", flush=True)


def stopped(someone: teammate.Teammate) -> float:
    """The same as `measured`, with no daemon at the session's end."""
    return measured(someone, lambda: someone.tacit("daemon", "stop"))


def measured(someone: teammate.Teammate, before: Callable[[], object] = lambda: None) -> float:
    """Seconds from the SessionEnd hook to the draft branch of a session that was never seen."""
    known = refs(someone)
    session, file = new_session(someone)
    hook(someone, "SessionStart", session, file)
    before()
    begun = time.perf_counter()
    hook(someone, "SessionEnd", session, file)
    until(lambda: refs(someone) > known, 60)
    return time.perf_counter() - begun


def refs(someone: teammate.Teammate) -> int:
    """How many draft branches there are."""
    return len(list((someone.local_registry / "refs/heads/tacit").glob("*")))


def new_session(someone: teammate.Teammate) -> tuple[str, Path]:
    """The demo's transcript as another person's session, where the client would write it."""
    space = uuid.uuid4()
    text = (share("templates/demo") / "base100-addition.jsonl").read_text()
    text = UUID.sub(lambda found: str(uuid.uuid5(space, found[0])), text)
    session = text.partition('"sessionId":"')[2][:36]
    file = someone.home / ".claude/projects/-home-researcher-base100-addition" / f"{session}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace('"sdk-cli"', '"cli"'))
    return session, file


def hook(someone: teammate.Teammate, event: str, session: str, transcript: Path) -> None:
    """Run the hook as the client would, from a client process that is gone by the end."""
    env = client.environment(someone.home) | {
        "CLAUDE_CODE_SESSION_ID": session,
        "CLAUDE_PROJECT_DIR": "/home/researcher/base100-addition",
        "CLAUDE_PID": str(os.getpid()),
    }
    told = {"session_id": session, "transcript_path": str(transcript), "hook_event_name": event}
    python, file = str(someone.venv / "bin/python"), str(client_file())
    subprocess.run(
        [python, "-I", "-S", file, event, str(someone.state)],
        env=env,
        input=json.dumps(told).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )


if __name__ == "__main__":
    main()
