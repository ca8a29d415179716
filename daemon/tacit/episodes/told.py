"""Failures that the user told of: the case, and what in the session shows that they ended."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tacit.episodes.again import looked_again
from tacit.episodes.complaints import approves, complaint, objection
from tacit.episodes.programs import INTERPRETERS, MANY
from tacit.episodes.reactions import concedes
from tacit.episodes.run import Run
from tacit.episodes.steps import Command, checks
from tacit.episodes.thread import Thread
from tacit.transcript.session import Event, Prompt, Reply, Result, ToolCall

MOST = 200
# These run everything, and say nothing of what was run.
_COMMON = frozenset(("npm", "npx", "bun", "pnpm", "yarn", "run", "git", "python", "script", "make"))


class Told(NamedTuple):
    """A failure in the user's words, as if it were a run.

    proof: the run that shows the end. word: the record in which the user says so.
    """

    run: Run
    proof: Run | None = None
    word: str = ""
    end: int = 0


def told(events: Sequence[Event], thread: Thread) -> Iterator[Told]:
    """The user's complaints in order, each with its end; `thread`: the main thread's runs."""
    prompts = [(at, event) for at, event in enumerate(events) if isinstance(event, Prompt)]
    replies = _replies(events)
    for number, (at, prompt) in enumerate(prompts[:MOST]):
        error = complaint(prompt)
        if error is None and concedes(replies.get(prompt.record, "")):
            before = prompts[number - 1][0] if number else -1
            error = objection(prompt) if thread.changed(before, at) else None
        if error is None:
            continue
        run = Run(at, _as_call(prompt), Command(()), error, None)
        after = prompts[number + 1 :]
        yield _ended(thread, run, after, len(events))


def _replies(events: Sequence[Event]) -> dict[str, str]:
    """What the assistant first said to each prompt, by the prompt's record."""
    found: dict[str, str] = {}
    record = ""
    for event in events:
        if isinstance(event, Prompt):
            record = event.record
        elif isinstance(event, Reply) and record and not event.agent:
            found[record], record = event.text, ""
    return found


def _as_call(prompt: Prompt) -> ToolCall:
    result = Result(prompt.record, prompt.text, is_error=True, at=prompt.at)
    return ToolCall("", "user", {}, prompt.record, result, prompt.at)


def _ended(thread: Thread, run: Run, after: Sequence[tuple[int, Prompt]], end: int) -> Told:
    """A check that is good after a change, else the user's approval, before the next complaint."""
    word = ""
    for at, prompt in after[:3]:
        if complaint(prompt) is not None:
            end = at
            break
        if approves(prompt):
            word, end = prompt.record, at
            break
    changed = thread.changed(run.at, end)
    if not changed:
        return Told(run, end=end)
    for later in thread.runs_between(changed[0].at, end):
        if later.good and _shows(later, run):
            return Told(run, later, "", later.at)
    if proof := looked_again(thread, run.at, changed[0].at, end):
        return Told(run, proof, "", proof.at)
    return Told(run, None, word, end)


def _shows(run: Run, told: Run) -> bool:
    """Does the run check or do something, so that its good end shows that the change is right?

    What the user pasted is gone only where the command, or a part of it, that gave it is good.
    """
    if run.call.name != "Bash" or run.command.reads:
        return False
    if told.error and told.error.signature:
        pasted = told.call.result.text if told.call.result else ""
        words = {w for step in run.command.steps for w in (step.program, *step.action.split())}
        if not any(len(word) > 2 and word in pasted for word in words - _COMMON):
            return False
    return checks(run.command) or any(
        step.program == "script" or step.program in INTERPRETERS - MANY
        for step in run.command.steps
    )
