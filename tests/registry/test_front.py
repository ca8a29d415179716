"""Frontmatter of any author."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.registry.front import front

BOMBS = {
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "merge keys": "a: &a {k: v}\nb: {<<: [*a, *a, *a]}\n",
    "depth": "a: " + "[" * 5000 + "\n",
    "long depth": "- " * 4000 + "\n",
    "tag": "a: !!python/object/apply:os.system [id]\n",
    "date": "date: 2026-99-99\n",
    "list": "- a\n",
}


def test_values_body_and_line() -> None:
    found = front('---\nname: "a"\ndate: 2026-01-31\n---\n# Title\n')
    assert (found.text("name"), found.text("date")) == ("a", "2026-01-31")
    assert (found.body, found.line, found.problem) == ("# Title\n", 4, "")


@pytest.mark.parametrize("head", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_a_problem_and_no_more(head: str) -> None:
    found = front(f"---\nname: kept\n{head}---\nbody\n")
    assert found.problem
    assert found.text("name") == "kept"
    assert found.body == "body\n"


def test_an_unquoted_colon_is_read_line_by_line() -> None:
    found = front("---\nname: a\ndescription: Use when: it fails: badly\n---\n")
    assert found.text("description") == "Use when: it fails: badly"
    assert "line 3" in found.problem


@pytest.mark.parametrize(
    "text", ["", "# No frontmatter\n", "---\nnever closed\n", "----\nx\n---\n"]
)
def test_no_frontmatter(text: str) -> None:
    assert front(text).body == text
    assert front(text).problem == "no frontmatter"


def test_an_endless_frontmatter_is_none() -> None:
    assert front("---\n" + "\n" * 900_000 + "---\n").problem == "no frontmatter"


def test_a_collection_is_no_text() -> None:
    found = front("---\nname: [a]\nversion: 1.5\nflag: true\n---\n")
    assert [found.text(key) for key in ("name", "version", "flag", "none")] == ["", "1.5", "", ""]


@given(st.text(alphabet="-:[]{}&*!|>'\"#\n\t ab\x00\u2028\ud800", max_size=200))
def test_never_raises(text: str) -> None:
    front(text)
    front(f"---\n{text}\n---\n{text}")
