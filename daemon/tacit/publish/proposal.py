"""What a pull request says: title and body, from a draft that was pushed.

Whatever comes from a session stands in a fence or a code span. GitHub obeys a good deal of what
it finds in plain text: a name after an @ is notified, `fixes #12` closes, an image is fetched.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tacit.draft.make import Draft
from tacit.draft.markdown import code, fence, one_line
from tacit.publish.drafts import DraftRow
from tacit.redact import redact, residual
from tacit.terminal import safe

# GitHub takes 65,536 characters; a reviewer takes fewer.
_MOST = 20_000
_QUOTES = 12
_QUOTE = 400
_MARK = re.compile(r"\n<!-- tacit ([0-9a-f]{10}) ([0-9a-f]{64}) -->\s*\Z")
_PLUGIN = re.compile(r"plugins/([^/]+)/([^/]+)/")


class Proposal(NamedTuple):
    """A pull request's text."""

    title: str
    body: str


def proposal(draft: Draft, row: DraftRow, files: Mapping[str, str], known: bool) -> Proposal:
    """The pull request for a draft that was pushed as `files`.

    `known`: the default branch has the skill already. Quotes of evidence that still hold what must
    not leave are left out.
    """
    title = f"{row.name}: {'seen again' if known else 'a new skill'}"
    parts = [*_learned(draft), *_affected(files, known), *_quotes(draft), *_redacted(draft)]
    parts += [*_tried(row, files), *_made(draft, row)]
    body = safe("\n\n".join(parts))
    return Proposal(title, signed(row.id, body[:_MOST]))


def signed(id: str, body: str) -> str:
    """The body with a mark that tells whether somebody changed it since."""
    return f"{body}\n<!-- tacit {id} {_digest(body)} -->"


def untouched(body: str) -> bool:
    """Is a pull request's body as we wrote it? One that a person edited stays."""
    body = body.replace("\r\n", "\n")
    found = _MARK.search(body)
    return found is not None and _digest(body[: found.start()]) == found[2]


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _learned(draft: Draft) -> Iterator[str]:
    yield "### What was learned"
    skill = draft.skill
    told = [skill.description, f"Goal: {skill.goal.text}"]
    if skill.lesson:
        told.append(skill.lesson.text)
    yield fence("\n".join(one_line(text, 700) for text in told))
    for trouble in skill.troubles[:3]:
        yield fence(f"{trouble.error[:600]}\n→ {one_line(trouble.fix, 400)}")
    if skill.failed:
        rows = (f"✗ {one_line(f.attempt, 160)} — {one_line(f.why, 160)}" for f in skill.failed[:8])
        yield fence("\n".join(rows))


def _affected(files: Mapping[str, str], known: bool) -> Iterator[str]:
    yield "### Skills that this changes"
    plugins = {found[0] for path in files if (found := _PLUGIN.match(path))}
    what = "updated" if known else "new"
    yield "\n".join(f"- {code(plugin)}, {what}" for plugin in sorted(plugins))


def _quotes(draft: Draft) -> Iterator[str]:
    """Short redacted quotes of what the draft rests on, those of its errors first."""
    errors = [i for trouble in draft.skill.troubles for i in trouble.evidence]
    order = dict.fromkeys((*errors, *draft.evidence))
    kept = [q for i in order if (q := _quote(draft.evidence.get(i, ""), draft.skill.author))]
    if kept:
        yield "### Evidence"
        yield f"Quotes of the session, redacted; {len(kept[:_QUOTES])} of {len(draft.evidence)}."
        yield from map(fence, kept[:_QUOTES])


def _quote(text: str, author: str) -> str:
    """The end of an output tells more than its beginning; "" where a doubt is left."""
    text = redact(text, author=author).text.strip()
    short = text if len(text) <= _QUOTE else "…" + text[-_QUOTE:]
    return "" if residual(text, author=author) else short


def _redacted(draft: Draft) -> Iterator[str]:
    yield "### Redacted"
    counts = (f"{kind}: {number}" for kind, number in sorted(draft.redactions.items()))
    yield code(", ".join(counts)) if draft.redactions else "Nothing had to be."


def _tried(row: DraftRow, files: Mapping[str, str]) -> Iterator[str]:
    yield "### How to try it"
    plugins = sorted({found[0] for path in files if (found := _PLUGIN.match(path))})
    lines = [f"git fetch origin {row.branch} && git checkout {row.branch}"]
    lines += [f"claude --plugin-dir {plugin.rstrip('/')}" for plugin in plugins]
    lines += [f"tacit review show {row.id}", f"tacit review approve {row.id}"]
    yield fence("\n".join(lines), "sh")


def _made(draft: Draft, row: DraftRow) -> Iterable[str]:
    about = [f"Draft {code(row.id)}, written by {code(draft.writer)}"]
    if row.note:
        about.append(code(row.note))
    if draft.headless:
        about.append("from a session that nobody sat at")
    yield "; ".join(about) + "."
    yield (
        "Merge it and it is advice for the team. Close it and say why, and nobody is offered it "
        "again. Commits of yours on this branch are never overwritten."
    )
