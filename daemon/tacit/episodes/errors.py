"""Which tool results are errors of the work, flagged or not, and which are the harness's noise."""

import re

from tacit.episodes.episode import ErrorSeen
from tacit.episodes.errorlines import certain, clip
from tacit.episodes.signature import named
from tacit.episodes.steps import Command
from tacit.transcript.session import Result, ToolCall

QUOTE = 2_000

# What the client says itself, at the beginning of a result: it is about the client's own rules,
# or about what its user decided. Measured over clients 1.0.98 to 2.1.329.
_NOISE = re.compile(
    r"\s{0,8}(?:Error: )?(?:<tool_use_error>|\[Request interrupted|\[Tool call interrupted"
    r"|The user doesn't want to|User rejected|The user rejected|Request interrupted"
    r"|Claude requested permissions? to|Permission to use|This command requires approval"
    r"|Permission for this action|.{0,80}you haven't granted it yet"
    r"|Cancelled: parallel tool call|Sibling tool call errored|InputValidationError"
    r"|String to replace not found|File has not been read yet|File has been modified since"
    r"|File has been unexpectedly modified|Found \d{1,6} matches of the string"
    r"|No changes to make|Interrupted by user|Tool permission)"
)
# Enough to pass over the good results in a few searches: one of these stands in any error.
_SIGNS = ("rror", "Exception", "FAIL", "failed", "Traceback", "Interrupt")
_LOG = re.compile(r"\.(?:log|out|err)\b|nohup")


def is_noise(result: Result) -> bool:
    """Is a flagged result about the client itself: a refused edit, a denied permission …?"""
    return result.is_error and bool(_NOISE.match(result.text[:400]))


def error(call: ToolCall, command: Command) -> ErrorSeen | None:
    """The error that a call's result shows; None for a good result and for noise."""
    result = call.result
    if result is None or is_noise(result):
        return None
    if not result.is_error and not (_may_hide(call, command) and _hidden(result.text)):
        return None
    # Where no line says the error, the flag alone does, and the last line is what there is.
    known = named(result.text) or named(f"Exit code 1\n{result.text}")
    return ErrorSeen(
        tool_use_id=call.id,
        record_uuid=result.record,
        text=(known.core if known else result.text.strip())[:QUOTE],
        signature=known.signature if known else "",
        kind=known.kind if known else "unnamed",
        command=command.text,
    )


def _may_hide(call: ToolCall, command: Command) -> bool:
    """Could an error stand in this good result? Not where source or history is only shown."""
    return call.name == "Bash" and (not command.reads or bool(_LOG.search(command.text)))


def _hidden(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) and certain(clip(text))
