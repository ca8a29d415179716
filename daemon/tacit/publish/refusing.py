"""Refuse a lesson for the whole team, and heed what others refused."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath

from tacit.draft.markdown import prose
from tacit.draft.shelf import load
from tacit.errors import DraftRefused, ForgeError, RegistryError
from tacit.paths import Paths
from tacit.publish import drafts, kin, rejections
from tacit.publish.checkout import Checkout
from tacit.publish.drafts import DraftRow
from tacit.publish.forge import GitHub
from tacit.publish.pushing import opened
from tacit.publish.registries import Registry
from tacit.redact import redact, residual
from tacit.registry.lint import QUARANTINED, lint_files
from tacit.registry.sameness import NAME
from tacit.store import Database
from tacit.terminal import safe_line

_TITLE = "Lessons that are not offered again"
_BODY = """\
Each file here is a draft that somebody refused, with the reason and the error that it told. Who has
tacit is not offered the lesson again, as soon as this branch has it. Merge it to keep that; take a
file out, or delete the branch, to allow the lesson once more."""


def page(name: str, reason: str, files: Mapping[str, str]) -> str:
    """The text of a refusal. Of a draft that holds what must not be read, only the reason."""
    told = "\n\n".join(text for path, text in files.items() if path.endswith(f"/{NAME}"))
    told = redact(told).text
    if residual(told) or any(found.rule in QUARANTINED for found in lint_files(files)):
        told = ""
    why = prose(safe_line(redact(reason).text)) or "No reason was given."
    return f"# Not for this registry: {safe_line(name, 80)}\n\n{why}\n\n{told}".rstrip() + "\n"


def against(id: str, files: Mapping[str, str], checkout: Checkout) -> str:
    """Why the team refused what the draft of these files tells; "" where it did not.

    Call `Checkout.sync` before.
    """
    known = checkout.refusals()
    text = next((text for path, text in known.items() if PurePosixPath(path).stem == id), "")
    if not text and (path := kin.refused(files, known)):
        text = known[path]
    parts = text.split("\n\n", 2)
    return safe_line(parts[1]) if len(parts) > 1 else ""


def refuse(row: DraftRow, files: Mapping[str, str], checkout: Checkout) -> None:
    """Tell the team why a draft was refused. Raises RegistryError where it cannot be told."""
    checkout.refuse(row.id, page(row.name, row.note, files))
    if checkout.forge:
        _propose(checkout.forge)


def refuse_owed(db: Database, registry: Registry, where: Paths) -> None:
    """Tell the registry's team of the refusals that it does not know of yet."""
    checkout = opened(registry, where)
    for row in drafts.rows(db, {"rejected"}):
        if row.owed and row.registry == registry.url:
            with suppress(RegistryError):
                refuse(row, _files(row, where), checkout)
                drafts.put(db, replace(row, owed=""))


def _files(row: DraftRow, where: Paths) -> Mapping[str, str]:
    with suppress(DraftRefused):
        return load(where.drafts, row.id).files
    return {}


def _propose(forge: GitHub) -> None:
    pull = forge.pull_of(rejections.BRANCH)
    if pull is None or pull.state != "open":
        pull = forge.propose(rejections.BRANCH, _TITLE, _BODY, draft=False)
        with suppress(ForgeError):  # it says what it is without a label
            forge.label(pull.number, forge.settings.labels)
