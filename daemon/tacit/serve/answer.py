"""What a hook is answered: the payload's question, put to the index, as the client's JSON."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tacit.advise.advice import advise
from tacit.advise.index import Latest
from tacit.advise.query import Query, for_error, for_prompt, for_start
from tacit.config import Moment
from tacit.episodes.signature import core
from tacit.serve.case import Case

MOMENTS: Mapping[str, Moment] = {
    "SessionStart": "start",
    "UserPromptSubmit": "prompt",
    "PostToolUseFailure": "error",
    "PostToolUse": "error",
}
MAX_UNITS = 9500  # UTF-16 units; above 10,000 the client replaces the text by a pointer to a file
_SESSIONS = 500  # whose passages are remembered
_OUTPUT = 200_000  # characters of a tool's output that are looked at, from its end


@dataclass(frozen=True, slots=True)
class Answer:
    """`body`: what the hook prints, b"" for nothing. `passages`: what the session has by it."""

    body: bytes = b""
    passages: tuple[str, ...] = ()


class Adviser:
    """Answers hooks, several at a time; remembers which passages each session was given."""

    def __init__(self, index: Path) -> None:
        self._latest = Latest(index)
        self._lock = threading.Lock()
        self._given: OrderedDict[str, set[str]] = OrderedDict()

    def recall(self, given: Mapping[str, set[str]]) -> None:
        """Take up what sessions were given before this daemon started."""
        with self._lock:
            self._given.update(given)

    def forget(self, session: str, passages: tuple[str, ...] | None = None) -> None:
        """The session lost these passages, or all: it was compacted, or never read the answer."""
        with self._lock:
            known = self._given.get(session, set())
            known.difference_update(known.copy() if passages is None else passages)

    def answer(self, case: Case) -> Answer:
        """The advice for the event, if any. Raises RegistryError where the index is broken."""
        moment = MOMENTS.get(case.event)
        if case.config is None or case.policy is None or not case.policy.advise:
            return Answer()
        query = question(case) if moment in case.config.advise.moments else None
        if query is None:
            return Answer()
        with self._lock:
            given = frozenset(self._given.get(case.session, ()))
        units = min(case.config.advise.max_chars, MAX_UNITS)
        found = advise(self._latest.index(), query, given=given, max_chars=units)
        if found.silent or not found.text or len(found.text.encode("utf-16-le")) // 2 > MAX_UNITS:
            return Answer()
        if not self._keep(case.session, found.passages):
            return Answer()
        return Answer(context(case.event, found.text), found.passages)

    def _keep(self, session: str, passages: tuple[str, ...]) -> bool:
        """Write down what the session gets; False where it has it: of two errors at once, one."""
        with self._lock:
            known = self._given.setdefault(session, set())
            if known.intersection(passages):
                return False
            known.update(passages)
            self._given.move_to_end(session)
            while len(self._given) > _SESSIONS:
                self._given.popitem(last=False)
        return True


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
        return for_start(project)
    if case.event == "UserPromptSubmit":
        prompt = case.payload.get("prompt")
        return for_prompt(prompt, project) if isinstance(prompt, str) and prompt.strip() else None
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
