"""Gather what a reviewer sees of one draft."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tacit.draft.shelf import load
from tacit.errors import DraftRefused, RegistryError
from tacit.paths import Paths
from tacit.publish.drafts import OUT, DraftRow
from tacit.publish.pushing import opened
from tacit.publish.registries import registry
from tacit.registry.lint import Finding, lint_files
from tacit.registry.sameness import NAME, same, troubleshooting
from tacit.registry.troubles import troubles


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft before its reviewer. `evidence` is empty for a teammate's.

    `same`: a file of the registry that tells the same error, as of the last sync.
    """

    row: DraftRow
    files: Mapping[str, str]
    redactions: Mapping[str, int]
    evidence: Mapping[str, str]
    findings: tuple[Finding, ...]
    writer: str = ""
    note: str = ""
    same: str = ""


def shown_draft(row: DraftRow, where: Paths) -> Shown:
    """The draft as it would be merged: its branch's files, else those on this machine.

    Raises TacitError where it is in neither place.
    """
    own = None
    with suppress(DraftRefused):
        own = load(where.drafts, row.id)
    files: Mapping[str, str] = {}
    if row.state in OUT:
        checkout = opened(registry(row.registry, "write", where), where)
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
        _same(files, registry(row.registry, "write", where).folder),
    )


def _same(files: Mapping[str, str], root: Path) -> str:
    """The merged troubleshooting file that tells an error of the draft's, "" where none does."""
    ours = [one for path, text in files.items() if path.endswith(NAME) for one in troubles(text)]
    found = same(ours, (there for there in troubleshooting(root) if there[0] not in files))
    return found.path if found else ""
