import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tacit.advise.terms import analyse, folded, forms, hash_of, packed, pieces, said, unpacked


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


@given(
    st.text(
        st.one_of(st.sampled_from("aZ_1 \u2192\u2026\u0301\u00df\u0130\ufb01"), st.characters())
    )
)
@example("re\u0301sume\u0301 \u2014 \u2460 A\u200db")
def test_a_text_is_folded_as_unicode_says_whatever_it_holds_besides(text: str) -> None:
    slowly = unicodedata.normalize("NFKC", text).casefold()
    assert re.findall(r"[^\W_]+", folded(text)) == re.findall(r"[^\W_]+", slowly)


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 300)))
def test_a_term_is_packed_with_how_often_it_counts(counts: dict[str, int]) -> None:
    cells = unpacked(packed([term for term, count in counts.items() for _ in range(count)]))
    found = cells.among(map(hash_of, counts))
    assert all(found[hash_of(term)] >= min(count, 255) for term, count in counts.items())
