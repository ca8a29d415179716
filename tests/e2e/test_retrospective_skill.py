"""`/retrospective`: Claude, with everything still in context, fills the draft itself."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from building import ragged
from building.deadline import until
from building.messages_api import Request, Turn, bash, say, use, words
from building.teammate import Hire, branches
from building.wire import Block

pytestmark = pytest.mark.client

LESSON = "Pad to a divisor of the longest row."


def fills_the_draft(form: Path) -> list[Turn]:
    """A model that does what the skill tells it, by the command that the skill names."""

    def ask(request: Request) -> list[Block]:
        (command,) = set(re.findall(r'"(\S+/tacit)" mine --json', words(request)))
        return [bash(f'"{command}" mine --json')]

    def fill(request: Request) -> list[Block]:
        (mined,) = re.findall(r'^\{"transcript".*\}$', words(request), re.M)
        return [use("Write", file_path=str(form), content=json.dumps(filled(json.loads(mined))))]

    def hand_in(request: Request) -> list[Block]:
        (command,) = set(re.findall(r'"(\S+/tacit)" draft --from', words(request)))
        return [bash(f'"{command}" draft --from {form}')]

    return [ask, fill, hand_in, lambda request: [say(words(request, start=-2))]]


def filled(mined: dict[str, Any]) -> dict[str, Any]:
    episode = mined["episodes"][0]
    error, proof = [episode["error"]["tool_use_id"]], episode["verified_by"]
    fix = episode["fix"]["tool_use_ids"]
    return {
        "name": "ragged-rows-pad-to",
        "category": "training",
        "description": f'Rows that cannot be stacked. Use when: the exact error "{ragged.ERROR}".',
        "date": "2026-01-31",
        "goal": {"text": "Stack ragged rows.", "evidence": error},
        "steps": [{"text": "Run it again.", "command": ragged.RUN, "evidence": proof}],
        "troubles": [
            {
                "error": ragged.ERROR,
                "symptom": "train.py stops.",
                "fix": f"Set `{ragged.FIX}`.",
                "evidence": error + fix,
            }
        ],
        "lesson": {"text": LESSON, "evidence": error + fix + proof},
    }


def test_what_claude_fills_in_becomes_a_draft_branch(hire: Hire, tmp_path: Path) -> None:
    someone, project = hire(), ragged.training(tmp_path / "captions", "Captions")
    someone.session(project, ragged.repair(project))
    until(lambda: branches(someone.local_registry))
    form = someone.home / ".cache/tacit/forms/ragged.json"
    # No tool is allowed but by the skill itself.
    done = someone.session(
        project, fills_the_draft(form), "/retrospective", args=["--continue"], timeout=90
    )
    assert done.code == 0, done
    texts = until(lambda: [t for t in branches(someone.local_registry).values() if LESSON in t])
    assert ragged.ERROR in texts[0]
    assert "ragged-rows-pad-to" in [row["name"] for row in someone.drafts()]
