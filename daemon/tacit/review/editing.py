"""A reviewer changes a draft's text: looked through like any other, then kept or committed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tacit.draft.shelf import load, save
from tacit.errors import DraftRefused, RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.publish import drafts
from tacit.publish.drafts import DONE, OUT, DraftRow
from tacit.publish.listing import find
from tacit.publish.pushing import opened
from tacit.publish.registries import Registry, registry
from tacit.redact import residual
from tacit.registry.front import front
from tacit.registry.lint import DANGEROUS, lint_files
from tacit.store import Database
from tacit.terminal import safe_line

# A file that a person wrote by hand and wants reviewed is far smaller.
LARGEST = 200_000


def edit(
    db: Database, id: str, changed: Mapping[str, str], config: Config, where: Paths
) -> DraftRow:
    """Put these texts of a draft's own files in place of the old ones; the row comes back.

    A draft on this machine is kept so, and waits again where it was refused; one that is out gets
    a commit on its branch, a reviewer's, which tacit never overwrites. Raises TacitError where a
    text holds what must not leave, is dangerous, or brings an error of lint that was not there.
    """
    row = find(db, id, config, where)
    if row.state in DONE:
        raise RegistryError(f"draft {row.id} is {row.state}; there is nothing to edit")
    if row.state in OUT:
        return _committed(row, changed, registry(row.registry, "write", where, config.forge), where)
    return _kept(db, row, changed, where)


def _kept(db: Database, row: DraftRow, changed: Mapping[str, str], where: Paths) -> DraftRow:
    draft = load(where.drafts, row.id)
    files = _checked(draft.files, changed)
    if files == dict(draft.files):
        return row
    save(replace(draft, files=files, writer="person"), where.drafts)
    note = "edited" if row.state == "refused" or not row.note else row.note
    return drafts.put(db, replace(row, state="waiting", note=note))


def _committed(row: DraftRow, changed: Mapping[str, str], to: Registry, where: Paths) -> DraftRow:
    checkout = opened(to, where)
    checkout.sync()
    there = checkout.files(row.branch)
    files = _checked(there, changed)
    put = {path: text for path, text in files.items() if there[path] != text}
    if put:
        checkout.edit_branch(row.branch, put, f"{row.name}: edited in review\n")
    return row


def _checked(there: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
    """All files with the changed texts. Raises DraftRefused where one may not be kept."""
    made = dict(there)
    for path, text in changed.items():
        if path not in there:
            raise DraftRefused(f"{safe_line(path, 120)} is no file of this draft")
        if len(text) > LARGEST:
            raise DraftRefused(f"{safe_line(path, 120)}: more than {LARGEST} characters")
        made[path] = "\n".join(text.splitlines()) + "\n" if text.strip() else ""
        if made[path] != there[path] and (why := _secret(path, made[path])):
            raise DraftRefused(why)
    if not any(made.values()):
        raise DraftRefused("nothing would be left; reject the draft instead")
    _lint(there, made)
    return made


def _lint(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Raise DraftRefused for what is dangerous, and for an error that was not there before."""
    known = Counter((one.path, one.rule) for one in lint_files(before))
    for one in lint_files(after):
        new = known[one.path, one.rule] <= 0
        known[one.path, one.rule] -= 1
        if new and (one.severity == "error" or one.rule in DANGEROUS):
            raise DraftRefused(safe_line(f"{one.path}:{one.line} {one.rule}: {one.message}"))


def _secret(path: str, text: str) -> str:
    """What of the text must not leave, and in which line; "" if nothing does."""
    author = front(text).text("author") if path.endswith(".md") else ""
    kinds = residual(text, author=author)
    if not kinds:
        return ""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines, 1) if residual(line, author=author)), 0)
    return (
        f"{safe_line(path, 120)}:{at} holds what must not leave ({', '.join(kinds)}); take it out"
    )
