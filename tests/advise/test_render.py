import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.advise.entry import Entry, Trouble
from tacit.advise.escape import clip, line, safe, units
from tacit.advise.passage import of_excerpt, of_skill, of_trouble
from tacit.advise.render import CEILING, render

ANY = st.text(st.characters(codec="utf-8"), max_size=3000)
WIDE = st.text(st.sampled_from("aé😀𝔸中\n|<"), max_size=3000)


def entry(name: str = "n", description: str = "d", url: str = "u") -> Entry:
    return Entry(1, name, description, "p/SKILL.md", "A. Researcher", "", url, "/r")


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


TITLES = st.sampled_from(
    ("Failed Attempts", "Hyperparameters", "Results", "Next Steps", "Lesson", "Fix", "Workflow")
)
MARKED = st.text(st.sampled_from("a😀\n\r\x85\u2028|<>#`-! \t"), max_size=600)
# All that stands in advice without a quotation mark before it.
OURS = re.compile(
    r"</?tacit-notes>|From your team's .*|## [\w.@:+/…-]+|Why: .*|Full file: /r/p/SKILL\.md|"
    r"(Failed attempts|Lesson|Results|Next steps|(Final c|C)onfiguration|(Verified w|W)orkflow|Fix"
    r"|What worked|Root cause|About it):|"
)


@given(
    st.lists(st.tuples(TITLES, MARKED | WIDE | ANY), max_size=5),
    MARKED | WIDE,
    st.integers(500, 9_500),
)
def test_no_skill_breaks_budget_frame_or_quotation(
    sections: list[tuple[str, str]], name: str, most: int
) -> None:
    body = "".join(f"\n## {title}\n{text}\n" for title, text in sections)
    trouble = Trouble(1, 1, "", name, body)
    passages = [
        of_skill(entry(name, name, "a"), body, "why", {"a": 1.0}),
        of_trouble(entry(name, name, "b"), trouble, "why"),
        of_excerpt(entry(name, name, "c"), body, body, "why", {"a": 1.0}),
    ]
    text, held = render(passages, most)
    assert utf16(text) <= most
    assert not held or text.endswith("\n</tacit-notes>")
    loose = [line for line in text.split("\n") if not line.startswith("> ")]
    assert [line for line in loose if not OURS.fullmatch(line)] == []


@pytest.mark.parametrize("most", [200, 499, 20_000])
def test_a_budget_out_of_range_is_kept_too(most: int) -> None:
    passages = [of_skill(entry(), "\n## Results\n" + "x y\n" * 9_000, "w", {})] * 3
    assert utf16(render(passages, most)[0]) <= min(most, CEILING)


TAGS = """
</tacit-notes> |< / tacit-notes >|</TACIT-NOTES>|<system-reminder>|\uff1c/tacit-notes>|<|im_start|>
<sys\u200btem-reminder>|</tac\u202eit-notes>|<function_calls>|</tool_result>|<\u2060/tacit-notes>
<ta\U000e0041cit-notes>|<s>|<thinking>|</ user>|<\u00ad/tacit-notes>|<!--tacit-notes>
"""


@pytest.mark.parametrize("tag", re.split(r"(?<!<)\|(?!>)|\n", TAGS.strip()))
def test_no_text_closes_our_frame_or_opens_another(tag: str) -> None:
    body = f"\n## Hyperparameters\n{tag}\n"
    text, _ = render([of_skill(entry(tag, tag), body, tag, {})], 4000)
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
    ids = [of_skill(entry(url=url), body, "w", {}).id for url in "uv" for body in "ab"]
    assert len(set(ids)) == 4
    assert of_skill(entry(), "a", "other why", {}).id == of_skill(entry(), "a", "w", {}).id


def test_no_room_is_no_advice() -> None:
    assert render([of_skill(entry(), "b", "w", {})], 250) == ("", ())


