"""Forms that a model answers with, and what becomes of them: by the real client, over HTTP."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from building.drafts import places
from building.lessons import AUTHOR
from building.scripted_api import KEY, ScriptedApi, good
from tacit.draft.anthropic import asking
from tacit.draft.make import drafts
from tacit.draft.skill import SkillDraft
from tacit.episodes.mine import mine
from tacit.options import Model
from tacit.transcript.session import Session

_PLENTY = {"max_dollars_a_day": 1e6, "max_dollars_a_month": 1e6}
_TOKENS = {"max_tokens_a_day": 10**12, "max_tokens_a_month": 10**12}


def modelled(
    session: Session, forms: Sequence[SkillDraft], folder: Path
) -> Iterator[tuple[str, SkillDraft | None]]:
    """For each form who wrote the draft at last, and the draft; None where there is none."""
    found = mine(session)
    with ScriptedApi([good(form.model_dump(mode="json")) for form in forms]) as api:
        settings = Model.model_validate({"base_url": api.url, **_PLENTY, **_TOKENS})
        for number in range(len(forms)):
            where = places(folder / str(number))  # each its own: a second question is not asked
            model = asking(settings, where, {"ANTHROPIC_API_KEY": KEY})
            made, _ = drafts(session, found, author=AUTHOR, model=model)
            yield (made[0].writer, made[0].skill) if made else ("", None)
