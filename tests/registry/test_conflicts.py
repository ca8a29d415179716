"""Skills for the same trigger that say the opposite."""

import gzip
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.registry.alike import alike
from tacit.registry.conflicts import conflicts
from tacit.registry.layouts import skills
from tacit.registry.likeness import ALIKE, jaccard
from tacit.registry.skill import Skill, TroubleEntry
from tacit.share import share

ERROR = "RuntimeError: expected the loss to be finite, found nan"
WHEN = "Warm up. Use when: (1) training with large batches on one card, (2) {}. Verified on A100."


def trouble(name: str, fix: str, error: str = ERROR) -> Skill:
    return Skill(name, "", f"{name}.md", "", troubles=(TroubleEntry(error, f"**Fix.** {fix}"),))


def configured(name: str, text: str, when: str = "the loss is nan after a few steps") -> Skill:
    body = f"## Hyperparameters (copy and paste)\n\n```yaml\n{text}\n```\n"
    return Skill(name, WHEN.format(when), f"{name}.md", body)


def found(*there: Skill) -> list[str]:
    return [one.what for one in conflicts([("r", skill) for skill in there])]


def test_fixes_of_one_error() -> None:
    one, other = trouble("a", "Run `t.py --warmup 500`."), trouble("b", "Run `t.py --warmup 0`.")
    assert found(one, other) == ["`--warmup` is `500` here and `0` there"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("lr: 0.1", "lr: 0.2  # lower is worse"),
        ("python t.py --lr 0.1", "python t.py --lr=0.2"),
        ("name: a\nlr = 0.1", "name: b\nlr = 0.2"),
    ],
)
def test_configurations_for_one_trigger(here: str, there: str) -> None:
    (what,) = found(configured("a", here), configured("b", there, "another"))
    assert what.endswith("lr` is `0.1` here and `0.2` there") or "`--lr`" in what


@pytest.mark.parametrize(
    "other",
    [
        configured("b", "lr: 0.1"),
        configured("b", "batch: 32"),
        configured("b", "name: 'other'\nsave_path: 'x'"),
        Skill(
            "b", "Cool down. Use when: the room is too hot.", "b.md", "## Settings\n\n`lr = 0.2`"
        ),
        trouble("b", "Set `lr = 0.2`.", "KeyError: 'lr' is not in the configuration"),
    ],
)
def test_what_is_no_conflict(other: Skill) -> None:
    assert found(configured("a", "lr: 0.1"), other) == []


def test_a_skill_does_not_contradict_itself_but_another_registry_may() -> None:
    one, other = trouble("a", "Set `x = 1`."), trouble("a", "Set `x = 2`.")
    assert found(one, other) == []
    assert len(list(conflicts([("r", one), ("s", other)]))) == 1


def test_the_skills_of_a_new_registry_agree() -> None:
    assert found(*skills(share("templates") / "registry")) == []


SETS = st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=12)


@given(SETS)
def test_every_alike_pair_and_no_other(sets: list[frozenset[str]]) -> None:
    pairs = combinations(range(len(sets)), 2)
    slow = {(a, b) for a, b in pairs if sets[a] and jaccard(sets[a], sets[b]) >= ALIKE}
    assert set(alike(sets)) == slow


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_is_too_strange(description: str, body: str) -> None:
    one = Skill("a", f"Use when: {description}", "a", f"## Config\n{body}\n## When to use\n{body}")
    found(one, one)


@pytest.fixture(scope="session")
def public(data: Path) -> list[Skill]:
    lines = gzip.decompress((data / "skills/docs.jsonl.gz").read_bytes()).split(b"\n")
    docs = (json.loads(line) for line in lines if line)
    return [Skill(d["name"], d["description"], d["id"], d["body"]) for d in docs]


@pytest.mark.data
def test_a_planted_conflict_is_found_among_public_skills(public: list[Skill]) -> None:
    planted = configured("a", "lr: 0.1"), configured("b", "lr: 0.2")
    assert len(public) > 2000
    assert found(*public, *planted) == ["`lr` is `0.1` here and `0.2` there"]
