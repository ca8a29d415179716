"""Bring one draft to its registry: the last look at it, and the push.

A kill at any point resumes here: the branch's name is written down before the push and depends on
the draft alone, so a second push finds the first one's branch, and a commit that this machine made
is told from a reviewer's.
"""

from collections.abc import Mapping
from dataclasses import replace

from tacit.draft.make import Draft
from tacit.draft.render import render
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout, create_local
from tacit.publish.drafts import DraftRow
from tacit.publish.naming import branch_name
from tacit.publish.registries import Registry
from tacit.redact import residual
from tacit.registry.lint import DANGEROUS, lint_files
from tacit.registry.tree import read
from tacit.store import Database
from tacit.terminal import safe_line


def doubt(draft: Draft) -> str:
    """What stands against the draft's leaving this machine, "" if nothing does."""
    for path, text in draft.files.items():
        kinds = residual(f"{path}\n{text}", author=draft.skill.author)
        if kinds:
            return f"{safe_line(path, 120)} still holds what must not leave ({', '.join(kinds)})"
    for finding in lint_files(draft.files):
        if finding.severity == "error":
            return safe_line(f"{finding.path}:{finding.line} {finding.rule}: {finding.message}")
    return ""


def danger(files: Mapping[str, str]) -> str:
    """What must keep a branch from being merged, whoever approves it; "" if nothing does."""
    for finding in lint_files(files):
        if finding.rule in DANGEROUS or finding.rule == "secret":
            return safe_line(f"{finding.path}:{finding.line} {finding.rule}: {finding.message}")
    return ""


def opened(registry: Registry, where: Paths) -> Checkout:
    """The registry's checkout; the embedded registry is made where it is missing."""
    if registry.url == str(where.local_registry) and not where.local_registry.exists():
        create_local(where.local_registry)
    return Checkout(registry.url, registry.folder)


def push(db: Database, row: DraftRow, draft: Draft, checkout: Checkout) -> DraftRow:
    """Push the draft's files; the row comes back as `pushed`, or as what was found out.

    Raises RegistryError where the registry cannot be reached or refuses; the row is then as it
    was.
    """
    checkout.sync()
    draft = _apart(draft, checkout)
    row = replace(row, name=draft.skill.name)
    branch = row.branch or branch_name(draft.skill.name, row.id)
    tip = checkout.tip(branch)
    content = drafts.digest(draft.files)
    if row.sha and (gone := settled(row, checkout, tip)):
        return drafts.put(db, gone)
    if tip and tip != row.sha and _others(checkout, branch, tip, draft):
        note = "somebody else committed to the branch; it is left as it is"
        # Not `sha=tip`: it would pass for ours the next time, and be written over.
        return drafts.put(
            db, replace(row, branch=branch, state="pushed", note=note, digest=content)
        )
    row = drafts.put(db, replace(row, branch=branch))
    message = f"{draft.skill.name}: a draft\n\n{draft.skill.description}\n\nTacit-Draft: {row.id}\n"
    sha = checkout.push_branch(branch, draft.files, message, onto=tip)
    if not sha:
        return drafts.put(db, replace(row, state="merged", note="the registry has it already"))
    return drafts.put(db, replace(row, state="pushed", note="", digest=content, sha=sha))


def _apart(draft: Draft, checkout: Checkout) -> Draft:
    """The draft under a name that no other merged skill has: merging must not replace one."""
    name = draft.skill.name
    if not any(checkout.folder.glob(f"plugins/*/{name}")):
        return draft
    if all(read(checkout.folder / path) == text for path, text in draft.files.items()):
        return draft  # it is this very draft
    named = draft.skill.model_copy(update={"name": f"{name[:50].rstrip('-')}-{draft.id[:6]}"})
    return replace(draft, skill=named, files=render(named))


def _others(checkout: Checkout, branch: str, tip: str, draft: Draft) -> bool:
    """Has the branch a commit that is not ours? With our very files it might as well be."""
    if checkout.made_here(branch, tip):
        return False
    return dict(checkout.files(branch)) != dict(draft.files)


def settled(row: DraftRow, checkout: Checkout, tip: str) -> DraftRow | None:
    """The row of a pushed draft that was decided at the registry; None where it was not.

    `tip`: where its branch stands now, "" where it is gone. A deleted branch is a refusal.
    """
    if checkout.arrived(tip or row.sha):
        return replace(row, state="merged", note="")
    if not tip:
        return replace(row, state="rejected", note="its branch was deleted at the registry")
    return None
