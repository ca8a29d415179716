"""Mined ─► cases: what of a session becomes a draft, and what of it is nobody's to say."""

from collections.abc import Iterable, Sequence

from tacit.draft.case import Case
from tacit.draft.clean import clean
from tacit.draft.evidence import Evidence, episode_ids
from tacit.draft.grouping import groups
from tacit.draft.provenance import client
from tacit.draft.safe import safe_episode
from tacit.draft.scripts import scripts
from tacit.draft.trials import trials
from tacit.episodes.episode import Episode, Series
from tacit.redact import redact
from tacit.transcript.session import Session


def cases(
    session: Session,
    kept: list[Episode],
    compared: Sequence[Series],
    evidence: Evidence,
    author: str,
) -> Iterable[Case]:
    """The groups of episodes, each with the series that it is of; then series of their own."""

    def safe(text: str) -> str:
        return redact(clean(text), author=author, people=evidence.people).text

    rest = list(compared)
    for group in groups(kept, evidence.calls):
        named = {i for episode in group for i in episode_ids(episode)}
        own = [s for s in rest if named & {trial.tool_use_id for trial in s.trials}]
        rest = [s for s in rest if s not in own]
        yield Case(session, tuple(safe_episode(e, safe) for e in group), evidence, safe, tuple(own))
    for series in rest:
        if series.worth:
            yield Case(session, (), evidence, safe, (series,))


def measured(case: Case) -> dict[str, object]:
    """The parts of a form that are the session's, whoever writes it."""
    told = {"experiments": trials(case.series, case.safe), "scripts": scripts(case)}
    return {**told, "client": client(case.session.version)}


def signed(case: Case) -> str:
    """What names the draft across sessions."""
    if case.group:
        return case.group[0].error.signature or case.group[0].error.text
    return case.safe(case.series[0].signature)


def told(case: Case) -> str:
    """What a case is about, in a line."""
    return case.safe(signed(case) or case.group[0].error.kind)[:120]
