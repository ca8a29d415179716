"""What the user did or saw outside the session: a run of their own, a change by hand."""

import re

from tacit.episodes.cases import Case, essence
from tacit.episodes.complaints import approves, complaint
from tacit.episodes.run import Run
from tacit.episodes.steps import Command
from tacit.episodes.thread import Thread
from tacit.transcript.session import Prompt, Result, ToolCall

# Praise is of anything; these words are of something that had not worked.
_WORKS = re.compile(
    r"(?i)\b(?:works?|worked|working|fixed|solved|resolved|passes|passed|runs|trains|builds|gone)\b"
)
_BY_HAND = re.compile(
    r"(?i)\b(?:i|we)(?:'ve| have)? (?:just |already |now |have )?(?:installed|fixed|added|set"
    r"|changed|removed|restarted|updated|upgraded|created|started|moved|deleted|enabled|granted|exported"
    r"|freed|killed|edited|reverted|pinned|mounted|copied|downloaded|logged in|ran)\b"
)


def confirmed(thread: Thread, case: Case) -> Run | None:
    """The user's word, or output of their own run, that the error is gone after a change."""
    last = case[-1]
    changes = () if last.call.agent else thread.changed(last.at, thread.runs[-1].at + 1)
    if not changes:
        return None
    at, prompt = next(((n, p) for n, p in thread.words if n > changes[0].at), (0, None))
    if prompt is None or complaint(prompt) is not None or not _says_so(prompt, last):
        return None
    if any(run.error for run in thread.runs_between(last.at, at)):
        return None  # it may be the other error that works now
    return _as_run(at, prompt)


def by_hand(thread: Thread, after: int, before: int) -> Prompt | None:
    """What the user said to have done between two places of the session."""
    said = (prompt for at, prompt in thread.words if after < at < before)
    return next((prompt for prompt in said if _BY_HAND.search(prompt.text[:600])), None)


def _says_so(prompt: Prompt, failed: Run) -> bool:
    ran = essence(failed)
    return (approves(prompt) and bool(_WORKS.search(prompt.text[:300]))) or (
        len(ran) > 5 and ran in prompt.text
    )


def _as_run(at: int, prompt: Prompt) -> Run:
    result = Result(prompt.record, prompt.text, is_error=False, at=prompt.at)
    call = ToolCall("", "user", {}, prompt.record, result, prompt.at)
    return Run(at, call, Command(()), None, None)
