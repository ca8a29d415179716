"""Events as they come in: joined by id, and bounded however many and however long they are."""

from dataclasses import dataclass, replace
from sys import getsizeof
from typing import Any

from tacit.transcript.clip import CLIP, clip, clip_input
from tacit.transcript.session import Context, Event, Prompt, Reply, Result, ToolCall

# Bytes of all texts of a session together. Above it every text is clipped to half of what it was,
# and so on down to FLOOR; after that, or above MAX_EVENTS, the older half of the session goes.
BUDGET = 32 << 20
FLOOR = 400
MAX_EVENTS = 40_000
# Of what hooks said, this many texts and characters; what comes later is left out. The client lets
# one hook say 10,000.
MAX_CONTEXTS = 2_000
CONTEXTS = 8 << 20


@dataclass(slots=True)
class Call:
    """A ToolCall whose result may still come; its input is clipped when it is gathered."""

    id: str
    name: str
    input: dict[str, Any]
    record: str
    at: str
    agent: str
    cwd: str
    result: Result | None = None


class Gathering:
    """The events so far, in the order they came. `limit`: how long a new event's texts may be."""

    def __init__(self) -> None:
        self.limit = CLIP
        self._events: list[Prompt | Reply | Call] = []
        self._calls: dict[str, Call] = {}
        self._contexts: list[Context] = []
        self._size = self._said = 0

    def add(self, event: Prompt | Reply) -> None:
        """Somebody's words."""
        self._events.append(event)
        self._grow(getsizeof(event.text))

    def call(self, call: Call) -> None:
        """A tool_use. One whose result came first joins it; one told twice counts once."""
        call.input, size = clip_input(call.input, self.limit)
        known = self._calls.get(call.id)
        if known is not None and _told_before(known, call):
            return
        if known is not None and not known.name:
            known.name, known.input, known.record = call.name, call.input, call.record
            known.at, known.agent, known.cwd = call.at, call.agent, call.cwd
        else:  # unknown, or one of those clients that use their ids anew
            self._calls[call.id] = call
            self._events.append(call)
        self._grow(size)

    def made(self, id: str) -> Call | None:
        """The call of that id, where it is known."""
        return self._calls.get(id) if id else None

    def result(self, id: str, result: Result, agent: str) -> None:
        """A tool_result. Where no tool_use has that id yet, it waits in a call without a name."""
        known = self._calls.get(id)
        if known is None:
            self._calls[id] = known = Call(id, "", {}, result.record, result.at, agent, "")
            self._events.append(known)
        if known.result is None:
            known.result = result
            self._grow(getsizeof(result.text))

    def context(self, said: Context) -> None:
        """What a hook put before the model; its place is after the events so far."""
        text = clip(said.text)
        self._said += len(text)
        if self._said <= CONTEXTS and len(self._contexts) < MAX_CONTEXTS:
            self._contexts.append(replace(said, text=text, place=len(self._events)))

    def contexts(self) -> tuple[Context, ...]:
        """All of them, in the order they came."""
        return tuple(self._contexts)

    def events(self) -> tuple[Event, ...]:
        """All of them, for good."""
        return tuple(
            ToolCall(e.id, e.name, e.input, e.record, e.result, e.at, e.agent, e.cwd)
            if isinstance(e, Call)
            else e
            for e in self._events
        )

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > BUDGET or len(self._events) > MAX_EVENTS:
            self._shrink()

    def _shrink(self) -> None:
        while self._size > BUDGET and self.limit > FLOOR:
            self.limit //= 2
            self._events = [_tightened(event, self.limit) for event in self._events]
            self._size = sum(map(_size, self._events))
        if self._size > BUDGET or len(self._events) > MAX_EVENTS:
            gone = len(self._events) // 2
            self._events = self._events[gone:]
            self._contexts = [replace(c, place=max(0, c.place - gone)) for c in self._contexts]
            self._calls = {event.id: event for event in self._events if isinstance(event, Call)}
            self._size = sum(map(_size, self._events))


def _told_before(known: Call, call: Call) -> bool:
    """The client's own ids are unique; with another's, an answered call may be made again."""
    unique = call.id.startswith("toolu_") or known.result is None
    return unique and known.name == call.name and known.input == call.input


def _size(event: Prompt | Reply | Call) -> int:
    if not isinstance(event, Call):
        return getsizeof(event.text)
    told = getsizeof(event.result.text) if event.result else 0
    return told + clip_input(event.input)[1]


def _tightened(event: Prompt | Reply | Call, limit: int) -> Prompt | Reply | Call:
    if not isinstance(event, Call):
        return replace(event, text=clip(event.text, limit))
    event.input, _ = clip_input(event.input, limit)
    if event.result:
        event.result = replace(event.result, text=clip(event.result.text, limit))
    return event
