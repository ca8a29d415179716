import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.advise.near import blended

SCORES = st.dictionaries(st.integers(0, 20), st.floats(0, 1000), min_size=1)


def test_a_sum_of_what_the_words_and_the_meaning_say() -> None:
    found = blended({1: 8.0, 2: 4.0, 3: 0.0}, {1: 0.5, 2: 5.0, 3: 3.0}, weight=0.1)
    assert found == pytest.approx({1: 1.05, 2: 1.0, 3: 0.3})


def test_a_skill_without_a_vector_is_neither_lost_nor_first() -> None:
    found = blended({1: 4.0, 2: 4.0, 3: 4.0}, {1: -0.2, 3: 0.7})
    assert found[1] == found[2] < found[3]


@given(SCORES)
def test_without_any_vector_the_order_stays(scores: dict[int, float]) -> None:
    found = blended(scores, {})
    best = max(scores.values())
    assert found == pytest.approx({id_: s / best if best else 0.0 for id_, s in scores.items()})


def test_no_skill_no_score() -> None:
    assert blended({}, {}) == {}
