"""Headings, tables, fences."""

from hypothesis import given
from hypothesis import strategies as st

from tacit.registry.markdown import fenced, sections, table


def test_sections_know_level_and_line() -> None:
    found = list(sections("before\n# One\ntext\n## Two ##\nmore"))
    assert [(s.title, s.level, s.line, s.text) for s in found] == [
        ("", 0, 0, "before"),
        ("One", 1, 2, "text"),
        ("Two", 2, 4, "more"),
    ]


def test_a_hash_inside_a_fence_is_no_heading() -> None:
    assert [s.title for s in sections("# A\n~~~\n# not\n```\n# not\n~~~\n# B")] == ["", "A", "B"]


def test_the_first_fenced_block() -> None:
    assert fenced("x\n```text\nthe error\n\nline 2\n```\n```\nno\n```") == "the error\n\nline 2"
    assert fenced("```\nnever closed") == ""


def test_a_table_with_an_escaped_bar() -> None:
    assert table("x\n| a | b |\n|---|:-:|\n| 1 \\| 2 | |\n\n| c |") == [["a", "b"], ["1 | 2", ""]]


@given(st.text(alphabet="#`~|\\ -\nab", max_size=200))
def test_sections_keep_every_line(text: str) -> None:
    kept = sum(len(s.lines) + (s.level > 0) for s in sections(text))
    assert kept == len(text.split("\n"))
    table(text)
    fenced(text)
