import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tacit.advise.concepts
from tacit.advise.concepts import concepts

BOOK = Path(tacit.advise.concepts.__file__).with_suffix(".toml")

MEANT = [
    ("can I shrink the model so that it runs on a laptop", "quantization"),
    ("gpu memory is full, it does not fit", "out of memory"),
    ("the test sometimes fails and passes when I run it again", "flaky test"),
    ("training falls apart, the loss turns into nan", "divergence"),
    ("two threads overwrite each other under load", "race condition"),
    ("Speicher reicht nicht beim Training", "out of memory"),
]


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_plain_words_mean_a_concept(text: str, name: str) -> None:
    assert name in [one.names[0] for one in concepts(text)]


CHAT = [
    "",
    "continue",
    "ok do it",
    "fix it",
    "yes please go ahead",
    "weiter so",
    "はい",
    "the of a",
]


@pytest.mark.parametrize("text", CHAT)
def test_chat_means_none(text: str) -> None:
    assert concepts(text) == ()


@given(st.text(max_size=300))
def test_any_text_means_three_concepts_at_most(text: str) -> None:
    found = concepts(text)
    assert len(found) <= 3
    assert all(0 < one.certain <= 1 for one in found)


def test_a_longer_text_costs_no_more_than_its_beginning() -> None:
    text = "shrink the model to fewer bits. "
    filler = " ".join(f"w{n}" for n in range(60))
    assert concepts(f"{text}{filler} charged twice") == concepts(f"{text}{filler}")


def test_each_concept_of_the_book_has_names_and_phrases() -> None:
    for group in tomllib.loads(BOOK.read_text()).values():
        for names, said in group.items():
            assert all(one.strip() for one in (*names.split(","), *said.split(","))), names
