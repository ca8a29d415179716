"""Redacted copies of what a draft is written from, and of the draft itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from tacit.draft.clean import clean, each_text
from tacit.draft.skill import SkillDraft
from tacit.episodes.episode import Episode
from tacit.errors import DraftRefused
from tacit.redact import redact


def redacted(
    form: SkillDraft, author: str, people: frozenset[str] = frozenset()
) -> tuple[SkillDraft, Counter[str]]:
    """The form with every text redacted, and the counts by kind.

    Raises DraftRefused where it no longer fits its form.
    """
    counts: Counter[str] = Counter()

    def safe(text: str) -> str:
        found = redact(clean(text), author=author, people=people)
        counts.update(found.counts)
        return found.text

    try:
        return SkillDraft.model_validate(each_text(form.model_dump(), safe)), counts
    except ValidationError as error:
        raise DraftRefused(f"after redaction: {problem(error)}") from None


def problem(error: ValidationError) -> str:
    """The first field that does not fit, in a line."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def safe_episode(episode: Episode, safe: Callable[[str], str]) -> Episode:
    """The episode with `safe` applied to each of its texts; ids stay."""
    error = episode.error
    return replace(
        episode,
        error=replace(
            error,
            text=safe(error.text),
            signature=safe(error.signature),
            command=safe(error.command),
        ),
        attempts=tuple(
            replace(a, summary=safe(a.summary), outcome=safe(a.outcome)) for a in episode.attempts
        ),
        fix=episode.fix and replace(episode.fix, summary=safe(episode.fix.summary)),
        final_config=tuple(
            replace(f, path=safe(f.path), text=safe(f.text)) for f in episode.final_config
        ),
    )
