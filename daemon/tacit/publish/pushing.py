"""Bring one draft to its registry: the last look at it, and the push.

A kill at any point resumes here: the branch's name is written down before the push and depends on
the draft alone, so a second push finds the first one's branch, and a commit that this machine made
is told from a reviewer's.
"""

from collections.abc import Mapping
from dataclasses import replace

from tacit.draft.make import Draft
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.checkout import Checkout
from tacit.publish.creating import create_local
from tacit.publish.drafts import DraftRow
from tacit.publish.forge import GitHub
from tacit.publish.joining import absorbed, host
from tacit.publish.naming import branch_name
from tacit.publish.plan import Plan, plan
from tacit.publish.registries import Registry
from tacit.redact import residual
from tacit.registry.lint import DANGEROUS, QUARANTINED, lint_files
from tacit.store import Database
from tacit.terminal import safe_line

# What a refused draft owes until its registry's team knows of it.
UNTOLD = "the team does not know of the refusal yet"


def doubt(draft: Draft) -> str:
    """What stands against the draft's leaving this machine, "" if nothing does."""
    for path, text in draft.files.items():
        kinds = residual(f"{path}\n{text}", author=draft.skill.author)
        if kinds:
            return f"{safe_line(path, 120)} still holds what must not leave ({', '.join(kinds)})"
    for finding in lint_files(draft.files):
        if finding.severity == "error" or finding.rule in QUARANTINED:
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
    return Checkout(registry.url, registry.folder, registry.forge, registry.asked)


def push(db: Database, row: DraftRow, draft: Draft, checkout: Checkout, where: Paths) -> DraftRow:
    """Push the draft's lesson; the row comes back as `pushed`, or as what was found out.

    It is a skill of its own or an update of one (see `plan`); where an open draft of this machine
    tells the same, it goes into that and the row is `superseded`. Raises RegistryError where the
    registry cannot be reached or refuses; the row is then as it was. Call `Checkout.sync` before.
    """
    if row.sha and (gone := settled(row, checkout, checkout.tip(row.branch))):
        return drafts.put(db, gone)
    out = bool(row.branch) and bool(checkout.tip(row.branch))
    if not out and (taken := host(db, draft, row, checkout, where)):
        return _join(db, row, draft, taken, checkout)
    to = plan(draft, checkout, row.branch if out else "", absorbed(db, row, where))
    return _send(db, row, draft, to, checkout)


def _send(db: Database, row: DraftRow, draft: Draft, to: Plan, checkout: Checkout) -> DraftRow:
    branch = row.branch or branch_name(to.name, row.id)
    tip = checkout.tip(branch)
    content = drafts.digest(draft.files)
    there = tip and dict(checkout.files(branch)) == dict(to.files)
    if tip and tip != row.sha and not there and not checkout.made_here(branch, tip):
        note = "somebody else committed to the branch; it is left as it is"
        # Not `sha=tip`: it would pass for ours the next time, and be written over.
        return drafts.put(
            db, replace(row, branch=branch, state="pushed", note=note, digest=content)
        )
    row = drafts.put(db, replace(row, name=to.name, branch=branch))
    sha = tip if there else _pushed(row, draft, to, checkout, tip)
    if not sha:
        return drafts.put(db, replace(row, state="merged", note="the registry has it already"))
    # A pull request that is open needs telling only of what is new.
    state = "open" if there and row.state == "open" else "pushed"
    return drafts.put(db, replace(row, state=state, note=to.note, digest=content, sha=sha))


def _pushed(row: DraftRow, draft: Draft, to: Plan, checkout: Checkout, tip: str) -> str:
    """The branch's new commit, "" where the default branch has it all."""
    if not to.files:
        return ""
    what = "seen again" if to.update else "a draft"
    message = f"{to.name}: {what}\n\n{draft.skill.description}\n\nTacit-Draft: {row.id}\n"
    return checkout.push_branch(row.branch, to.files, message, onto=tip)


def _join(
    db: Database, row: DraftRow, draft: Draft, taken: tuple[DraftRow, Plan], checkout: Checkout
) -> DraftRow:
    """Send the open draft's branch with this lesson in it; a kill between is mended by a retry."""
    other, to = taken
    message = f"{to.name}: seen again\n\nTacit-Draft: {row.id}\n"
    tip = checkout.tip(other.branch)
    sha = checkout.push_branch(other.branch, to.files, message, onto=tip)
    drafts.put(db, replace(other, note=to.note, sha=sha))
    note = f"the same lesson as {other.branch}, which takes it in"
    content = drafts.digest(draft.files)
    joined = replace(row, branch=other.branch, state="superseded", note=note, digest=content)
    return drafts.put(db, joined)


def settled(row: DraftRow, checkout: Checkout, tip: str) -> DraftRow | None:
    """The row of a pushed draft that was decided at the registry; None where it was not.

    `tip`: where its branch stands now, "" where it is gone. A deleted branch is a refusal, but
    where it has a pull request that tells: one merged as a single commit with changes of its
    reviewer's, say. Raises ForgeError where the forge cannot be asked then.
    """
    if checkout.arrived(tip or row.sha):
        return replace(row, state="merged", note="", owed="")
    if row.pull and checkout.forge and (ended := decided(row, checkout.forge)):
        return ended
    if not tip:
        note = "its branch was deleted at the registry"
        return replace(row, state="rejected", note=note, owed="")
    return None


def decided(row: DraftRow, forge: GitHub) -> DraftRow | None:
    """The row of a draft whose pull request is closed; None for one that is open."""
    pull = forge.pull(row.pull)
    if pull.state == "merged":
        return replace(row, state="merged", note="", owed="")
    if pull.state == "closed":
        said = forge.last_comment(row.pull)
        note = f"closed at {forge.place.host}" + (f": {said}" if said else "")
        return replace(row, state="rejected", note=note, owed=UNTOLD)
    return None
