"""May a draft go to a registry by itself? Nothing reaches a remote one that nobody agreed to."""

import time
from pathlib import Path
from typing import Literal

from tacit.options import Config, Publish
from tacit.policy import policy
from tacit.publish.address import shown
from tacit.publish.drafts import DraftRow, pushed_lately
from tacit.publish.git import run
from tacit.publish.registries import Registry
from tacit.publish.remote import parse
from tacit.store import Database
from tacit.terminal import safe_line

Owner = Literal["same", "other", "unknown"]


def give(db: Database, project: str, registry: str) -> None:
    """The author agrees that the project's drafts go to the registry by themselves."""
    db.execute("INSERT OR IGNORE INTO consents VALUES (?, ?, ?)", (project, registry, time.time()))


def given(db: Database, project: str, registry: str) -> bool:
    """Did the author agree?"""
    query = "SELECT 1 FROM consents WHERE project = ? AND registry = ?"
    return db.execute(query, (project, registry)).fetchone() is not None


def owner(project: str, registry: Registry) -> Owner:
    """Has the project's git remote the registry's owner? Unknown where it has no remote."""
    theirs, ours = parse(registry.url), parse(owner_address(Path(project)) if project else "")
    if ours is None or theirs is None:
        return "unknown"
    return "same" if ours.same_owner(theirs) else "other"


def owner_address(project: Path) -> str:
    """The address of the project's own git remote, "" where it has none."""
    answer = run(["git", "-C", str(project), "config", "--get", "remote.origin.url"])
    return safe_line(answer.text) if answer.status == 0 else ""


def held(db: Database, row: DraftRow, registry: Registry, config: Config, allowed: Publish) -> str:
    """Why the draft stays here for now, in words for its author; "" where it may go."""
    show = f"see it with `tacit review show {row.id}`, then `tacit review approve {row.id}`"
    if forbidden := never(allowed):
        return forbidden
    if allowed == "ask":
        return f"publish is set to ask; {show}"
    if registry.remote and (why := _held_back(db, row, registry, config)):
        return f"{why}; {show}"
    most = config.retrospective.max_drafts_a_day
    if not row.sha and pushed_lately(db, row.project, row.id) >= most:
        return f"{most} drafts of this project went within a day; this one goes later"
    return ""


def _held_back(db: Database, row: DraftRow, registry: Registry, config: Config) -> str:
    """Why a remote registry has to wait for a person, "" where it has not."""
    if row.headless:
        return "from a session that nobody sat at"
    if not config.registry.allow_public and owner(row.project, registry) == "other":
        return f"the project's git remote has another owner than {shown(registry.url)}"
    if not given(db, row.project, registry.url):
        return f"the first of this project for {shown(registry.url)}"
    return ""


def allowed(row: DraftRow, config: Config) -> Publish:
    """What the draft's project says about publishing as it is now."""
    found = policy(Path(row.project or "/"), config)
    return found.publish if found.retrospective else "never"


def never(allowed: Publish) -> str:
    """Why not even a person's approval lets the project's drafts go; "" where it does."""
    return "publishing is off for this project (`tacit status` there)" if allowed == "never" else ""
