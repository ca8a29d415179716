"""What a model answered before: the same question is not paid for twice.

A session that goes on is mined again with the same episodes in it. Kept are redacted forms that
fitted, on this machine alone, the newest few.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tacit import atomic
from tacit.draft.model import Question, schema
from tacit.draft.skill import SkillDraft
from tacit.errors import TacitError
from tacit.paths import ensure_private

MOST = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in one folder."""

    folder: Path

    def form(self, question: Question) -> SkillDraft | None:
        """The form that was the answer to the same question; None where there is none."""
        try:
            return SkillDraft.model_validate_json(self._file(question).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, question: Question, form: SkillDraft) -> None:
        """Write an answer down, and forget the oldest; what cannot be kept is asked again."""
        try:
            ensure_private(self.folder)
            atomic.write(self._file(question), form.model_dump_json().encode(), 0o600)
            files = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
            for old in files[:-MOST]:
                old.unlink(missing_ok=True)
        except (OSError, TacitError):
            return

    def _file(self, question: Question) -> Path:
        said = (question.model, question.system, str(question.max_tokens), str(schema()))
        told = [f"{one['role']}: {one['content']}" for one in question.messages]
        named = hashlib.sha256("\0".join((*said, *told)).encode(errors="replace"))
        return self.folder / f"{named.hexdigest()[:40]}.json"
