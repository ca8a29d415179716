"""Each passage of a draft beside what speaks for it and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tacit.draft.skill import SkillDraft
from tacit.registry.finding import Finding
from tacit.review.passages import Passage, passages
from tacit.review.quotes import excerpt, telling
from tacit.review.statements import Stated, key, stated

# Quotes beside one passage, the most telling first; a goal may cite a whole session.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of the transcript, redacted, and the id that cites them."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A passage, the quotes that ground it, and what lint finds in it.

    `more`: how many further pieces of evidence it cites.
    """

    passage: Passage
    quotes: tuple[Quote, ...]
    more: int
    findings: tuple[Finding, ...]


def beside(
    path: str,
    text: str,
    skill: SkillDraft | None,
    evidence: Mapping[str, str],
    findings: Sequence[Finding],
) -> tuple[Beside, ...]:
    """The file's passages, each with what grounds it; `skill`: None where nothing is known of it.

    What a reviewer changed since has no quotes: it is looked up by what the draft stated.
    """
    # A manifest says again what the skill's page says.
    known = stated(skill) if skill and not path.endswith(".json") else ()
    own = [one for one in findings if one.path == path]
    return tuple(_beside(passage, known, evidence, own) for passage in passages(path, text))


def _beside(
    passage: Passage, known: Sequence[Stated], evidence: Mapping[str, str], own: Sequence[Finding]
) -> Beside:
    here = key(passage.text)
    cited = dict.fromkeys(i for one in known if one.within(here) for i in one.evidence)
    there = [i for i in cited if evidence.get(i, "").strip()]
    there.sort(key=lambda i: -telling(evidence[i], passage.text))
    quotes = tuple(Quote(i, excerpt(evidence[i], passage.text)) for i in there[:_MOST])
    found = tuple(one for one in own if passage.line <= one.line <= passage.last)
    return Beside(passage, quotes, len(there) - len(quotes), found)
