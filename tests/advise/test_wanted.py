import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.advise.term import Term
from tacit.advise.terms import analyse
from tacit.advise.wanted import wanted, weight


def test_a_word_counts_as_much_as_its_heaviest_term() -> None:
    pair, one = Term(("learning", "rate"), 0.5, "", ""), Term(("rate",), 2.0, "", "")
    assert wanted([(pair, 1.0), (one, 0.5)]) == {"learning": 0.5, "rate": 1.0}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rate is high", 1.0),
        ("RATES", 1.0),
        ("separate", 0.0),
        ("query", 2.0),
        ("many queries at any rate", 3.0),
        ("", 0.0),
    ],
)
def test_a_text_has_the_words_that_begin_in_it(text: str, found: float) -> None:
    assert weight(text, {"rate": 1.0, "query": 2.0}) == found


@given(st.text(max_size=200))
def test_any_word_can_be_looked_for(text: str) -> None:
    assert weight(text, dict.fromkeys(analyse(text), 1.0)) >= 0.0