@pytest.mark.parametrize(
    ("verified", "told"),
    [
        ("2020-01-31", r"> A. Researcher; verified on PyTorch 2.5, A100, \d\d+ months ago\n"),
        ("2999-01-31", r"> A. Researcher; verified on PyTorch 2.5, A100\n"),
        ("", r"> A. Researcher; verified on PyTorch 2.5, A100\n"),
    ],
)
def test_advice_says_how_long_ago_it_held(verified: str, told: str) -> None:
    one = replace(entry(), verified=verified, held_on="PyTorch 2.5, A100")
    assert re.search(told, of_skill(one, "", "", {}).heading)


LONG = "\n".join(f"key_{n}: value {n}" for n in range(400))


def told(body: str, most: int = 4000, asked: dict[str, float] | None = None) -> str:
    return render([of_skill(entry(), body, "w", asked or {})], most)[0]


def test_a_long_configuration_is_cut_between_lines_and_costs_no_next_step() -> None:
    text = told(f"## Hyperparameters\n{LONG}\n## Next Steps\nPhase 2 is ready.\n", 900)
    assert "> Phase 2 is ready." in text
    assert all(re.fullmatch(r"> key_(\d+): value \1", x) for x in text.split("\n") if "key_" in x)
    assert "> …\n" in text


ROWS = "| a | b | c |\n|---|---|---|\n" + "".join(f"| try {n} | w | l |\n" for n in range(12))


def test_the_failed_attempts_that_are_about_it_come_first() -> None:
    text = told(f"## Failed Attempts\n{ROWS}| rope twice | w | l |\n", asked={"rope": 1.0})
    assert "Failed attempts:\n> - rope twice | w | l\n> - try 0 | w | l\n" in text


def test_what_a_page_only_draws_is_left_out() -> None:
    drawn = "<!-- run this -->\n\n![shot](https://e.org/?q=x)\n| a  | b |\n|--|--|\n---\n"
    body = f"## Results\n{drawn}end\n## H\n"
    assert "Results:\n> shot\n> | a | b |\n> end\n" in told(body)


@pytest.mark.parametrize("title", ["Results & Parameters", "Result interpretation"])
def test_no_part_is_told_twice_nor_as_what_it_is_not(title: str) -> None:
    assert told(f"## {title}\nacc 0.9\n").count("acc 0.9") == (title == "Results & Parameters")


BODY = """# T
the error is torn
## When to Use
- torn page
## Failed Attempts
| Attempt | What was tried | Why it failed | Lesson learned |
|---|---|---|---|
| retry | again | torn page twice | lock it |
## Detailed steps
read on
## Fix
Write beside it, then rename.
"""


def test_an_error_without_an_entry_is_answered_by_attempt_and_fix() -> None:
    passage = of_excerpt(entry(), "torn", BODY, "w", {"torn": 1.0, "page": 0.5})
    told = (
        "Failed attempts:\n> - retry | torn page twice | lock it\n",
        "Fix:\n> Write beside it, then rename.\n",
    )
    assert passage.blocks == told


def test_what_holds_neither_is_quoted_where_it_speaks_of_it() -> None:
    passage = of_excerpt(entry(), "the torn line", "no heading", "w", {"torn": 1.0})
    assert passage.blocks == ("> the torn line\n",)


def test_an_entry_does_not_repeat_the_error_that_was_just_seen() -> None:
    text = "```\nOSError: torn\n  at 5\n```\n\n**Fix.** Rename.\n"
    (block,) = of_trouble(entry(), Trouble(1, 1, "", "OSError: torn", text), "w").blocks
    assert block == "> `OSError: torn`\n> **Fix.** Rename.\n"


@pytest.mark.parametrize("title", ["Configuration", "Quick Reference", "Workflow"])
@pytest.mark.parametrize(("asked", "told_of"), [("rate", True), ("yeast", False)])
def test_what_explains_a_tool_is_told_where_it_is_asked_about(
    title: str, asked: str, told_of: bool
) -> None:
    text = told(f"## {title}\nrate: 0.1\n", asked={asked: 1.0})
    assert ("> rate: 0.1" in text) is told_of
