"""The whole flow for one transcript: read ─► policy ─► mine ─► drafts ─► shelf ─► registry.

Each stage writes its result before anybody writes that it is done, and each may be done again:
a kill at any point resumes there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tacit.author import author
from tacit.draft.anthropic import configured
from tacit.draft.make import Asking, Draft, drafts
from tacit.episodes.mine import mine
from tacit.options import Config
from tacit.paths import Paths
from tacit.policy import Policy
from tacit.publish.drafts import DraftRow
from tacit.publish.publish import publish, shelve
from tacit.publish.registries import registries
from tacit.serve import standing
from tacit.store import Database
from tacit.transcript.reader import read_session
from tacit.transcript.session import Session

End = Literal["done", "nothing", "opted_out"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a transcript has to teach, before any of it is kept."""

    session: str
    project: str
    policy: Policy
    drafts: tuple[Draft, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a session. `reasons`: why nothing, or which drafts were refused."""

    transcript: str
    session: str
    state: End
    reasons: tuple[str, ...] = ()
    drafts: tuple[DraftRow | Draft, ...] = ()


def look(
    path: Path,
    config: Config,
    env: Mapping[str, str],
    *,
    folders: Iterable[str] = (),
    since: float = 0,
    model: Asking | None = None,
) -> Found:
    """Read a transcript and draft what it has to teach; keeps nothing.

    The most restrictive policy of all folders that the session was in holds (`folders`: those known
    besides): of one that takes no part only that comes back. What happened before `since` (Unix
    seconds) is left out. `model` writes the drafts, else the rules do. Raises TranscriptError
    where the file cannot be opened.
    """
    session = read_session(path)
    places = dict.fromkeys((*folders, session.project, *session.folders))
    policy = standing.strictest(filter(None, places), config, env)
    if not policy.retrospective:
        return Found(session.id, "", policy, (), (policy.why,))
    mined = mine(_later(session, since), config.retrospective.worth)
    made, refused = drafts(session, mined, author=author(), model=model)
    notes = tuple(f"{draft.skill.name}: {draft.note}" for draft in made if draft.note)
    reasons = refused + notes if made or refused else mined.reasons
    return Found(session.id, session.project, policy, made, reasons)


def keep(found: Found, db: Database, config: Config, where: Paths) -> tuple[DraftRow, ...]:
    """Put the drafts on the shelf, for the registry that is written to; again changes nothing."""
    target = registries(config, where)[0]
    return tuple(shelve(db, draft, target, where) for draft in found.drafts)


def retrospect(
    path: Path,
    db: Database | None,
    config: Config,
    where: Paths,
    env: Mapping[str, str],
    *,
    told: Callable[[str], None] = lambda stage: None,
) -> Outcome:
    """The whole flow, as `tacit retrospective` runs it; `told` hears of each stage.

    Without a store nothing is kept or published: what comes back are the drafts themselves.
    Raises TranscriptError and RegistryError.
    """
    told("reading")
    found = look(path, config, env, model=configured(config, where, env))
    if not found.policy.retrospective:
        return Outcome(str(path), found.session, "opted_out", found.reasons)
    if not found.drafts:
        return Outcome(str(path), found.session, "nothing", found.reasons)
    if db is None:
        return Outcome(str(path), found.session, "done", found.reasons, found.drafts)
    told("publishing")
    rows = keep(found, db, config, where)
    sent = tuple(publish(db, row, config, where, found.policy.publish) for row in rows)
    return Outcome(str(path), found.session, "done", found.reasons, sent)


def _later(session: Session, since: float) -> Session:
    """The session without what it held before a hook announced it."""
    if not since:
        return session
    begin = datetime.fromtimestamp(since, UTC).isoformat()[:19]
    return replace(session, events=tuple(event for event in session.events if event.at >= begin))
