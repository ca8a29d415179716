import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tacit.advise.terms import analyse, forms, pieces, said


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("init_communicator", "init communicator"),
        ("--enable-auto-tool-choice", "enable auto tool choice"),
        ("Tables, batches, indices, loss", "table batch indice loss"),
        ("libraries class bus", "library class bus"),
        ("Größe Straße café \uff21\uff22", "grosse strasse cafe ab"),
        ("int4 fp16 q8", "int4 fp16 q8"),
        ("a\0b\ud800c", "a b c"),
    ],
)
def test_words_are_folded(text: str, terms: str) -> None:
    assert analyse(text) == terms.split()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ProcessGroupNCCL", "process group nccl"),
        ("DataLoader", "data loader"),
        ("plain Title UPPER snake_case", ""),
    ],
)
def test_camel_case_is_split(text: str, terms: str) -> None:
    assert pieces(text) == terms.split()


@given(st.text())
def test_terms_are_their_own_terms(text: str) -> None:
    terms = analyse(text)
    assert analyse(" ".join(terms)) == [again for term in terms for again in analyse(term)]


@given(st.text(), st.text())
@example("batches, libraries and ONE bus", "batch library one bus buse")
def test_what_is_said_is_what_analysis_finds(text: str, asked: str) -> None:
    wanted = set(analyse(asked))
    assert said(text, forms(wanted)) == wanted & set(analyse(text))
