"""Other words for the same trouble, and what it teaches, as far as the session itself says them.

Retrieval lives on them; a writer without a model makes none up.
"""

from collections.abc import Iterator

from tacit.draft.case import Case, error, error_id, first_line
from tacit.draft.markdown import code, one_line
from tacit.draft.skill import Statement
from tacit.draft.support import content
from tacit.episodes.episode import Episode
from tacit.transcript.session import Prompt

_MOST = 6
_SAID = "As it was said before the fix: "


def triggers(case: Case) -> tuple[Statement, ...]:
    """Where the error shows, what else its output says, and how the user put it."""
    found: dict[str, Statement] = {}
    for episode in dict.fromkeys((case.main, *case.group)):
        for text in _shows(case, episode):
            found.setdefault(text, Statement(text=text, evidence=(error_id(episode),)))
    for record, said in _users_words(case):
        found.setdefault(said, Statement(text=said, evidence=(record,)))
    return tuple(list(found.values())[:_MOST])


def _shows(case: Case, episode: Episode) -> Iterator[str]:
    if episode.error.command:
        yield f"{code(episode.error.command, 100)} ends with {code(first_line(episode, 160))}"
    if frame := case.raised_in(episode):
        yield f"{code(first_line(episode, 160))}, raised in {code(frame, 120)}"
    for line in error(episode).splitlines()[1:3]:
        if content(line):
            yield f"The output also says {code(line, 160)}"


def _users_words(case: Case) -> Iterator[tuple[str, str]]:
    """What the user said of the error in other words than a request, with its record."""
    about = content(" ".join(error(episode) for episode in case.group))
    for event in case.session.events:
        said = case.evidence.texts.get(event.record, "") if isinstance(event, Prompt) else ""
        if len(content(one_line(said, 160)) & about) >= 2:
            yield event.record, f"In the user's words: {code(one_line(said, 160))}"


def lesson(case: Case) -> Statement | None:
    """The reason that was given before a fix; None where nobody gave one."""
    for episode in dict.fromkeys((case.main, *case.group)):
        changes = case.changes(episode)
        if not (episode.resolved and changes):
            continue
        cause, said_by = case.cause(episode, changes[0])
        if cause:
            text = f"Where {code(first_line(episode, 160))} shows: {cause.removeprefix(_SAID)}"
            return Statement(text=text, evidence=(error_id(episode), *said_by))
    return None
