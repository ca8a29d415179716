"""A skill that no session of this machine told, as a draft: its files are all there is of it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from tacit.draft.make import Draft
from tacit.draft.skill import SkillDraft, Statement
from tacit.registry.front import front

# A merged skill is as its reviewer left it, and no later form of its draft replaces that.
_WRITER = "person"


def handmade(id: str, texts: Mapping[str, str], registry: str) -> Draft:
    """A registry's files as a draft, of nobody's session and of no project but the registry."""
    form, session = _form(texts), f"registry {id}"
    return Draft(id, session, registry, form, texts, {}, {}, headless=False, writer=_WRITER)


def _form(texts: Mapping[str, str]) -> SkillDraft:
    """As much of the typed form as the publishing of files asks for."""
    _, category, name, *_ = next(iter(texts)).split("/")
    said = front(texts.get(f"plugins/{category}/{name}/skills/{name}/SKILL.md", ""))
    date = said.text("date")
    return SkillDraft(
        name=name,
        category=category,
        description=said.text("description")[:1024] or name,
        author=said.text("author")[:100] or "A. Researcher",
        date=date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else f"{datetime.now(UTC):%Y-%m-%d}",
        goal=Statement(text="Carried over from a local registry.", evidence=("registry",)),
    )
