"""The figures of retrieval, on answers few enough to count by hand; and the set that is shipped."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from advice import asking, engines
from advice.figures import Answer, Asked, Query, kept, quantile, right, spoke, success, thresholds
from advice.labelled import called, queries
from advice.many import copies, grown
from advice.table import table
from hypothesis import given
from hypothesis import strategies as st

from building.skillfolders import put
from tacit.registry.layouts import skills
from tacit.registry.lint import lint
from tacit.registry.skill import Skill

BENCH = Path(__file__).parents[2] / "bench"
SETS = [BENCH / "advice" / "registry", BENCH.parent / "templates" / "registry"]


def asked(
    *ranked: str,
    relevant: str = "",
    neutral: str = "",
    confidence: float = 0.5,
    silent: bool = False,
    group: str = "goal",
) -> Asked:
    query = Query(
        "1", group, "prompt", "?", frozenset(relevant.split()), frozenset(neutral.split())
    )
    return query, Answer(silent, confidence, ranked)


def nothing(confidence: float, *, silent: bool = True) -> Asked:
    return asked("x", confidence=confidence, silent=silent, group="none")


def test_a_right_skill_counts_at_its_place() -> None:
    found = [asked("x", "a", relevant="a b"), asked("b", relevant="b")]
    assert [success(found, first) for first in (1, 2)] == [0.5, 1.0]


def test_a_neutral_skill_and_one_that_comes_twice_take_no_place() -> None:
    assert right(asked("n", "x", "x", "a", relevant="a", neutral="n"), 2)


def test_success_is_of_what_has_an_answer() -> None:
    assert success([nothing(0.9)], 1) is None


def test_a_threshold_lets_a_twentieth_of_the_unanswerable_through() -> None:
    found = [nothing(level / 100) for level in range(40)]
    assert thresholds(found) == {"prompt": 0.37}  # above it are two of forty


def test_kept_lies_above_the_threshold_and_is_right() -> None:
    found = [
        nothing(0.4),
        asked("a", relevant="a", confidence=0.4),
        asked("a", relevant="a", confidence=0.41),
        asked("x", relevant="a", confidence=0.9),
        asked("x", "y", "z", "a", relevant="a", confidence=0.9),
    ]
    assert kept(found, "goal") == 0.25


def test_kept_needs_something_unanswerable_at_its_moment() -> None:
    assert kept([asked("a", relevant="a")], "goal") is None


def test_spoke_counts_what_was_told_where_nothing_was_to_be() -> None:
    found = [nothing(0.9, silent=False), nothing(0.9), asked("a", relevant="a")]
    assert (spoke(found, "prompt"), spoke(found, "error")) == (0.5, None)


def test_a_quantile_is_one_of_the_values() -> None:
    assert (quantile([3, 1, 2], 0.5), quantile(range(200), 0.99), quantile([], 0.5)) == (
        2,
        198,
        None,
    )


def test_the_table_has_a_column_a_tool() -> None:
    found = [asked("a", relevant="a"), nothing(0.1)]
    lines = table({"one": found, "two": found}).splitlines()
    assert lines[0] == "| | one | two |"
    assert "| goal, 1: s@1 · s@3 · s@5 | 1.000 · 1.000 · 1.000 | 1.000 · 1.000 · 1.000 |" in lines
    assert "| prompt, 1: spoke | 0.000 | 0.000 |" in lines


def test_a_skill_is_called_by_its_id_folder_or_file() -> None:
    paths = ["plugins/a/b/skills/b/SKILL.md", "skills/c.md", "d/SKILL.md"]
    assert [called(path, {"d/SKILL.md": "team/d"}) for path in paths] == ["b", "c", "team/d"]


@pytest.mark.parametrize("engine", [engines.tacit, engines.fts5])
def test_an_engine_finds_the_skill_that_has_the_words(
    engine: engines.Engine, tmp_path: Path
) -> None:
    for name, text in (("warm-up", "the learning rate rises"), ("other", "a full disk")):
        put(tmp_path, f"{name}/SKILL.md", f"---\nname: {name}\ndescription: {text}\n---\n{text}\n")
    query = Query("1", "goal", "prompt", "which learning rate rises?", frozenset({"warm-up"}))
    (answer,) = engine(tmp_path, [query]).answers
    assert answer.ranked[0] == "warm-up/SKILL.md"


def test_what_another_tool_said_is_read_by_its_ids(tmp_path: Path) -> None:
    put(tmp_path, "said.jsonl", '{"id":"2","silent":true,"confidence":0,"skills":[],"ms":1}\n')
    query = Query("2", "goal", "prompt", "?", frozenset({"a"}))
    assert engines.answered(tmp_path / "said.jsonl", tmp_path, [query]).answers == [Answer(ms=1)]


def test_the_shipped_queries_ask_for_skills_that_are_there() -> None:
    shipped = queries(BENCH / "advice" / "queries.jsonl")
    there = {called(skill.path, {}) for folder in SETS for skill in skills(folder)}
    assert {name for query in shipped for name in query.relevant | query.neutral} <= there
    assert max(Counter(query.id for query in shipped).values()) == 1
    assert {query.moment for query in shipped if not query.relevant} == {"start", "prompt", "error"}


def test_nothing_is_wrong_with_the_shipped_skills() -> None:
    assert list(lint(SETS[0])) == []


def test_the_same_skills_grow_into_the_same_many(tmp_path: Path) -> None:
    made = [grown(SETS[1], tmp_path / name, 9) for name in ("one", "two")]
    one, two = ([(skill.path, skill.body) for skill in skills(folder)] for folder in made)
    assert one == two
    assert len(one) == 9


@given(st.lists(st.sampled_from(["KeyError: 'loss' in this", "the rate rises over 500 steps"])))
def test_a_copy_names_no_error(lines: list[str]) -> None:
    body = "\n".join(["a line that says nothing much", *lines])
    skill = Skill("a", "Warm up. Use when: error 7.", "skills/a.md", body)
    assert not any("Error" in text for _, text in islice(copies([skill]), 3))


def test_a_daemon_answers_while_sessions_end(tmp_path: Path) -> None:
    queries_ = [Query(moment, "g", moment, "warm-up", frozenset()) for moment in asking.EVENTS]
    put(tmp_path, "skills/warm-up.md", "---\nname: warm-up\ndescription: warm-up\n---\nwarm-up\n")
    with asking.daemon(tmp_path) as someone, asking.ending(someone):
        assert all(answer.ms > 0 for answer in asking.answers(someone, queries_))
