"""The one line a day is for the user's eyes, not for the model."""

import shutil
from pathlib import Path

import pytest

from building import ragged
from building.deadline import until
from building.messages_api import say, words
from building.teammate import Hire, branches
from building.terminal import terminal

pytestmark = pytest.mark.client


@pytest.mark.skipif(not shutil.which("tmux"), reason="no tmux, in which to start the client")
def test_the_user_is_told_of_drafts_and_the_model_is_not(
    client: Path, hire: Hire, tmp_path: Path
) -> None:
    someone, project = hire(), ragged.training(tmp_path / "captions", "Captions")
    someone.session(project, ragged.repair(project))
    until(lambda: branches(someone.local_registry))
    with terminal(client, someone.home, project, [[say("Hello.")]]) as window:
        until(lambda: "tacit review" in window.screen())
        window.type("hello")
        until(lambda: "hello" in window.screen())
        window.type("Enter")
        until(lambda: window.api.requests)
        assert "tacit review" not in words(window.api.requests[0])
