"""The figures of mining, on sessions small enough to count by hand."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mining import line, score, table
from mining import mined as mined_of
from scoring import FIGURES, Counts, added, count, intervals, value

Form = dict[str, Any]


def labelled(failing: str = "a", **other: Any) -> Form:
    form: Form = {"failing_tool_use_id": failing, "also_failing": [], "fix_tool_use_ids": ["f"]}
    form |= {"verified_by_tool_use_ids": ["v"], "resolved": True, "lesson": True}
    return form | {"signal": "is_error"} | other


def found(error: str = "a", *, fix: tuple[str, ...] = ("f",), **other: Any) -> Form:
    form: Form = {"error": {"tool_use_id": error}, "fix": {"tool_use_ids": list(fix)}}
    return form | {"resolved": True, "keep": True} | other


def session(*episodes: Form, **other: Any) -> Form:
    return {"file": "s.jsonl", "worth_saving": True, "episodes": list(episodes)} | other


def mined(*episodes: Form, **other: Any) -> Form:
    return session(*episodes, transcript="/x/s.jsonl") | other


def figure(name: str, counts: Counts) -> float | None:
    return value(FIGURES[name](counts))


def test_all_found_is_one_everywhere_but_where_there_is_nothing() -> None:
    counts = count(session(labelled()), mined(found()))
    nothing = {"found: not flagged", "found: user's words", "false_resolved"}
    assert {name: figure(name, counts) for name in FIGURES} == {
        name: None if name in nothing else 1.0 for name in FIGURES
    }


def test_a_session_that_was_left_out_has_found_nothing() -> None:
    counts = count(session(labelled()), None)
    assert (counts.worth_said, counts.found, counts.covered, counts.lessons) == (0, 0, 0, 1)


def test_an_id_in_no_label_is_wrong_and_a_kept_one_costs_precision() -> None:
    counts = count(session(labelled()), mined(found(), found("elsewhere")))
    assert figure("precision_exhaustive", counts) == 0.5
    assert figure("kept_f1", counts) == pytest.approx(2 / 3)


def test_labels_that_do_not_list_every_failure_say_nothing_of_precision() -> None:
    counts = count(session(labelled(), exhaustive=False), mined(found("elsewhere")))
    assert figure("precision_exhaustive", counts) is None


def test_fragments_of_one_label_are_right_but_cover_it_once() -> None:
    label = session(labelled(also_failing=["b"]))
    counts = count(label, mined(found("a"), found("b")))
    assert (counts.right, counts.covered, counts.kept, counts.kept_lessons) == (2, 1, 1, 1)


def test_a_label_that_names_the_failure_goes_before_one_that_lists_it() -> None:
    label = session(labelled("a", also_failing=["b"]), labelled("b", lesson=False))
    counts = count(label, mined(found("b")))
    assert (counts.covered, counts.lessons_covered) == (1, 0)


def test_what_is_not_kept_is_found_but_not_kept() -> None:
    counts = count(session(labelled()), mined(found(keep=False)))
    assert (counts.lessons_covered, counts.kept) == (1, 0)


def test_resolved_without_proof_is_false() -> None:
    counts = count(session(labelled(resolved=False, lesson=False)), mined(found()))
    assert figure("false_resolved", counts) == 1
    assert figure("resolved_accuracy", counts) == 0


def test_naming_everything_that_follows_costs_fix_precision() -> None:
    counts = count(session(labelled()), mined(found(fix=("f", "v", "x", "y"))))
    assert figure("fix_recall", counts) == 1
    assert figure("fix_precision", counts) == 0.5


def test_the_proof_alone_is_no_fix() -> None:
    assert figure("fix_recall", count(session(labelled()), mined(found(fix=("v",))))) == 0


@pytest.mark.parametrize(
    ("signal", "name"),
    [
        ("is_error", "found: flagged"),
        ("not flagged (silent)", "found: not flagged"),
        ("user text", "found: user's words"),
    ],
)
def test_what_showed_the_error_is_counted_apart(signal: str, name: str) -> None:
    counts = count(session(labelled(signal=signal)), mined(found()))
    assert FIGURES[name](counts) == (1, 1)


def test_an_error_that_only_a_record_shows_is_known_by_its_uuid() -> None:
    told = found() | {"error": {"tool_use_id": None, "record_uuid": "a"}}
    assert count(session(labelled()), mined(told)).covered == 1


def test_a_path_goes_before_a_name() -> None:
    here, other = mined(transcript="/x/p/s.jsonl"), mined(transcript="/x/q/s.jsonl")
    (counts,) = score([session(labelled(), file="q/s.jsonl")], [here, other | mined(found())])
    assert counts.covered == 0
    (counts,) = score([session(labelled(), file="s.jsonl")], [mined(found())])
    assert counts.covered == 1


def test_intervals_hold_the_figure_and_come_again() -> None:
    good, bad = count(session(labelled()), mined(found())), count(session(labelled()), None)
    sessions = [good, good, good, bad]
    low, high = intervals(sessions, 200)["lesson_recall"]
    assert low <= 0.75 <= high
    assert intervals(sessions, 200) == intervals(sessions, 200)
    assert added(sessions).sessions == 4


def test_the_table_has_a_line_a_figure() -> None:
    lines = table([count(session(labelled()), mined(found()))], ci=True)
    assert len(lines) == 4 + len(FIGURES)
    assert "| lesson_recall | 1.00 | 1 / 1 | 1.00 to 1.00 |" in lines


def test_a_session_in_brief() -> None:
    label = session(labelled())
    assert line(label, count(label, mined(found(fix=()), found("stray"), worth_saving=False))) == (
        "s.jsonl: worth 1, said 0; covered 1 of 1, 1 strays; lessons kept 1 of 1; "
        "resolved rightly 1 of 1; fix found 0 of 1"
    )


@pytest.mark.data
def test_another_scorer_of_the_same_definitions_says_the_same(data: Path, tmp_path: Path) -> None:
    folder = data / "transcripts"
    forms = mined_of(folder / "gold")
    (tmp_path / "mined.jsonl").write_text("".join(f"{json.dumps(form)}\n" for form in forms))
    other = folder / "score_mining.py", folder / "gold.jsonl", tmp_path / "mined.jsonl", "--json"
    said = json.loads(subprocess.check_output([sys.executable, *map(str, other)]))
    labels = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
    ours = added(score(labels, forms))
    same = [name for name in FIGURES if ":" not in name]
    assert {name: figure(name, ours) for name in same} == {name: said[name] for name in same}
    assert said["recall_by_signal"]["user_text"] == list(FIGURES["found: user's words"](ours))
