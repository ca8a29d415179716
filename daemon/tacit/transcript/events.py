"""A record ─► events: words, tool calls and their results."""

from typing import Any, NamedTuple

from tacit.transcript.clip import clip, name, path
from tacit.transcript.gather import Call, Gathering
from tacit.transcript.records import Record
from tacit.transcript.session import Context, Prompt, Reply, Result
from tacit.transcript.words import failed_task, own_words, plain, queued_words

_HOOKS = 50  # that may speak at one event


class Place(NamedTuple):
    """Where a record stands. `agent`: the subagent it belongs to, "" on the main thread."""

    uuid: str
    at: str
    agent: str
    cwd: str


def take(record: Record, place: Place, into: Gathering) -> None:
    """Put what this record holds into `into`; a record of a type without events adds nothing."""
    kind = record.get("type")
    if kind == "attachment":
        attachment = record.get("attachment")
        if isinstance(attachment, dict):
            _attachment(attachment, place, into)
        return
    message = record.get("message")
    if isinstance(message, dict):
        if kind == "assistant":
            _assistant(record, message.get("content"), place, into)
        elif kind == "user":
            _user(record, message.get("content"), place, into)


def _attachment(attachment: dict[str, Any], place: Place, into: Gathering) -> None:
    kind = attachment.get("type")
    if kind == "queued_command":
        _prompt(queued_words(attachment), place, into)
    elif kind == "hook_additional_context":
        hook, call = name(attachment.get("hookEvent")), name(attachment.get("toolUseID"))
        said = attachment.get("content")
        for text in said[:_HOOKS] if isinstance(said, list) else ():
            if isinstance(text, str):
                into.context(Context(place.uuid, text, hook, call, 0, place.at, place.agent))


def _assistant(record: Record, content: object, place: Place, into: Gathering) -> None:
    if isinstance(content, str):
        _reply(record, content, place, into)
    for block in content if isinstance(content, list) else ():
        kind = block.get("type") if isinstance(block, dict) else None
        if kind == "tool_use":
            _call(block, place, into)
        elif kind == "text":
            _reply(record, block.get("text"), place, into)


def _reply(record: Record, text: object, place: Place, into: Gathering) -> None:
    # An API error comes as if the assistant had said it.
    if isinstance(text, str) and text and not record.get("isApiErrorMessage"):
        into.add(Reply(place.uuid, clip(text, into.limit), place.at, place.agent))


def _call(block: dict[str, Any], place: Place, into: Gathering) -> None:
    given = block.get("input")
    into.call(
        Call(
            id=name(block.get("id")),
            name=name(block.get("name")) or "?",
            input=given if isinstance(given, dict) else {},
            record=place.uuid,
            at=place.at,
            agent=place.agent,
            cwd=place.cwd,
        )
    )


def _user(record: Record, content: object, place: Place, into: Gathering) -> None:
    blocks = content if isinstance(content, list) else ()
    results = [b for b in blocks if isinstance(b, dict) and b.get("type") == "tool_result"]
    for block in results:
        # toolUseResult tells of one result; beside several nobody knows whose it is.
        told = record.get("toolUseResult") if len(results) == 1 else None
        result = _result(block, told, place, into.limit)
        into.result(name(block.get("tool_use_id")), result, place.agent)
    if not results:
        if (failed := failed_task(content)) is not None:
            _failed(*failed, place, into)
        _prompt(own_words(record, content), place, into)


def _prompt(text: str, place: Place, into: Gathering) -> None:
    if text and not place.agent:  # a subagent's prompt is the main agent's words
        into.add(Prompt(place.uuid, clip(text, into.limit), place.at))


def _failed(summary: str, made: str, place: Place, into: Gathering) -> None:
    """A background task that failed, as the late result of the command that began it."""
    known = into.made(name(made))
    given = {"command": known.input.get("command", "")} if known else {}
    tool = known.name if known and given["command"] else "TaskOutput"
    at = Call(place.uuid, tool, given, place.uuid, place.at, place.agent, place.cwd)
    into.call(at)
    into.result(place.uuid, Result(place.uuid, summary, is_error=True, at=place.at), place.agent)


def _result(block: dict[str, Any], told: object, place: Place, limit: int) -> Result:
    text, persisted = plain(block.get("content")), ""
    if isinstance(told, dict):
        persisted = path(told.get("persistedOutputPath"))
        if not text:
            streams = (told.get("stdout"), told.get("stderr"))
            text = "\n".join(s for s in streams if isinstance(s, str) and s)
    elif isinstance(told, str):
        text = text or told
    failed = block.get("is_error") is True
    return Result(place.uuid, clip(text, limit), failed, place.at, persisted)
