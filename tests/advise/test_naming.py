import pytest

from tacit.advise.naming import as_one, called


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("nemo-guardrails", ["nemoguardrail"]),
        ("nemo-guardrails-2", ["nemoguardrail"]),
        ("axolotl", []),
        ("a-lock-that-two-writers-wait-for", []),
        ("", []),
    ],
)
def test_a_short_name_is_written_as_one_word(name: str, one: list[str]) -> None:
    assert as_one(name) == one


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("axolotl", 0.8),
        ("axolotl-7", 0.8),
        ("axolotl-recipes", 0.4),
        ("flash-attention", 0.6),
        ("recipes", 0.0),
        ("", 0.0),
    ],
)
def test_a_name_is_said_in_part_or_whole(name: str, share: float) -> None:
    assert called(name, {"axolotl": 0.8, "flashattention": 0.6}) == pytest.approx(share)
