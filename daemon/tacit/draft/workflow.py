"""The parts of a draft that tell the way: steps, failed attempts, troubles."""

from collections.abc import Iterator

from tacit.draft.case import Case, error, error_id, first_line
from tacit.draft.markdown import code
from tacit.draft.phrases import (
    LINES,
    command_of,
    diff,
    outcome,
    path_of,
    phrase,
    sentence,
    shows,
    spoken,
    taught,
)
from tacit.draft.skill import FailedAttempt, Step, Trouble
from tacit.episodes.attempts import REJECTED
from tacit.episodes.episode import Episode
from tacit.transcript.session import Prompt, ToolCall


def steps(case: Case) -> Iterator[Step]:
    """Per episode: what failed, what changed, what shows it. A step that repeats is told once."""
    told: set[tuple[str, str, str]] = set()
    for episode in case.group:
        made = list(_episode_steps(case, episode))
        new = [step for step in made if (step.text, step.command, step.change) not in told]
        told |= {(step.text, step.command, step.change) for step in made}
        # An error that the steps before end as well is told among the troubles.
        if any(step.evidence != (error_id(episode),) for step in new):
            yield from new


def _episode_steps(case: Case, episode: Episode) -> Iterator[Step]:
    if not episode.resolved or not episode.fix:
        return
    seen = code(first_line(episode, 200))
    failing = command_of(case.call(episode.error.tool_use_id))
    if failing:
        yield Step(
            text=f"This shows the error {seen}:", command=failing, evidence=(error_id(episode),)
        )
    for call in case.changes(episode):
        if command := command_of(call):
            way = "Run it this way instead:" if call.id in episode.verified_by else "Then run:"
            yield Step(text=way, command=command, evidence=(call.id,))
        else:
            change = diff(call) or _written(call)
            text = sentence(phrase(call, case.folders))
            if change:
                verb = "Write" if call.name == "Write" else "Change"
                text = f"{verb} {code(path_of(call, case.folders), 120)}:"
            yield Step(text=text, change=change, evidence=case.cited(episode, call))
    for call in filter(None, map(case.call, episode.verified_by)):
        if call.id not in episode.fix.tool_use_ids and (command := command_of(call)):
            clean = call.result is not None and not call.result.is_error
            end = "which now succeeds" if clean else "which no longer shows this error"
            yield Step(text=f"Check with the command, {end}:", command=command, evidence=(call.id,))


def _written(call: ToolCall) -> str:
    """A short file that was written whole, as the lines of a diff."""
    text = str(call.input.get("content") or "") if call.name == "Write" else ""
    lines = text.splitlines()
    return "\n".join(f"+{line}" for line in lines) if len(lines) <= LINES else ""


def failed(case: Case, episode: Episode) -> Iterator[FailedAttempt]:
    """A row for each attempt: what it was, what it gave, what it teaches; the last names the fix.

    A rejection is told in the user's own words.
    """
    changes, ran = case.changes(episode), episode.error.command
    for attempt in episode.attempts:
        call = case.call(attempt.tool_use_id)
        if call is None:
            continue
        why, lesson = outcome(attempt, first_line(episode, 0)), taught(attempt)
        ids = [call.id, error_id(episode), *_showing(case, attempt.outcome)]
        if attempt.outcome.startswith(REJECTED) and (answer := _answer(case, call)):
            why = f"The user answered: {code(case.evidence.texts[answer], 160)}"
            ids.append(answer)
        if changes and attempt is episode.attempts[-1]:
            fix = phrase(changes[-1], case.folders, brief=True, failed=ran)
            lesson = f"{lesson} {sentence(f'what ended the error: {fix}')}"
            ids += [c.id for c in changes]
        yield FailedAttempt(
            attempt=sentence(phrase(call, case.folders, failed=ran)),
            why=why,
            lesson=lesson,
            evidence=tuple(dict.fromkeys(ids)),
        )


def _answer(case: Case, call: ToolCall) -> str:
    """The record of the user's first words after a call, "" where there are none."""
    after = False
    for event in case.session.events:
        after = after or (isinstance(event, ToolCall) and event.id == call.id)
        if after and isinstance(event, Prompt) and event.record in case.evidence.texts:
            return event.record
    return ""


def _showing(case: Case, told: str) -> Iterator[str]:
    """The call whose output shows what an attempt led to."""
    said = told.partition(": ")[2].strip()
    if said:
        for i, call in case.evidence.calls.items():
            if call.result and said in call.result.text:
                yield i
                return


def troubles(case: Case) -> Iterator[Trouble]:
    """An entry for each error with a proven fix."""
    for episode in case.group:
        changes = case.changes(episode)
        quoted = error(episode)
        if not (episode.resolved and changes and quoted):
            continue
        cause, said_by = case.cause(episode, changes[0])
        command = case.main.error.command if episode is case.main else episode.error.command
        ran = f"{code(spoken(command, 200))} {shows(episode)}" if command else "A tool call fails"
        if not case.call(episode.error.tool_use_id):
            ran = "The user told of it"
        if frame := case.raised_in(episode):
            ran += f", raised in {code(frame, 120)}"
        ids = [error_id(episode), *(i for c in changes for i in case.cited(episode, c)), *said_by]
        yield Trouble(
            error=quoted,
            symptom=f"{ran}.",
            cause=cause,
            fix=" ".join(
                dict.fromkeys(sentence(phrase(c, case.folders, failed=command)) for c in changes)
            ),
            signature=episode.error.signature,
            evidence=tuple(dict.fromkeys(ids)),
        )
