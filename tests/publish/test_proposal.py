"""What a pull request says, and that nothing of a session is obeyed in it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from building.desk import Desk
from building.drafts import ERROR, draft, skill
from building.github.fake import TOKEN
from tacit.draft.make import Draft
from tacit.draft.skill import Statement
from tacit.publish.proposal import Proposal, proposal, untouched

HOSTILE = (
    "@octocat fixes #12 ![x](https://evil.example/a.png) <img src=x> [a](https://evil.example)"
)


def said(desk: Desk, one: Draft | None = None, *, known: bool = False) -> Proposal:
    one = one or draft()
    return proposal(one, replace(desk.publish(one), note=HOSTILE), one.files, known)


def tokens(body: str) -> Iterator[Token]:
    for one in MarkdownIt().parse(body):
        yield from one.children or (one,)


def spoken(body: str) -> str:
    """The body's text that a forge obeys: all that is neither fence nor code span."""
    quiet = {"fence", "code_block", "code_inline"}
    return " ".join(one.content for one in tokens(body) if one.type not in quiet)


def fences(body: str) -> list[str]:
    return [one.content for one in tokens(body) if one.type == "fence"]


def test_it_says_all_that_a_reviewer_needs(desk: Desk) -> None:
    title, body = said(desk)
    assert title == "ragged-rows: a new skill"
    headings = [
        "What was learned",
        "Skills that this changes",
        "Evidence",
        "Redacted",
        "How to try",
    ]
    assert [head for head in headings if f"### {head}" in body] == headings
    learned, trouble, failed, quote, tried = fences(body)
    assert "Use when: ValueError" in learned
    assert "Stack the captions" in learned
    assert trouble == f"{ERROR}\n→ pad to the longest\n"
    assert failed == "✗ pad to 16 — a row has 17\n"
    assert quote == f"{ERROR}\n"
    assert "claude --plugin-dir plugins/data/ragged-rows" in tried
    assert "`plugins/data/ragged-rows/`, new" in body
    assert "`email: 1`" in body


def test_an_update_says_so(desk: Desk) -> None:
    title, body = said(desk, known=True)
    assert title == "ragged-rows: seen again"
    assert "`plugins/data/ragged-rows/`, updated" in body


def test_nothing_of_a_session_is_obeyed(desk: Desk) -> None:
    bad = f"```\n~~~~\n{HOSTILE}\n\n{HOSTILE}"
    form = skill(goal=Statement(text=bad, evidence=("toolu_1",)), lesson=None)
    trouble = form.troubles[0].model_copy(update={"error": bad, "fix": bad})
    failed = form.failed[0].model_copy(update={"attempt": bad, "why": bad})
    form = form.model_copy(update={"troubles": (trouble,), "failed": (failed,)})
    one = replace(draft(), skill=form, evidence={"toolu_1": bad}, redactions={bad: 1}, writer=bad)
    body = said(desk, one).body
    for word in ("octocat", "fixes", "evil.example", "img"):
        assert word in body
        assert word not in spoken(body)
    assert not {"image", "link_open", "html_inline"} & {one.type for one in tokens(body)}


def test_evidence_that_must_not_leave_is_left_out(desk: Desk) -> None:
    one = replace(draft(), evidence={"toolu_1": f"key {TOKEN} {ERROR}"})
    assert TOKEN not in said(desk, one).body


def test_hidden_characters_are_shown(desk: Desk) -> None:
    body = said(desk, replace(draft(), evidence={"toolu_1": "a\u202eb\x1b[31mc\u200b"})).body
    assert not {"\u202e", "\x1b", "\u200b"} & set(body)


def test_it_is_short_whatever_a_session_held(desk: Desk) -> None:
    many = {f"toolu_{n}": f"{n} " + "x" * 5_000 for n in range(200)}
    body = said(desk, replace(draft(), evidence=many)).body
    assert len(body) < 20_200
    assert "12 of 200" in body


@pytest.mark.parametrize("change", ["### Proof", "### Evidence\n\nmore"])
def test_who_changed_it_is_told(desk: Desk, change: str) -> None:
    body = said(desk).body
    assert untouched(body)
    assert untouched(body.replace("\n", "\r\n"))
    assert not untouched(body.replace("### Evidence", change))
    assert not untouched("")
