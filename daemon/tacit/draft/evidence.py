"""What a draft may rest on: the tool calls and words that it cites, redacted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tacit.draft.clean import clean, each_text
from tacit.episodes.episode import Episode, Series
from tacit.episodes.launched import launches
from tacit.redact import people, redact
from tacit.transcript.session import Event, Prompt, Reply, Session, ToolCall

# Characters of one call or record, after redaction: a secret cut in half would not be recognised.
MOST = 60_000
# A draft cites few dozens; a hostile form may cite thousands.
MOST_IDS = 400


@dataclass(frozen=True, slots=True)
class Evidence:
    """Redacted texts by the id that cites them (of a tool call, its record, or a message).

    `nearby`: what the assistant said just before and after a call, by the call's id.
    `calls`: the tool calls among them, each text redacted.
    `session`: facts about the whole session that need no citation (date, model, client version).
    `people`: whom the session names; they stand in none of these texts.
    """

    texts: Mapping[str, str]
    nearby: Mapping[str, str]
    session: str
    counts: Mapping[str, int]
    calls: Mapping[str, ToolCall]
    people: frozenset[str] = frozenset()

    def of(self, ids: Iterable[str]) -> str:
        """The texts of these ids, one after the other."""
        return "\n".join(self.texts[i] for i in dict.fromkeys(ids) if i in self.texts)

    def around(self, ids: Iterable[str]) -> str:
        """What was said around these calls: it may explain, but it proves no figure."""
        return "\n".join(self.nearby[i] for i in dict.fromkeys(ids) if i in self.nearby)


def collect(session: Session, ids: Iterable[str], author: str = "") -> Evidence:
    """The evidence for the given ids; an id that the session does not hold is not in it."""
    wanted = set(list(dict.fromkeys(ids))[:MOST_IDS])
    counts: Counter[str] = Counter()
    named = people([_text(event) for event in session.events], author)

    def safe(text: str) -> str:
        found = redact(clean(text), author=author, people=named)
        counts.update(found.counts)
        return found.text

    raw: dict[str, list[str]] = {}
    calls: dict[str, ToolCall] = {}
    started = launches(event for event in session.events if isinstance(event, ToolCall))
    for event in session.events:
        if not (names := _names(event) & wanted):
            continue
        known = _safe(event, safe) if isinstance(event, ToolCall) else event
        if isinstance(known, ToolCall):
            calls[known.id] = known
        for i in names:
            raw.setdefault(i, []).append(_text(known))
            if isinstance(event, ToolCall) and event.id in started:
                # What a look at a job's output shows was printed by the job's own command.
                raw[i].append(safe(str(started[event.id].input.get("command") or "")))
    # Once more as a whole: a key and its value may be a secret only together.
    texts = {i: safe("\n".join(parts))[:MOST] for i, parts in raw.items()}
    nearby = {i: safe("\n".join(parts))[:MOST] for i, parts in _nearby(session, wanted).items()}
    facts = safe("\n".join((session.started, session.ended, session.model, session.version)))
    return Evidence(texts, nearby, facts, dict(counts), calls, named)


def _safe(call: ToolCall, safe: Callable[[str], str]) -> ToolCall:
    result = call.result and replace(call.result, text=safe(call.result.text))
    given = each_text(dict(call.input), safe)
    return replace(call, input=given, result=result, cwd=safe(call.cwd))


def _nearby(session: Session, wanted: set[str]) -> dict[str, list[str]]:
    """The reply before and the reply after each wanted call, of the same thread."""
    found: dict[str, list[str]] = {}
    before: dict[str, Reply] = {}
    open_calls: dict[str, list[str]] = {}
    for event in session.events:
        if isinstance(event, Reply):
            for i in open_calls.pop(event.agent, []):
                found.setdefault(i, []).append(event.text)
            before[event.agent] = event
        elif isinstance(event, ToolCall) and event.id in wanted:
            if event.agent in before:
                found.setdefault(event.id, []).append(before[event.agent].text)
            open_calls.setdefault(event.agent, []).append(event.id)
    return found


def cited(episodes: Iterable[Episode], session: Session) -> Iterator[str]:
    """The ids that a writer needs for these episodes.

    All that they name, what edited the same files, what showed where an attempt led, what was said
    before a call of theirs, and what the user said.
    """
    named: set[str] = set()
    files: set[str] = set()
    led_to: set[str] = set()
    for episode in episodes:
        named |= set(episode_ids(episode))
        led_to |= {a.outcome.partition(": ")[2].strip() for a in episode.attempts} - {""}
        files |= {final.path for final in episode.final_config if final.kind == "file"}
    yield from sorted(named)
    before: dict[str, str] = {}
    for event in session.events:
        if isinstance(event, Prompt):
            yield event.record
        elif isinstance(event, Reply):
            before[event.agent] = event.record
        else:
            if event.input.get("file_path") in files and event.name != "Read":
                yield event.id
            if event.id in named and event.agent in before:
                yield before[event.agent]
            if event.result and any(said in event.result.text for said in led_to):
                yield event.id


def trial_ids(compared: Iterable[Series]) -> Iterator[str]:
    """The ids that show the runs of these series."""
    return (i for series in compared for trial in series.trials for i in trial.ids)


def episode_ids(episode: Episode) -> Iterator[str]:
    """The ids that an episode itself names."""
    yield episode.error.tool_use_id or episode.error.record_uuid
    yield from (attempt.tool_use_id for attempt in episode.attempts)
    yield from episode.fix.tool_use_ids if episode.fix else ()
    yield from episode.verified_by
    yield from (final.tool_use_id for final in episode.final_config)


def _names(event: Event) -> set[str]:
    if isinstance(event, ToolCall):
        return {event.id, event.record, event.result.record if event.result else ""} - {""}
    return {event.record} - {""}


def _text(event: Event) -> str:
    if not isinstance(event, ToolCall):
        return event.text
    given = "\n".join(_lines(dict(event.input)))
    return f"{event.name}\n{given}\n{event.result.text if event.result else ''}"


def _lines(value: Any) -> Iterator[str]:
    """All texts of a tool's input, verbatim: JSON would escape their line ends and quotes."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from ([f"{key}: {item}"] if isinstance(item, str) else _lines(item))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _lines(item)
    elif value is not None:
        yield str(value)
