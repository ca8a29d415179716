import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.advise.inflection import forms, stem

FORMS = [
    ("quantize", "quantization"),
    ("prefer", "preference"),
    ("compressing", "compression"),
    ("diverge", "divergence"),
    ("mining", "mine"),
]


@pytest.mark.parametrize(("word", "other"), FORMS)
def test_a_word_is_asked_for_in_its_other_forms(word: str, other: str) -> None:
    assert other in forms(word)


@pytest.mark.parametrize("word", ["a", "gpu", "bf16", "größe", "", "rope_theta"])
def test_names_numbers_and_other_languages_have_no_other_form(word: str) -> None:
    assert forms(word) == ()


@given(st.from_regex(r"[a-z]{4,20}", fullmatch=True))
def test_every_form_has_the_stem_of_the_word(word: str) -> None:
    assert all(stem(form) == stem(word) and form != word for form in forms(word))
