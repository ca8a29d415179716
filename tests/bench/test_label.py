"""A scenario becomes a label: its roles find the ids that the transcript gave."""

from typing import Any

import pytest
from sessions.label import label
from sessions.make import ALL, prompts, records
from sessions.scenario import Ends, Episode, Said, Scenario, bash

TALK = (
    Said("run it"),
    bash("make", "fails x"),
    Ends("it fails"),
    Said("then mend it", "again x"),
    bash("make -k", "fix x, proof x"),
    Ends("done"),
)
SCENARIO = Scenario(
    "s", "software", True, "why", TALK, (Episode("x", "broken", "is_error", True, True),)
)


def said(uuid: str, text: str, **extra: Any) -> dict[str, Any]:
    return {"type": "user", "uuid": uuid, "message": {"content": text}} | extra


def called(identity: str, name: str = "Bash") -> dict[str, Any]:
    block = {"type": "tool_use", "id": identity, "name": name}
    return {"type": "assistant", "message": {"content": [block]}}


RECORDS = [said("u1", "run it"), called("t1"), said("u2", "then mend it"), called("t2")]


def test_each_role_gets_the_id_of_its_call_or_prompt() -> None:
    (episode,) = label(SCENARIO, RECORDS)["episodes"]
    assert episode["failing_tool_use_id"] == "t1"
    assert episode["also_failing"] == ["u2"]
    assert episode["fix_tool_use_ids"] == episode["verified_by_tool_use_ids"] == ["t2"]


def test_what_the_client_says_in_the_users_place_is_no_prompt() -> None:
    notice = said("n", "<task-notification>"), said("m", "told", isMeta=True)
    assert label(SCENARIO, [*notice, *RECORDS]) == label(SCENARIO, RECORDS)


@pytest.mark.parametrize(
    "happened",
    [
        [*RECORDS, called("t3")],
        RECORDS[:3],
        RECORDS[1:2],
        [*RECORDS[:3], called("t2", "Edit")],
        [said("u1", "something else"), *RECORDS[1:]],
    ],
)
def test_a_transcript_of_something_else_is_refused(happened: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="s: "):
        label(SCENARIO, happened)


def test_the_model_speaks_up_to_the_next_prompt() -> None:
    assert [(each.text, len(turns)) for each, turns in prompts(TALK)] == [
        ("run it", 2),
        ("then mend it", 2),
    ]


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_the_shipped_labels_are_those_of_the_scenarios(
    scenario: Scenario, shipped: dict[str, Any]
) -> None:
    assert shipped[f"{scenario.name}.jsonl"] == label(scenario, records(scenario))
