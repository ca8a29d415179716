from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building.registries import index_of, skill
from tacit.advise.rarity import rarities, rarities_of
from tacit.advise.term import Term


def term(*words: str) -> Term:
    return Term(words, 1.0, "prompt", " ".join(words))


def test_in_a_small_registry_a_common_word_is_not_rare(tmp_path: Path) -> None:
    skill(tmp_path / "r", "one", "The memory of proteins.", "text")
    found = rarities(index_of(tmp_path / "r"), [term("memory"), term("protein")])
    assert found["memory",] < found["protein",] < 1


def test_a_large_registry_speaks_for_itself() -> None:
    found = rarities_of(
        100_000, {"memory": 5, "protein": 20_000}, [term("memory"), term("protein")]
    )
    assert found["protein",] < found["memory",]


def test_a_phrase_is_as_rare_as_its_rarest_word() -> None:
    found = rarities_of(50, {"the": 50}, [term("the"), term("protein"), term("the", "protein")])
    assert found["the", "protein"] == found["protein",] == pytest.approx(1)


@given(skills=st.integers(0, 100_000), share=st.floats(0, 1))
def test_the_more_skills_have_a_word_the_less_rare_it_is(skills: int, share: float) -> None:
    counts = (round(part * skills) for part in (1.0, share))
    every, some = (rarities_of(skills, {"protein": n}, [term("protein")]) for n in counts)
    assert 0 < every["protein",] <= some["protein",] <= 1 + 1e-9
