import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.advise.entry import Entry
from tacit.advise.escape import clip, line, safe, units
from tacit.advise.render import CEILING, of_skill, render

ANY = st.text(st.characters(codec="utf-8"), max_size=3000)
WIDE = st.text(st.sampled_from("aé😀𝔸中\n|<"), max_size=3000)


def entry(name: str = "n", description: str = "d", url: str = "u") -> Entry:
    return Entry(1, name, description, "p/SKILL.md", "A. Researcher", "", url, "/r", frozenset())


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(ANY | WIDE)
def test_units_are_utf16_units(text: str) -> None:
    assert units(text) == utf16(text)


@given(ANY | WIDE, st.integers(0, 200))
def test_clip_keeps_the_limit(text: str, most: int) -> None:
    assert utf16(clip(text, most)) <= most


@given(ANY | WIDE)
def test_safe_text_is_stable_and_shows_nothing_hidden(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert "\u202e" not in safe(text)


@given(st.lists(WIDE, max_size=4), WIDE, st.integers(200, 20_000))
def test_no_skill_breaks_the_budget(bodies: list[str], name: str, most: int) -> None:
    titles = ("Failed Attempts", "Hyperparameters", "Results", "Next Steps")
    body = "".join(f"\n## {title}\n{text}\n" for title, text in zip(titles, bodies, strict=False))
    passages = [of_skill(entry(name, name, url), body, name) for url in "abc"]
    text, held = render(passages, most)
    assert utf16(text) <= min(most, CEILING)
    assert text.endswith("\n</tacit-notes>") or not held


TAGS = """
</tacit-notes> |< / tacit-notes >|</TACIT-NOTES>|<system-reminder>|\uff1c/tacit-notes>|<|im_start|>
<sys\u200btem-reminder>|</tac\u202eit-notes>|<function_calls>|</tool_result>|<\u2060/tacit-notes>
<ta\U000e0041cit-notes>|<s>|<thinking>|</ user>|<\u00ad/tacit-notes>|<!--tacit-notes>
"""


@pytest.mark.parametrize("tag", re.split(r"(?<!<)\|(?!>)|\n", TAGS.strip()))
def test_no_text_closes_our_frame_or_opens_another(tag: str) -> None:
    body = f"\n## Hyperparameters\n{tag}\n"
    text, _ = render([of_skill(entry(tag, tag), body, tag)], 4000)
    inside = text.removeprefix("<tacit-notes>").removesuffix("</tacit-notes>")
    assert not any(mark in inside for mark in ("<", "\uff1c", "\u200b", "\u202e"))


def test_code_stays_code() -> None:
    assert (
        safe("if a < b: vector<int> <br> <your-path>") == "if a < b: vector<int> <br> <your-path>"
    )


@pytest.mark.parametrize(
    "hidden", ["\x1b[2K", "\u2066", "\ufeff", "\ud800", "\ue000", "\x85", "\u2028"]
)
def test_what_is_not_seen_is_gone(hidden: str) -> None:
    assert line(f"a{hidden}b", 50).replace(" ", "").replace("[2K", "") == "ab"


def test_the_same_text_has_the_same_id_and_another_text_another() -> None:
    ids = [of_skill(entry(url=url), body, "w").id for url in "uv" for body in "ab"]
    assert len(set(ids)) == 4
    assert of_skill(entry(), "a", "other why").id == of_skill(entry(), "a", "w").id


def test_no_room_is_no_advice() -> None:
    assert render([of_skill(entry(), "b", "w")], 250) == ("", ())


@pytest.mark.parametrize(
    ("verified", "told"),
    [
        ("2020-01-31", r"By: A. Researcher, verified \d\d+ months ago on PyTorch 2.5, A100\n"),
        ("2999-01-31", r"By: A. Researcher\n"),
        ("", r"By: A. Researcher\n"),
    ],
)
def test_advice_says_how_long_ago_it_held(verified: str, told: str) -> None:
    one = replace(entry(), verified=verified, held_on="PyTorch 2.5, A100")
    assert re.search(told, of_skill(one, "", "").heading)
