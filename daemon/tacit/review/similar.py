"""Skills on a draft's subject, which a reviewer wants to have seen before there are two of them.

By what the draft's description says, but for the words that the form itself brings into each
description. Set by eye: of 70 public skills the best other one of 2,658, and pairs of the drafts
that rules write from 19 real sessions; `docs/how-it-works.md` has the figures.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tacit.advise.index import Index
from tacit.advise.match import evidence
from tacit.advise.query import Query, for_text
from tacit.advise.terms import analyse
from tacit.registry.front import front
from tacit.registry.places import is_skill

# The part of a description's telling words, by their rarity, that the other skill has as well.
_SHARE = 0.5
# So many words at least: of a short description two are half.
_WORDS = 4
_MOST = 3
_FORM = frozenset(
    analyse(
        "error errors exact verified attempt attempts fail fails failed fix help helps use session"
        " change run command commands working"
    )
)


def similar(files: Mapping[str, str], index: Path) -> tuple[str, ...]:
    """Paths of skills of all registries, the nearest first; `files` are the draft's own.

    Empty where there is no index.
    """
    page = next((text for path, text in files.items() if is_skill(path)), "")
    opened = Index.open(index)
    if opened is None:
        return ()
    try:
        found = evidence(opened, _asked(front(page).text("description")))
    finally:
        opened.close()
    near = [one for one in found if one.share >= _SHARE and len(one.covered) >= _WORDS]
    return tuple(one.entry.path for one in near if one.entry.path not in files)[:_MOST]


def _asked(description: str) -> Query:
    asked = for_text("prompt", description)
    return replace(asked, terms=tuple(t for t in asked.terms if not _FORM.issuperset(t.words)))
