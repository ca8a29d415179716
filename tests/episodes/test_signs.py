"""What a pattern cannot do without."""

import pytest

from tacit.episodes.signs import signs


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("error: .*", ("error: ",)),
        ("(?i)Out of Memory", ("out of memory",)),
        ("(?:fatal|panic)!", ("fatal!", "panic!")),
        (r"\d{1,5} (?:failed|failing)", (" failed", " failing")),
        (r"(?:loss|f1)\W{1,3}(?:nan|inf)\b", ("inf", "nan")),
        ("^E {3,}x?", ("e   ",)),
        (r"(?:npm )?\w+(?=error)", ()),
        ("error|.*", ()),
        ("[\u00d7\u2716] ", ("\u00d7 ", "\u2716 ")),
        (r"\b(?:it|test)\(", ("it(", "test(")),
        (r"[Ff]atal\b[ :=|,]\d", ("fatal",)),
        ("a++(?>bcd)", ("bcd",)),
    ],
)
def test_a_match_needs_its_signs(pattern: str, needed: tuple[str, ...]) -> None:
    assert signs(pattern) == needed
