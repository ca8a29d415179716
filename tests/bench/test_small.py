from pathlib import Path

from advice.figures import Query
from small import answered, table

from building.registries import index_of, rope

ROPE = "rotary tables clash with the heads of my transformer"


def test_each_query_is_answered_once_and_said_to_be_of_a_kind(tmp_path: Path) -> None:
    name = rope(tmp_path / "r").parent.name
    asked = [
        Query("1", "goal", "prompt", ROPE, frozenset({name})),
        Query("2", "goal", "prompt", "bake bread with rye", frozenset({"bread"})),
        Query("3", "nothing", "prompt", "thanks", frozenset()),
    ]
    assert list(answered(index_of(tmp_path / "r"), asked, {})) == [
        ("prompt", "right", True),
        ("prompt", "missing", False),
        ("prompt", "nothing", False),
    ]


def test_the_table_has_the_whole_folder_last() -> None:
    found = {("prompt", 0, "right"): [True, False], ("prompt", 5, "nothing"): [False]}
    lines = table(found).splitlines()
    assert "| prompt, 5 | 0.00 of 1 | - | - | - |" in lines
    assert "| prompt, all | - | - | - | 0.50 of 2 |" in lines
    assert lines.index("| prompt, 5 | 0.00 of 1 | - | - | - |") < len(lines) - 3
