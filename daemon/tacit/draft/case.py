"""What a writer without a model looks at: a group of episodes, redacted, and its evidence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tacit.draft.evidence import Evidence
from tacit.draft.grouping import Group
from tacit.draft.markdown import one_line
from tacit.draft.phrases import command_of, diff, path_of
from tacit.draft.reasons import causal
from tacit.draft.skill import Statement
from tacit.draft.support import content
from tacit.episodes.changes import pairs
from tacit.episodes.complaints import approves, complaint
from tacit.episodes.episode import Episode, Series
from tacit.episodes.signature import core
from tacit.transcript.session import Prompt, Reply, Session, ToolCall

_EXPLAINS = re.compile(
    r"(?i)\b(?:because|since|due to|caused? by|the (?:issue|problem|cause|reason|error)|needs?|must"
    r"|should|expects?|requires?|instead of|mismatch|missing|does(?:n't| not)|is(?:n't| not))\b"
)
_FRAME = re.compile(r'(?m)^\s*File "([^"\n<>]{1,300})", line \d+')
_GUESSES = re.compile(
    r"(?i)\b(?:might|may|maybe|perhaps|probably|possibly|likely|seems?|could|let me|let's|i'll|try"
    r"|i think|not sure|if|(?:i|we|you) (?:\w+ )?(?:need|should|must|have)|i'm|you're right|now)\b"
)
_PLAN = re.compile(r"(?i)\A\s*implement the (?:following )?plan:?\s*#{0,6}\s*")


@dataclass(frozen=True, slots=True)
class Case:
    """One group of episodes (redacted) with its evidence, and the session it is from."""

    session: Session
    group: Group
    evidence: Evidence
    safe: Callable[[str], str]
    series: tuple[Series, ...] = ()

    @property
    def main(self) -> Episode:
        """The episode that cost most; the group is named after it."""
        solved = [e for e in self.group if e.resolved and e.fix] or list(self.group)
        return max(solved, key=lambda e: len(e.attempts))

    @property
    def folders(self) -> tuple[str, ...]:
        """The project and the other folders, redacted: paths are told relative to them."""
        return tuple(self.safe(folder) for folder in (self.session.project, *self.session.folders))

    def call(self, i: str | None) -> ToolCall | None:
        """The redacted call of that id."""
        return self.evidence.calls.get(i or "")

    def changes(self, episode: Episode) -> list[ToolCall]:
        """The calls that made the difference in an episode, less those that undid each other.

        Where nothing of them is left, it is the other way in which the proof ran the command.
        """
        ids = episode.fix.tool_use_ids if episode.fix else ()
        made = _net([call for call in map(self.call, ids) if call])
        made = [_since(call, self._tried(episode, call)) for call in made]
        proofs = [c for c in map(self.call, episode.verified_by) if c and command_of(c)]
        if made or not ids or not proofs or command_of(proofs[0]) == episode.error.command:
            return made
        return proofs[:1]

    def cited(self, episode: Episode, call: ToolCall) -> tuple[str, ...]:
        """What a change rests on: the call, and the attempts at the same file that it took back."""
        return (call.id, *(tried.id for tried in self._tried(episode, call)))

    def _tried(self, episode: Episode, call: ToolCall) -> list[ToolCall]:
        """The attempts of the episode at the file that the call edits."""
        tried = filter(None, (self.call(attempt.tool_use_id) for attempt in episode.attempts))
        return [one for one in tried if path_of(one) and path_of(one) == path_of(call)]

    def raised_in(self, episode: Episode) -> str:
        """The file of the last frame of the error's traceback, from its package on; "" if none.

        It names the library that the error is of, which the message itself seldom does.
        """
        call = self.call(episode.error.tool_use_id)
        frames = _FRAME.findall(call.result.text) if call and call.result else []
        if not frames:
            return ""
        path: str = re.split(r"(?:site|dist)-packages/", frames[-1])[-1]
        return path.rsplit("/", 1)[-1] if path.startswith(("/", "~")) else path

    def cause(self, episode: Episode, change: ToolCall) -> tuple[str, tuple[str, ...]]:
        """What was said right before the change, where it gives a reason, and the ids that cite it.

        Nothing otherwise: a cause that nobody named is not made up, and a reason that shares no
        word with the error or the change is one for something else.
        """
        seen, about = content(error(episode)), content(f"{command_of(change)} {diff(change)}")
        for record in self._said_before(episode, change):
            said = one_line(self.evidence.texts.get(record, ""))
            for part in re.split(r"(?<=[.!?])\s+", said):
                words = content(part)
                told = _EXPLAINS.search(part) and not _GUESSES.search(part)
                fits = words & seen and (causal(part) or len(words & (seen | about)) > 1)
                fits = fits or (causal(part) and words & about)
                if told and fits and 20 < len(part) < 300 and "**" not in part:
                    return f"As it was said before the fix: {part.rstrip(':')}", (record,)
        return "", ()

    def _said_before(self, episode: Episode, change: ToolCall) -> list[str]:
        """The replies between the error, or the last attempt, and the change; the last first."""
        said: list[str] = []
        tried = {attempt.tool_use_id for attempt in episode.attempts}
        for event in self.session.events:
            if isinstance(event, Reply) and event.agent == change.agent:
                said.append(event.record)
            elif isinstance(event, ToolCall) and event.id == change.id:
                return said[:-4:-1]
            elif isinstance(event, ToolCall) and event.id in {episode.error.tool_use_id, *tried}:
                del said[:-1]
        return []


def _net(calls: list[ToolCall]) -> list[ToolCall]:
    """The calls without edits that a later one took back."""
    left: list[ToolCall] = []
    for call in calls:
        undone = next((other for other in left if _undoes(call, other)), None)
        if undone:
            left.remove(undone)
        else:
            left.append(call)
    return left


def _since(call: ToolCall, tried: list[ToolCall]) -> ToolCall:
    """The edit as it stands against what first failed: a reader never had the failed attempts."""
    if call.name != "Edit":
        return call
    ((old, new),) = pairs(call.input)
    for before, after in [pair for one in reversed(tried) for pair in pairs(one.input)]:
        if after.strip():
            old = old.replace(after, before)
    return call if old == new else replace(call, input={**call.input, "old_string": old})


def _undoes(call: ToolCall, other: ToolCall) -> bool:
    if {call.name, other.name} - {"Edit", "MultiEdit"} or path_of(call) != path_of(other):
        return False
    return pairs(call.input) == [(new, old) for old, new in reversed(pairs(other.input))]


def error(episode: Episode) -> str:
    """The exact error to quote, at most four lines."""
    text = core(episode.error.text) or episode.error.text
    lines = dict.fromkeys(line.strip()[:500] for line in text.strip().splitlines())
    return "\n".join(list(lines)[:4])


def error_id(episode: Episode) -> str:
    """The id that cites the error."""
    return episode.error.tool_use_id or episode.error.record_uuid


def first_line(episode: Episode, most: int) -> str:
    """The first line of the exact error."""
    return one_line((error(episode).splitlines() or [""])[0], most)


def goal(case: Case, before: str) -> Statement | None:
    """What the user asked for last before the call or record of that id, in their first words."""
    said: Statement | None = None
    for event in case.session.events:
        if (
            isinstance(event, Prompt)
            and event.record != before
            and not (approves(event) or complaint(event))
        ):
            text = _asked(case.evidence.texts.get(event.record, ""))
            if len(text.split()) > 2:
                said = Statement(text=text, evidence=(event.record,))
        elif before in (getattr(event, "id", ""), event.record):
            break
    return said


def _asked(text: str) -> str:
    """The request without what was pasted below it; of a plan its title."""
    planned = _PLAN.match(text)
    if planned:
        return one_line(text[planned.end() :].partition("\n")[0], 240)
    first = re.split(r"\n\s*\n|\n(?=\s*(?:\$ |Traceback |```|File \"))", text.strip())[0]
    return one_line(first, 240)
