"""Carry the embedded registry into a team's: what it holds waits for that one, as any draft does.

Nothing is taken away here, and each thing is carried once: a skill has an id of its own from its
place in the embedded registry, a draft keeps the one that it has.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tacit.draft.make import Draft
from tacit.draft.shelf import load, save
from tacit.errors import DraftRefused, RegistryError
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DONE, DraftRow
from tacit.publish.handmade import handmade
from tacit.publish.naming import Branch, checked_path
from tacit.publish.pushing import opened
from tacit.publish.registries import Registry, registry
from tacit.registry.form import slug
from tacit.registry.seed import TEMPLATE
from tacit.registry.tree import files, has, plugins, read
from tacit.store import Database

# What a row says of the registry that its draft leaves.
_ANEW: dict[str, Any] = {"sha": "", "note": "", "pull": 0, "owed": ""}


def carry(db: Database, to: Registry, where: Paths) -> tuple[DraftRow, ...]:
    """Have the embedded registry's skills and open drafts wait for the registry `to`.

    What `to` has already stays out, and so do the lessons that every new registry has. The rows
    of what was carried, now or before, come back. Raises RegistryError where the embedded registry
    cannot be read. `to` must have been synchronised.
    """
    local = _local(where)
    local.sync()
    found = [_skill(db, top, local, to, where) for top in _alone(local, to)]
    found += [_open(db, branch, local, to, where) for branch in local.branches()]
    for row in drafts.waiting(db):
        if row.registry == local.url:
            found.append(drafts.put(db, replace(row, registry=to.url, **_ANEW)))
    rows = {row.id: row for row in found if row is not None}
    return tuple(rows.values())


def left(db: Database, to: Registry, where: Paths) -> bool:
    """Does the embedded registry hold a skill that the other did not take in?"""
    local = Checkout(
        str(where.local_registry), registry(str(where.local_registry), "", where).folder
    )
    known = (drafts.row(db, _id(local, top)) for top in _alone(local, to))
    return any(row is None or row.state not in ("merged", "superseded") for row in known)


def left_out(to: Registry, where: Paths) -> tuple[str, ...]:
    """Files of the embedded registry's skills that `carry` does not take along.

    No UTF-8, above 1 MB, or named as a skill's file may not be.
    """
    local = _local(where)
    inside = (one for top in _alone(local, to) if _ours(top) for one in _inside(local, top))
    return tuple(path for path, text in inside if text is None)


def _local(where: Paths) -> Checkout:
    return opened(registry(str(where.local_registry), "read", where), where)


def _alone(local: Checkout, to: Registry) -> Iterator[str]:
    """The plugins that the embedded registry alone has."""
    for top in plugins(local.folder):
        if not any(has(other, local.folder, top) for other in (to.folder, TEMPLATE)):
            yield top


def _id(local: Checkout, top: str) -> str:
    return hashlib.sha256(f"{local.url}\n{top}".encode()).hexdigest()[:10]


def _skill(db: Database, top: str, local: Checkout, to: Registry, where: Paths) -> DraftRow | None:
    """A merged skill's row, waiting; as it is where it was carried before."""
    id_ = _id(local, top)
    if not _ours(top):
        return None
    if known := drafts.row(db, id_):
        return known
    texts = _texts(local, top)
    told = [r for r in drafts.rows(db, {"merged"}) if r.registry == local.url]
    origin = next((row for row in told if row.name == top.rsplit("/", 1)[1]), None)
    return _shelved(db, handmade(id_, texts, local.url), origin, to, where)


def _open(
    db: Database, branch: Branch, local: Checkout, to: Registry, where: Paths
) -> DraftRow | None:
    """An open draft's row, waiting for the other registry; None where it is decided."""
    known = drafts.row(db, branch.id)
    if branch.merged or (known and known.state in DONE):
        return None
    if known and known.registry != local.url:
        return known
    if known and (known.state == "waiting" or local.made_here(branch.name, branch.sha)):
        again = replace(known, state="waiting", registry=to.url, **_ANEW)
        return drafts.put(db, again)
    changed = local.files(branch.name)
    tops = {"/".join(path.split("/")[:3]) for path in changed}
    if len(tops) != 1 or not _ours(top := tops.pop()):
        return None
    texts = _texts(local, top) | dict(changed)
    return _shelved(db, handmade(branch.id, texts, local.url), known, to, where)


def _ours(top: str) -> bool:
    return len(top.split("/")) == 3 and all(map(slug, top.split("/")[1:]))


def _texts(local: Checkout, top: str) -> dict[str, str]:
    return {path: text for path, text in _inside(local, top) if text is not None}


def _inside(local: Checkout, top: str) -> Iterator[tuple[str, str | None]]:
    """The plugin's files with their texts; None for what no draft can hold."""
    for path in files(local.folder / top):
        yield f"{top}/{path}", _text(local.folder, f"{top}/{path}")


def _text(root: Path, path: str) -> str | None:
    """The file's text, with plain line ends; None where that is not all there is to it.

    What is no text cannot be searched for what must not leave.
    """
    text = read(root / path)
    with suppress(RegistryError, OSError):
        checked_path(path)
        if text is not None and text.encode() == (root / path).read_bytes().replace(b"\r\n", b"\n"):
            return text
    return None


def _shelved(
    db: Database, draft: Draft, origin: DraftRow | None, to: Registry, where: Paths
) -> DraftRow:
    """Put the draft on the shelf, where it waits. `origin`: the row that it was before, if any."""
    if origin:
        whose = {"session": origin.session, "project": origin.project, "headless": origin.headless}
        draft = replace(draft, **whose)  # type: ignore[arg-type]  # fields by name
        with suppress(DraftRefused):
            told = load(where.drafts, origin.id)
            draft = replace(draft, evidence=told.evidence, redactions=told.redactions)
    save(draft, where.drafts)
    now = time.time()
    row = DraftRow(
        draft.id, draft.session, draft.skill.name, draft.skill.category, draft.project,
        to.url, "", "waiting", "", "", now, now, "", draft.headless,
    )  # fmt: skip
    return drafts.put(db, replace(row, allowed=origin.allowed) if origin else row)
