import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tacit.advise.silence
from building import plain_requests
from building.registries import index_of, rope, skill
from tacit.advise.advice import advise
from tacit.advise.index import Index
from tacit.advise.match import evidence
from tacit.advise.query import for_error, for_prompt, for_start, for_text
from tacit.advise.silence import confidence, features, speaks
from tacit.options import Moment

FITTED = Path(tacit.advise.silence.__file__).with_suffix(".toml")
MOMENTS: tuple[Moment, ...] = ("start", "prompt", "error")


@pytest.fixture(params=[0, 4, 49, 300], ids=lambda n: f"{n + 1} skills")
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """The rope skill, and as many others of everyday words as the parameter says."""
    rope(tmp_path / "r")
    for number in range(request.param):
        words = " ".join(f"w{(number * 7 + step) % 97}q" for step in range(30))
        skill(tmp_path / "r", f"other-{number}", f"Go on, yes, please: {words}", f"fix it {words}")
    return index_of(tmp_path / "r")


CHAT = [
    "continue",
    "ok do it",
    "fix it",
    "yes please go ahead",
    "thanks, that's all for today",
    "mach weiter",
    "oui, vas-y",
    "sí, adelante",
    "продолжай",
    "继续",
    "はい、お願いします",
    "👍",
]


def test_nothing_is_said_to_chat_in_a_registry_of_any_size(index: Index) -> None:
    texts = (*CHAT, *plain_requests.CHAT)
    assert [text for text in texts if not advise(index, for_prompt(text, None)).silent] == []


def test_what_matters_is_told_in_a_registry_of_any_size(index: Index, tmp_path: Path) -> None:
    (tmp_path / "TECHSPEC.md").write_text("A small transformer: rotary embeddings, base 100")
    asked = "rotary tables clash with the heads of my transformer"
    assert not advise(index, for_prompt(asked, None)).silent
    assert not advise(index, for_start(tmp_path)).silent


def test_a_long_text_about_something_else_is_not_explained(index: Index) -> None:
    essay = " ".join(
        f"the gardener planted {n} roses beside wall {n} in spring." for n in range(99)
    )
    assert advise(index, for_prompt(f"{essay} The heads of the roses are red.", None)).silent


def test_a_project_with_a_long_text_about_something_else_is_told_nothing(
    index: Index, tmp_path: Path
) -> None:
    lines = (f"Bed {n}: rose{n} beside tulip{n}, watered by gardener{n}." for n in range(300))
    (tmp_path / "CLAUDE.md").write_text("\n".join([*lines, "The heads of the roses are red."]))
    assert advise(index, for_start(tmp_path)).silent


def test_a_question_of_which_most_words_are_missing_here_is_not_answered(index: Index) -> None:
    asked = "the crystal of my protein diffracts poorly, which heads do I ask at the synchrotron?"
    assert advise(index, for_prompt(asked, None)).silent


@pytest.mark.parametrize("moment", MOMENTS)
@given(text=st.text(max_size=200))
def test_without_a_skill_that_explains_anything_nothing_is_likely(
    moment: Moment, text: str
) -> None:
    query = for_text(moment, text)
    told = features(query, None)
    assert not any(told.values())
    assert set(told) == set(tomllib.loads(FITTED.read_text())[moment]) - {"constant", "threshold"}


def test_the_more_is_explained_the_likelier(tmp_path: Path) -> None:
    skill(tmp_path / "r", "rotary", "Rotary tables that clash with heads.", "base 100")
    skill(tmp_path / "r", "tables", "About tables.", "clash")
    index = index_of(tmp_path / "r")
    query = for_prompt("rotary tables clash with heads", None)
    more, less = evidence(index, query)
    assert more.entry.name == "rotary"
    assert 1 > confidence(query, more) > confidence(query, less) > 0


@pytest.mark.parametrize("moment", MOMENTS)
def test_each_moment_has_a_threshold_of_its_own(moment: Moment) -> None:
    fitted = tomllib.loads(FITTED.read_text())[moment]
    query = for_text(moment, "anything")
    assert speaks(query, fitted["threshold"])
    assert not speaks(query, fitted["threshold"] - 0.01)


def test_an_error_whose_own_line_says_little_is_read_with_what_is_around(tmp_path: Path) -> None:
    said = "fatal: could not read Username for 'https://git.example.org': prompts disabled"
    skill(tmp_path / "r", "token", "Git asks for a Username.", f"{said}\nSet a token.")
    query = for_error(f"{said}\nError: exit status 128")
    assert not advise(index_of(tmp_path / "r"), query).silent
