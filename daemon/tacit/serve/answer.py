"""What a hook is answered: the payload's question, put to the index, as the client's JSON."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tacit.advise import concepts, rarity
from tacit.advise.advice import advise
from tacit.advise.index import Latest
from tacit.advise.query import Query, for_error, for_prompt, for_start
from tacit.episodes.signature import core
from tacit.options import Moment
from tacit.serve.case import Case
from tacit.serve.given import Given
from tacit.serve.meanings import Meanings
from tacit.serve.memory import Memory

MOMENTS: Mapping[str, Moment] = {
    "SessionStart": "start",
    "UserPromptSubmit": "prompt",
    "PostToolUseFailure": "error",
    "PostToolUse": "error",
}
MAX_UNITS = 9500  # UTF-16 units; above 10,000 the client replaces the text by a pointer to a file
_LEAST = 500  # of a session's budget, worth another answer
# What comes as a prompt and is none: the client's word that a subagent ended, and our own commands,
# which ask for themselves.
_NO_WORDS = re.compile(r"\s*(?:<task-notification>|/(?:tacit:)?(?:advise|retrospective)\b)")
_OUTPUT = 200_000  # characters of a tool's output that are looked at, from its end


@dataclass(frozen=True, slots=True)
class Answer:
    """`body`: what the hook prints, b"" for nothing. `given`: what the session has by it."""

    body: bytes = b""
    given: Given | None = None


class Adviser:
    """Answers hooks, several at a time; remembers what each session was given."""

    def __init__(self, index: Path) -> None:
        self._latest = Latest(index)
        self._meanings = Meanings(index)
        self._memory = Memory()

    def recall(self, given: Iterable[Given]) -> None:
        """Take up what sessions were given before this daemon started."""
        self._memory.recall(given)

    def forget(self, session: str) -> None:
        """The session was compacted: what it was given is gone."""
        self._memory.forget(session)

    def take_back(self, answer: Answer) -> None:
        """Nobody read the answer."""
        if answer.given:
            self._memory.take_back(answer.given)

    def prepare(self) -> None:
        """Read what a prompt will need, while nobody waits for an answer."""
        concepts.prepare()
        rarity.prepare()

    def answer(self, case: Case) -> Answer:
        """The advice for the event, if any. Raises RegistryError where the index is broken."""
        moment = MOMENTS.get(case.event)
        if case.config is None or case.policy is None or not case.policy.advise:
            return Answer()
        wanted, reader = case.config.advise, case.reader
        left = self._memory.left(case.session, wanted.max_chars_a_session)
        query = question(case) if moment in wanted.moments and left >= _LEAST else None
        if query is None:
            return Answer()
        units = min(wanted.max_chars, left, MAX_UNITS)
        held = self._memory.held(reader)
        near = self._meanings.near(wanted.semantic_model, query)
        index = self._latest.index()
        found = advise(index, query, near=near, given=held, max_chars=units, exact=False)
        length = len(found.text.encode("utf-16-le")) // 2
        if found.silent or not 0 < length <= MAX_UNITS:
            return Answer()
        given = Given(reader, found.passages, length)
        # Of two errors at once, one is answered.
        if not self._memory.keep(given, wanted.max_chars_a_session):
            return Answer()
        return Answer(context(case.event, found.text), given)


def context(event: str, text: str) -> bytes:
    """The JSON that the client adds to the model's context; any other form is dropped silently."""
    return orjson.dumps({"hookSpecificOutput": {"hookEventName": event, "additionalContext": text}})


def with_message(body: bytes, line: str) -> bytes:
    """The answer, and besides a line that the user sees and the model does not."""
    form: dict[str, Any] = orjson.loads(body) if body else {}
    return orjson.dumps({**form, "systemMessage": line})


def question(case: Case) -> Query | None:
    """What to ask the index at this event; None where the payload holds no question."""
    project = Path(case.folders[0])
    if case.event == "SessionStart":
        # A fork's context holds what was told at the start of the session that it came from.
        return None if case.source == "fork" else for_start(project)
    if case.event == "UserPromptSubmit":
        prompt = case.payload.get("prompt")
        asks = isinstance(prompt, str) and prompt.strip() and not _NO_WORDS.match(prompt)
        return for_prompt(str(prompt), project) if asks else None
    if case.event == "PostToolUseFailure":
        error = case.payload.get("error")
        return for_error(error[-_OUTPUT:], project) if isinstance(error, str) else None
    output = _output(case.payload)
    return for_error(output, project) if core(output) else None


def _output(payload: Mapping[str, Any]) -> str:
    """What a Bash call printed, as far as it is looked at; "" for another tool's result."""
    response = payload.get("tool_response") if payload.get("tool_name") == "Bash" else None
    if isinstance(response, dict):
        parts = [response.get("stdout"), response.get("stderr")]
    else:
        parts = [response]
    return "\n".join(part[-_OUTPUT:] for part in parts if isinstance(part, str) and part)
