from pathlib import Path

import pytest
from advice import draws
from advice.figures import Query

from building.registries import skill
from tacit.advise.index import Index

ASKED = [Query(str(n), "goal", "prompt", f"q{n}", frozenset({f"skill-{n}"})) for n in range(4)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        skill(tmp_path / "r", f"skill-{number}", f"Of q{number}.", "text")
    return tmp_path / "r"


def held(folder: Path) -> list[tuple[int, list[str]]]:
    def names(index: Index) -> list[str]:
        return [entry.name for entry in index.every()]

    return [(size, names(index)) for size, index in draws.registries(folder, ASKED, {})]


def test_the_whole_comes_first_and_small_ones_after_it(folder: Path) -> None:
    (whole, names), *drawn = held(folder)
    assert (whole, len(names)) == (0, 12)
    assert [(size, len(names)) for size, names in drawn] == [(5, 5)] * draws.SIZES[5]


def test_no_draw_has_more_than_half_of_what_is_asked_for(folder: Path) -> None:
    wanted = {f"skill-{number}" for number in range(4)}
    assert {len(wanted & set(names)) for _, names in held(folder)[1:]} == {2}


def test_a_draw_is_always_the_same() -> None:
    one, other = (draws.drawn("abcd", "efghijkl", 5, 3) for _ in range(2))
    assert one == other != draws.drawn("abcd", "efghijkl", 5, 4)


@pytest.mark.parametrize(
    ("names", "kind"),
    [({"a", "n"}, "right"), ({"n"}, "neutral"), ({"x"}, "missing"), (set(), "missing")],
)
def test_what_a_registry_has_for_a_query(names: set[str], kind: str) -> None:
    query = Query("1", "goal", "prompt", "", frozenset("ab"), frozenset("n"))
    assert draws.kind(query, names) == kind
    assert draws.kind(Query("2", "nothing", "prompt", "", frozenset()), names) == "nothing"
