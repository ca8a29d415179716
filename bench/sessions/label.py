"""A scenario's label, with the ids that its transcript gave to each call and prompt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sessions.scenario import Call, Episode, Said, Scenario

Record = Mapping[str, Any]


def label(scenario: Scenario, records: Sequence[Record]) -> dict[str, Any]:
    """The session's line of labels.jsonl.

    Raises ValueError when the transcript does not hold what the scenario says, in its order.
    """
    roles = list(_roles(scenario, records))
    return {
        "file": f"{scenario.name}.jsonl",
        "kind": scenario.kind,
        "worth_saving": scenario.worth_saving,
        "why": scenario.why,
        "episodes": [_episode(episode, roles) for episode in scenario.episodes],
    }


def _episode(episode: Episode, roles: Sequence[tuple[str, str]]) -> dict[str, Any]:
    def ids(role: str) -> list[str]:
        return [found for named, found in roles if named == f"{role} {episode.name}"]

    (failing,) = ids("fails")
    return {
        "error": episode.error,
        "failing_tool_use_id": failing,
        "also_failing": ids("again"),
        "fix_tool_use_ids": ids("fix"),
        "verified_by_tool_use_ids": ids("proof"),
        "resolved": episode.resolved,
        "lesson": episode.lesson,
        "signal": episode.signal,
        "final_config": episode.final_config,
        "notes": episode.notes,
    }


def _roles(scenario: Scenario, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Each role of the scenario with the id of what bears it."""
    calls, prompts = _calls(records), _prompts(records)
    for part in scenario.talk:
        if isinstance(part, Call):
            name, identity = next(calls, ("nothing", ""))
            if name != part.tool:
                raise ValueError(f"{scenario.name}: {name} where {part.tool} was scripted")
        elif isinstance(part, Said):
            text, identity = next(prompts, ("nothing", ""))
            if not text.startswith(part.text):
                raise ValueError(f"{scenario.name}: not the scripted prompt: {text[:80]}")
        else:
            continue
        yield from ((role.strip(), identity) for role in part.role.split(",") if role)
    if next(calls, None) or next(prompts, None):
        raise ValueError(f"{scenario.name}: more happened than was scripted")


def _calls(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    for record in records:
        if record["type"] == "assistant":
            for block in record["message"]["content"]:
                if block["type"] == "tool_use":
                    yield block["name"], block["id"]


def _prompts(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """The user's own words: not results, not what the client says in the user's place."""
    for record in records:
        content = record.get("message", {}).get("content")
        own = record["type"] == "user" and not record.get("isMeta")
        if own and isinstance(content, str) and not content.startswith("<"):
            yield content, record["uuid"]
