"""Other words for the same trouble, and what it teaches, as far as the session itself says them.

Retrieval lives on them; a writer without a model makes none up.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tacit.draft.case import Case, error, error_id, first_line
from tacit.draft.markdown import code, one_line
from tacit.draft.phrases import shows, spoken
from tacit.draft.skill import Statement
from tacit.draft.support import content
from tacit.episodes.complaints import complaint
from tacit.episodes.episode import Episode
from tacit.transcript.session import Prompt

_MOST = 8
_SAID = "As it was said before the fix: "
# The function of a library that the user's own code called, and what was raised in the end.
_CALLED = re.compile(
    r'File "[^"\n]{0,400}/(?:site|dist)-packages/([A-Za-z]\w{1,40})[/.][^"\n]{0,300}",'
    r" line \d{1,7}, in ([A-Za-z]\w{1,60})\s"
)
_RAISED = re.compile(r"^(?:\w{1,60}\.){0,8}(\w{1,80}(?:Error|Exception|Warning))\b", re.M)
_PATHS = re.compile(r"\S*[/\\]\S*")


def triggers(case: Case) -> tuple[Statement, ...]:
    """How the user put it, where the error shows, what raised it, and how one would put it."""
    found: dict[str, Statement] = {}
    for record, said in _users_words(case):
        found.setdefault(said, Statement(text=said, evidence=(record,)))
    for episode in dict.fromkeys((case.main, *case.group)):
        for text in (*_shows(case, episode), *_raises(case, episode), *plainly(error(episode))):
            found.setdefault(text, Statement(text=text, evidence=(error_id(episode),)))
    return tuple(list(found.values())[:_MOST])


def plainly(text: str) -> Iterator[str]:
    """Captions in plain words for errors of known kinds."""
    for pattern, says in _kinds():
        if pattern.search(text):
            yield from says


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    found = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple((re.compile(kind["error"], re.I), tuple(kind["says"])) for kind in found["kinds"])


def _shows(case: Case, episode: Episode) -> Iterator[str]:
    frame = case.raised_in(episode)
    raised = f", raised in {code(frame, 120)}" if frame else ""
    said = code(first_line(episode, 160))
    if episode.error.command:
        ends = "prints" if shows(episode) == "prints it" else "ends with"
        yield f"{code(spoken(episode.error.command, 100))} {ends} {said}{raised}"
    elif raised:
        yield f"{said}{raised}"
    for line in error(episode).splitlines()[1:3]:
        if content(line):
            yield f"The output also says {code(line, 160)}"


def _raises(case: Case, episode: Episode) -> Iterator[str]:
    """Which operation of which library raised what, as the traceback tells."""
    text = case.evidence.texts.get(error_id(episode), "")
    called, raised = _CALLED.search(text), _RAISED.findall(text)
    if called and raised:
        yield f"{code(called[2])} of {code(called[1])} raises {code(raised[-1])}"


def _users_words(case: Case) -> Iterator[tuple[str, str]]:
    """What the user said of the error in other words than a request, with its record."""
    about = content(_PATHS.sub(" ", " ".join(error(episode) for episode in case.group)))
    for event in case.session.events:
        said = case.evidence.texts.get(event.record, "") if isinstance(event, Prompt) else ""
        shared = len(content(one_line(said, 160)) & about)
        if shared > 1 or (shared and isinstance(event, Prompt) and complaint(event)):
            first = next((line for line in said.splitlines() if line.strip()), "")
            yield event.record, f"In the user's words: {code(first, 160)}"


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
