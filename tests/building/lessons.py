"""Drafts and forms for tests: the small whole session of `failed_and_fixed`, written and filled."""

from pathlib import Path
from typing import Any

from building.transcripts import Transcript, failed_and_fixed
from tacit.draft.make import Draft, drafts, filled
from tacit.draft.skill import SkillDraft
from tacit.episodes.mine import mine
from tacit.transcript.reader import read_session
from tacit.transcript.session import Session, ToolCall

ERROR = "TypeError: 'float' object cannot be interpreted as an integer"
COMMAND = "python3 train.py --lr 0.01"
AUTHOR = "A. Researcher"


def session(folder: Path, transcript: Transcript | None = None) -> Session:
    """The session as it is read back from disk."""
    return read_session((transcript or failed_and_fixed()).write(folder))


def written(read: Session) -> tuple[Draft, ...]:
    """What the writer without a model makes of a session."""
    return drafts(read, mine(read), author=AUTHOR)[0]


def calls(read: Session) -> list[str]:
    """Ids of the tool calls, in order: failing, wrong edit, failing, fix, rerun."""
    return [event.id for event in read.events if isinstance(event, ToolCall)]


def form(read: Session, **changes: Any) -> SkillDraft:
    """The form as a careful author fills it, with some fields otherwise."""
    failing, wrong, _, fix, rerun = calls(read)[:5]
    fields: dict[str, Any] = {
        "name": "warmup-steps-need-an-integer",
        "category": "training",
        "description": f'A float in `range()`. Use when: (1) the exact error "{ERROR}".',
        "author": AUTHOR,
        "date": "2026-01-05",
        "goal": {"text": "Train the model with --lr 0.01.", "evidence": [failing]},
        "steps": [{"text": "Run it.", "command": COMMAND, "evidence": [rerun]}],
        "failed": [
            {
                "attempt": "Set `total = 1000`.",
                "why": "The same error came again.",
                "lesson": "Look at the division.",
                "evidence": [wrong],
            }
        ],
        "troubles": [
            {
                "error": ERROR,
                "symptom": f"`{COMMAND}` stops.",
                "cause": "`total / 10` is a float.",
                "fix": "Write `warmup_steps = total // 10` in `train.py`.",
                "evidence": [failing, fix],
            }
        ],
        "results": [{"name": "loss", "value": "0.31", "evidence": [rerun]}],
    }
    return SkillDraft.model_validate({**fields, **changes})


def handed_in(read: Session, **changes: Any) -> Draft:
    """The draft that Claude's form becomes. Raises DraftRefused."""
    return filled(form(read, **changes), read, mine(read), author=AUTHOR)
