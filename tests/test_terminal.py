"""Text of others on a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from tacit.terminal import safe, safe_line


def test_what_is_unseen_is_shown() -> None:
    assert safe("a\tb\n\x1b[2J\u202ec") == "a\tb\n\\x1b[2J\\u{202e}c"


def test_a_line_is_one_line_of_bounded_length() -> None:
    assert safe_line("a\r\n b\x00") == "a b\\x00"
    assert len(safe_line("x" * 1000, 50)) == 50


@given(st.text())
def test_nothing_passes(text: str) -> None:
    assert all(c >= " " or c in "\t\n" for c in safe(text))
    safe(text).encode()
