"""Which tool results are errors of the work, flagged or not, and what hides in a good one."""

import re

from tacit.episodes.episode import ErrorSeen
from tacit.episodes.errorlines import certain, clip
from tacit.episodes.lines import form
from tacit.episodes.reactions import spoken_of, verdict
from tacit.episodes.refusals import is_noise, refusal
from tacit.episodes.signature import Named, named, stable
from tacit.episodes.silent import asked, silent
from tacit.episodes.steps import Command
from tacit.transcript.session import Reply, ToolCall

QUOTE = 2_000

# Enough to pass over the good results in a few searches: one of these stands in any error line.
_SIGNS = ("rror", "Exception", "FAIL", "failed", "Traceback", "Interrupt")
# What a run leaves behind: it is looked at to see how the run went.
_LOG = form(
    r"\.(?:log|out|err|output)\b|nohup|\blogs?/|\bstd(?:out|err)\b|\bslurm-|/tasks/|\bnvidia-smi\b"
    r"|\b(?:metrics|results|history|losses|train\w{0,20}|eval\w{0,20}|sweep\w{0,20}|bench\w{0,20})"
    r"\.(?:csv|jsonl?|tsv|txt)\b"
)
# How the client's Read shows a file.
_NUMBERED = re.compile(r"(?m)^ {0,8}\d{1,7}(?:\u2192|\t)")
_SHELLS = frozenset(("Bash", "BashOutput", "TaskOutput", "AgentOutputTool", "Monitor"))
_RUNS = re.compile(
    r"(?i)run|exec|cell|code|job|log|sweep|train|deploy|build|status|shell|command|ssh|terminal"
    r"|python|notebook|metric|experiment|submit|launch|console|result"
)
# A file that holds an error page holds nothing else.
PAGE = 200


def error(call: ToolCall, command: Command) -> ErrorSeen | None:
    """The error that a call's result shows; None for a good result."""
    result = call.result
    if result is None:
        return None
    if is_noise(result):
        return refusal(call)
    if not result.is_error:
        return _unflagged(call, command)
    # Where no line says the error, the flag alone does, and the last line is what there is.
    known = named(result.text) or named(f"Exit code 1\n{result.text}")
    return _seen(call, command, known or Named("unnamed", result.text.strip(), ""))


def noticed(call: ToolCall, command: Command, reply: Reply) -> ErrorSeen | None:
    """The failure that shows in no line of a result, but in what the agent says of it at once.

    kind: noticed. Its text is the line of the output that is spoken of, else the agent's sentence;
    without such a line it has no signature.
    """
    if call.result is None or call.result.is_error or not _may_hide(call, command):
        return None
    said = verdict(reply.text)
    if not said:
        return None
    line = spoken_of(said, call.result.text)
    return _seen(call, command, Named("noticed", line or said, stable(line) if line else ""))


def _unflagged(call: ToolCall, command: Command) -> ErrorSeen | None:
    """The error in a result that passes as good; source or history only shown holds none."""
    text = call.result.text if call.result else ""
    if not _may_hide(call, command) and not (command.reads and len(text) < PAGE):
        return None
    if call.name == "Read":
        text = _NUMBERED.sub("", text)
    clipped = clip(text)
    if any(sign in text for sign in _SIGNS) and certain(clipped):
        known = named(text) or named(f"Exit code 1\n{text}")
        return _seen(call, command, known) if known else None
    line = asked(clipped, command.text)
    if not line and (not command.reads or _LOG.search(_asked(call)) or len(text) < PAGE):
        line = silent(clipped)
    return _seen(call, command, Named("silent", line, stable(line))) if line else None


def _seen(call: ToolCall, command: Command, known: Named) -> ErrorSeen:
    return ErrorSeen(
        tool_use_id=call.id,
        record_uuid=call.result.record if call.result else "",
        text=known.core[:QUOTE],
        signature=known.signature,
        kind=known.kind,
        command=command.text,
    )


def _may_hide(call: ToolCall, command: Command) -> bool:
    if call.name.startswith("mcp__"):
        return _runs(call)
    if call.name in _SHELLS:
        return not command.reads or bool(_LOG.search(command.text))
    return call.name == "Read" and bool(_LOG.search(_asked(call)))


def _runs(call: ToolCall) -> bool:
    """Does a server's tool run or watch something, rather than keep or look up words?"""
    return bool(_RUNS.search(call.name.rpartition("__")[2]))


def _asked(call: ToolCall) -> str:
    return str(call.input.get("command") or call.input.get("file_path") or "")
