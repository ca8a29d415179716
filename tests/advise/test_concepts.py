from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.plain_requests import MEANT
from tacit.advise.conceptbook import entries
from tacit.advise.concepts import concepts


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_plain_words_mean_a_concept(text: str, name: str) -> None:
    assert name in chain.from_iterable(one.names for one in concepts(text))


@pytest.mark.parametrize("text", ["", "continue", "ok do it", "fix it", "weiter so", "はい"])
def test_a_word_alone_means_none(text: str) -> None:
    assert concepts(text) == ()


@given(st.text(max_size=300))
def test_any_text_means_three_concepts_at_most(text: str) -> None:
    found = concepts(text)
    assert len(found) <= 3
    assert all(0 <= one.certain <= 1 for one in found)


def test_a_longer_text_costs_no_more_than_its_beginning() -> None:
    text = "shrink the model to fewer bits. "
    filler = " ".join(f"w{n}" for n in range(60))
    assert concepts(f"{text}{filler} charged twice") == concepts(f"{text}{filler}")


def test_each_concept_of_the_book_has_names_and_phrases() -> None:
    for names, said in entries():
        assert all(one.strip() for one in (*names.split(","), *said.split(","))), names
