"""All that a reviewer sees of one draft."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tacit.draft.make import Draft
from tacit.draft.shelf import load
from tacit.errors import DraftRefused, RegistryError
from tacit.options import Forge
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import OUT, DraftRow
from tacit.publish.kin import Kin, merged, waiting
from tacit.publish.pushing import opened
from tacit.publish.refusals import rejected
from tacit.publish.registries import registry
from tacit.registry.lint import Finding, lint_files
from tacit.registry.update import marks
from tacit.review.beside import Beside, beside
from tacit.review.similar import similar
from tacit.store import Database


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft before its reviewer; `evidence` and what follows from it are empty for a teammate's.

    `files`: as they would be merged. `same`: where else the error is told, merged or open.
    `similar`: paths of skills on the same subject. `sessions`: how many told the lesson.
    `before`: that the lesson was rejected once. `digest`: of the files; what was approved is what
    was seen.
    """

    row: DraftRow
    files: Mapping[str, str]
    beside: Mapping[str, tuple[Beside, ...]]
    redactions: Mapping[str, int]
    evidence: Mapping[str, str]
    findings: tuple[Finding, ...]
    writer: str
    note: str
    same: Kin | None
    similar: tuple[str, ...]
    sessions: int
    before: str
    digest: str


def seen(
    db: Database, row: DraftRow, where: Paths, forge: Forge | None = None, *, sync: bool = True
) -> Seen:
    """The draft as it would be merged: its branch's files, else those on this machine.

    `sync`: ask the registry before; without, as of the last time. Raises TacitError where it is in
    neither place.
    """
    own = _own(row, where)
    to = registry(row.registry, "write", where, forge)
    checkout = Checkout(to.url, to.folder)
    if row.state in OUT and sync:
        with suppress(RegistryError):  # out of reach: what was last known
            opened(to, where).sync()
    files = _files(row, own, checkout)
    findings = tuple(lint_files(files))
    kept = own.evidence if own else {}
    form = own.skill if own else None
    pages = {path: beside(path, text, form, kept, findings) for path, text in files.items()}
    return Seen(
        row,
        files,
        pages,
        own.redactions if own else {},
        kept,
        findings,
        own.writer if own else "",
        own.note if own else "",
        _same(row, files, checkout),
        similar(files, where.index),
        1 + len(marks(files)),
        rejected(db, row.id, files, where),
        drafts.digest(files),
    )


def _own(row: DraftRow, where: Paths) -> Draft | None:
    with suppress(DraftRefused):
        return load(where.drafts, row.id)
    return None


def _files(row: DraftRow, own: Draft | None, checkout: Checkout) -> dict[str, str]:
    """The skill's page first, then its other pages, then what is no page."""
    files: Mapping[str, str] = checkout.files(row.branch) if row.state in OUT else {}
    files = files or (own.files if own else {})
    if not files:
        raise RegistryError(f"draft {row.id} has no files any more; it is {row.state}")
    first = sorted(files, key=lambda p: (not p.endswith("/SKILL.md"), not p.endswith(".md"), p))
    return {path: files[path] for path in first}


def _same(row: DraftRow, files: Mapping[str, str], checkout: Checkout) -> Kin | None:
    """Where the draft's error is told already, as of the last sync; None where nowhere else."""
    found = merged(files, checkout)
    if found:
        return None if found.path in files else found
    with suppress(RegistryError):  # it was never read
        return waiting(files, checkout, [row.id])
    return None
