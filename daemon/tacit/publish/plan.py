"""What a draft is pushed as: an update of a skill that tells the same, else a skill of its own.

Decided from what was last synced alone, so that a second try decides the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tacit.draft.make import Draft
from tacit.draft.provenance import FILE
from tacit.draft.render import render
from tacit.publish import kin
from tacit.publish.checkout import Checkout
from tacit.publish.kin import Kin
from tacit.publish.naming import Branch
from tacit.registry.form import slug
from tacit.registry.lint import lint_files
from tacit.registry.rename import renamed
from tacit.registry.sameness import NAME
from tacit.registry.tree import read
from tacit.registry.update import marks, updated

_OURS = re.compile(rf"(plugins/([^/]+)/([^/]+))/skills/([^/]+)/{re.escape(NAME)}")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a draft goes to the registry. `name`: of the skill that it makes or adds to.

    `files`: what to push, over the default branch as it is now; none where that tells it already.
    `note`: what a reviewer is told. `update`: of a skill that is there.
    """

    name: str
    files: Mapping[str, str]
    note: str = ""
    update: bool = False


def plan(draft: Draft, checkout: Checkout, own: str, absorbed: Sequence[Draft] = ()) -> Plan:
    """What to push for the draft. `own`: its branch, "" where it has none at the registry yet.

    `absorbed`: drafts that its branch takes in. Call `Checkout.sync` before.
    """
    root = checkout.folder
    if all(read(root / path) == text for path, text in draft.files.items()):
        return Plan(draft.skill.name, {})
    found = kin.merged(draft.files, checkout)
    if found and not found.against:
        there = _skill(root, found.path)
        if draft.id in marks(there):
            return Plan(found.name, {})
        if made := _added(there, found, draft.files, draft.id):
            made = _folded(made, absorbed)
            note = f"an update of {found.name}, {_seen(made)}"
            return Plan(found.name, made, note, update=True)
    besides = {draft.id, *(one.id for one in absorbed)}
    return _new(
        draft, checkout, own, absorbed, found or kin.waiting(draft.files, checkout, besides)
    )


def late(id: str, branch: str, checkout: Checkout) -> Plan | None:
    """A new skill's branch as an update of a skill that came to tell the same meanwhile, if any."""
    files = checkout.files(branch)
    found = kin.merged(files, checkout)
    if id in marks(files) or found is None or found.against:
        return None
    made = _added(_skill(checkout.folder, found.path), found, files, id)
    return Plan(found.name, made, update=True) if made else None


def _new(
    draft: Draft, checkout: Checkout, own: str, absorbed: Sequence[Draft], other: Kin | None
) -> Plan:
    """A skill of its own, under a name that no other has; it says what it has to of another."""
    draft = _apart(draft, checkout, own)
    files = dict(draft.files)
    said, note = _said(other) if other else ("", "")
    if said:
        page = next(path for path in files if path.endswith("/SKILL.md"))
        files[page] = f"{files[page].rstrip()}\n\n## Related\n\n- {said}\n"
    files = _folded(files, absorbed)
    notes = [note, _seen(files) if marks(files) else ""]
    return Plan(draft.skill.name, files, ", ".join(filter(None, notes)))


def _said(other: Kin) -> tuple[str, str]:
    """What a new skill says of another in its text, and what its reviewer is told."""
    if other.against:
        return (
            f"Contradicts {other.link} on the same error: {other.against}. Find out which holds.",
            f"contradicts {other.branch or other.name}: {other.against}",
        )
    if other.branch:  # whichever is merged second becomes an update: nothing to tell a reader
        return "", f"the open draft {other.branch} tells the same"
    return (
        f"{other.link} tells the same error, in a form that nothing can be added to safely.",
        f"{other.name} tells the same, in a form that nothing can be added to",
    )


def _apart(draft: Draft, checkout: Checkout, own: str) -> Draft:
    """The draft under a name that no other skill or open draft has: merging must replace none."""
    name = draft.skill.name
    other = f"{name[:50].rstrip('-')}-{draft.id[:6]}"
    free = not any(checkout.folder.glob(f"plugins/*/{name}"))
    if free and own:
        free = Branch(own, "", 0, "", merged=False).skill != other
    elif free:
        free = not any(b.skill == name for b in checkout.branches() if not b.merged)
    if free:
        return draft
    named = draft.skill.model_copy(update={"name": other})
    # What a person wrote or changed is kept to the byte; what was rendered is rendered anew.
    ours = dict(draft.files) == dict(render(draft.skill))
    return replace(draft, skill=named, files=render(named) if ours else renamed(draft.files, other))


def _folded(files: dict[str, str], absorbed: Sequence[Draft]) -> dict[str, str]:
    """The files with the lessons of other drafts, those that can be added."""
    for other in absorbed:
        found = kin.between(other.files, files)
        if found and other.id not in marks(files):
            files = _added(files, found, other.files, other.id) or files
    return files


def _added(
    there: Mapping[str, str], found: Kin, files: Mapping[str, str], id: str
) -> dict[str, str] | None:
    """The update, where it leaves a skill that lint has nothing against."""
    made = updated(there, found.same, files, id)
    bad = made is None or any(finding.severity == "error" for finding in lint_files(made))
    return None if bad else made


def _skill(root: Path, path: str) -> dict[str, str]:
    """The pages and the manifest of the skill that a troubleshooting file of our layout is of.

    {} where it is of another, or a page is no plain UTF-8 text to the byte.
    """
    found = _OURS.fullmatch(path)
    if not found or found[3] != found[4] or not all(map(slug, found.groups()[1:])):
        return {}
    inside = path.removesuffix(NAME)
    needed = [f"{found[1]}/.claude-plugin/plugin.json", f"{inside}SKILL.md", path]
    files: dict[str, str] = {}
    for one in (*needed, f"{inside}references/experiment-log.md", f"{found[1]}/{FILE}"):
        text = read(root / one)
        if text is not None:
            files[one] = text
        if text.encode() != (root / one).read_bytes() if text is not None else one in needed:
            return {}
    return files


def _seen(files: Mapping[str, str]) -> str:
    return f"seen in {1 + len(marks(files))} sessions"
