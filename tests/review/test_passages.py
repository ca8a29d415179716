"""A page in passages, and the lines of evidence beside them."""

from hypothesis import given
from hypothesis import strategies as st

from building.drafts import ERROR, draft
from tacit.review.beside import beside
from tacit.review.passages import passages
from tacit.review.quotes import excerpt

PAGE = """---
name: "x"
---
# Title

One paragraph
of two lines.
- an item
1. a step

   ```bash
   # no heading
   ```
| A | B |
|---|---|
| 1 | 2 |
"""


def test_what_a_reader_takes_for_one() -> None:
    found = [(one.line, one.kind) for one in passages("SKILL.md", PAGE)]
    assert found == [
        (1, "front"),
        (4, "heading"),
        (6, "text"),
        (8, "text"),
        (9, "text"),
        (11, "code"),
        (14, "row"),
        (16, "row"),
    ]


@given(st.lists(st.sampled_from(["", "# a", "b", "- c", "```", "~~~~", "| d |", "|--|", "---"])))
def test_no_line_is_left_out_or_shown_twice(lines: list[str]) -> None:
    found = passages("a.md", "\n".join(lines))
    shown = [line for one in found for line in one.text.split("\n")]
    assert [line for line in shown if line] == [line for line in lines if line]
    assert all(lines[one.line - 1] == one.text.split("\n")[0] for one in found)


def test_what_is_no_markdown_is_one_passage() -> None:
    assert [one.kind for one in passages("run.py", "# a\n\n# b\n")] == ["code"]


@given(st.text(), st.text())
def test_an_excerpt_is_made_of_the_evidence(evidence: str, statement: str) -> None:
    lines = excerpt(evidence, statement).split("\n")
    assert len(lines) <= 8
    assert all(line.strip("…") in evidence for line in lines)


def test_an_excerpt_stands_around_the_figure() -> None:
    evidence = "\n".join(f"step {n} loss {n / 100}" for n in range(200))
    assert "step 57 loss 0.57" in excerpt(evidence, "the loss was 0.57")
    assert excerpt(evidence, "the loss was 0.57").startswith("…\n")


def test_each_statement_stands_beside_what_grounds_it() -> None:
    one = draft()
    path = next(path for path in one.files if path.endswith("/SKILL.md"))
    found = beside(path, one.files[path], one.skill, one.evidence, ())
    grounded = [each.passage.text for each in found if each.quotes]
    assert "1. Pad each row" in grounded
    assert any(ERROR in quote.text for each in found for quote in each.quotes)
    assert "## Next Steps" not in grounded


def test_what_a_reviewer_wrote_has_no_quote() -> None:
    one = draft()
    found = beside("a/SKILL.md", "# Title\n\nOnly on Tuesdays.\n", one.skill, one.evidence, ())
    assert not any(each.quotes for each in found)


def test_a_teammates_draft_has_none() -> None:
    assert not any(one.quotes for one in beside("a.md", "Pad each row", None, {}, ()))
