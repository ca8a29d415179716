"""The real client as a person has it: interactive, in a terminal that tmux holds."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from building import client
from building.messages_api import MessagesApi, Turn


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal with the client in it, and the model that it talks to."""

    tmux: tuple[str, ...]
    api: MessagesApi

    def screen(self) -> str:
        """What is on it now."""
        shown = subprocess.run(
            [*self.tmux, "capture-pane", "-p"], stdout=subprocess.PIPE, check=True
        )
        return shown.stdout.decode()

    def type(self, text: str) -> None:
        """Keys, as tmux names them."""
        subprocess.run([*self.tmux, "send-keys", text], check=True)


@contextmanager
def terminal(
    binary: Path,
    home: Path,
    project: Path,
    turns: Sequence[Turn],
    env: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """The client, started by a user who has seen its first screens before."""
    (home / ".claude.json").write_text(json.dumps(_seen_before(project)))
    tmux = ("tmux", "-f", "/dev/null", "-S", str(home / "tmux"))
    with MessagesApi(turns) as api:
        given = client.environment(home, api.url) | {"TERM": "xterm-256color"} | dict(env or {})
        window = ["new-session", "-d", "-x", "120", "-y", "40", "-c", str(project)]
        scrubbed = ["env", "-i", *(f"{name}={value}" for name, value in given.items())]
        # Its first mode would ask the real server whether a command is safe.
        started = [str(binary), "--permission-mode", "acceptEdits"]
        subprocess.run(
            [*tmux, *window, *scrubbed, *started],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
            check=True,
        )
        try:
            yield Terminal(tmux, api)
        finally:
            subprocess.run([*tmux, "kill-server"], check=False)


def _seen_before(project: Path) -> dict[str, object]:
    """What the client remembers of its first screens."""
    trusted = {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}
    return {
        "hasCompletedOnboarding": True,
        "theme": "dark",
        "customApiKeyResponses": {"approved": ["dummy"], "rejected": []},
        "projects": {str(project): trusted},
    }
