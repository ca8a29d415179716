"""Gather what a reviewer sees of one draft."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tacit.draft.shelf import load
from tacit.errors import DraftRefused, RegistryError
from tacit.paths import Paths
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import OUT, DraftRow
from tacit.publish.kin import Kin, merged, waiting
from tacit.publish.pushing import opened
from tacit.publish.registries import registry
from tacit.registry.lint import Finding, lint_files


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft before its reviewer. `evidence` is empty for a teammate's.

    `same`: where else the error is told, merged or open.
    """

    row: DraftRow
    files: Mapping[str, str]
    redactions: Mapping[str, int]
    evidence: Mapping[str, str]
    findings: tuple[Finding, ...]
    writer: str = ""
    note: str = ""
    same: Kin | None = None


def shown_draft(row: DraftRow, where: Paths) -> Shown:
    """The draft as it would be merged: its branch's files, else those on this machine.

    Raises TacitError where it is in neither place.
    """
    own = None
    with suppress(DraftRefused):
        own = load(where.drafts, row.id)
    files: Mapping[str, str] = {}
    to = registry(row.registry, "write", where)
    checkout = Checkout(to.url, to.folder)
    if row.state in OUT:
        checkout = opened(to, where)
        with suppress(RegistryError):  # out of reach: what was last known
            checkout.sync()
        files = checkout.files(row.branch)
    files = files or (own.files if own else {})
    if not files:
        raise RegistryError(f"draft {row.id} has no files any more; it is {row.state}")
    skill_first = dict(sorted(files.items(), key=lambda item: not item[0].endswith("/SKILL.md")))
    return Shown(
        row,
        skill_first,
        own.redactions if own else {},
        own.evidence if own else {},
        tuple(lint_files(files)),
        own.writer if own else "",
        own.note if own else "",
        _same(row, files, checkout),
    )


def _same(row: DraftRow, files: Mapping[str, str], checkout: Checkout) -> Kin | None:
    """Where the draft's error is told already, as of the last sync; None where nowhere else."""
    found = merged(files, checkout)
    if found:
        return None if found.path in files else found
    with suppress(RegistryError):  # it was never read
        return waiting(files, checkout, [row.id])
    return None
