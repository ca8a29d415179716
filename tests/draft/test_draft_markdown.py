import re

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.draft.clean import clean
from tacit.draft.markdown import code, fence, inline, one_line, prose, quoted, table
from tacit.registry import markdown as reader

HOSTILE = st.text(
    st.sampled_from("ab `|\n\\<>!-[]()#*:\"'{}~=_.1") | st.characters(codec="utf-8"), max_size=60
)


@given(st.lists(HOSTILE, min_size=2, max_size=2), HOSTILE)
def test_a_table_has_the_rows_that_were_put_in(cells: list[str], other: str) -> None:
    found = reader.table(table(("A", "B"), [("c" + cells[0], cells[1]), ("x", other)]))
    assert [len(row) for row in found] == [2, 2, 2]
    assert found[2][0] == "x"


@given(HOSTILE)
def test_a_fence_ends_where_it_was_meant_to(text: str) -> None:
    held = reader.fenced(fence(clean(text) + "\n```\nafter") + "\n\nbehind")
    assert held.strip("\n") == (clean(text) + "\n```\nafter").strip("\n")


@given(HOSTILE)
def test_prose_is_one_paragraph_without_tags_or_links(text: str) -> None:
    found = prose(clean(text))
    assert "\n" not in found
    outside = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", found)
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", outside)
    assert not re.match(r"\s{0,3}(?:#{1,6}\s|>|[-+*]\s|\d+[.)]\s|---|===|~~~|```)", found)


@given(HOSTILE)
def test_frontmatter_gives_back_what_was_put_in(text: str) -> None:
    said = one_line(clean(text))
    found = frontmatter.loads(f"---\nname: {quoted(said)}\n---\nbody")
    assert found["name"] == said
    assert found.content == "body"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <script>x</script>", "a \\<script>x\\</script>"),
        ("<!-- hidden -->", "\\<!-- hidden -->"),
        ("![x](https://x.example/a.png)", "!\\[x\\](https://x.example/a.png)"),
        ("`<b>` and <b>", "`<b>` and \\<b>"),
        ("one ` tick", "one \\` tick"),
        ("a <redacted:email> b", "a \\<redacted:email> b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_what_markdown_obeys_is_escaped(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_a_code_span_holds_backticks() -> None:
    assert code("a `b` c") == "`` a `b` c ``"


def test_a_long_text_is_cut_at_a_word() -> None:
    assert one_line("alpha beta gamma delta", 14) == "alpha beta…"


def test_what_nobody_sees_is_gone() -> None:
    hidden = "\x1b[31mred\x1b[0m \u202ereversed\u202c zero\u200bwidth\x00 \ud800 tag\U000e0041"
    assert clean(hidden) == "red reversed zerowidth  tag"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
