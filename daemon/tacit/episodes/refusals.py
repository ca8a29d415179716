"""What the client itself, or its user, refused: no error of the work, told all the same."""

import re

from tacit.episodes.episode import ErrorSeen
from tacit.transcript.session import Result, ToolCall

# What the client says itself, at the beginning of a result: it is about the client's own rules,
# or about what its user decided. Measured over clients 1.0.98 to 2.1.329.
_NOISE = re.compile(
    r"\s{0,8}(?:Error: )?(?:<tool_use_error>|\[Request interrupted|\[Tool call interrupted"
    r"|The user doesn't want to|User rejected|The user rejected|Request interrupted"
    r"|Claude requested permissions? to|Permission to use|This command requires approval"
    r"|Permission for this (?:action|tool use)|.{0,80}you haven't granted it yet"
    r"|Cancelled: parallel tool call|Sibling tool call errored|InputValidationError"
    r"|String to replace not found|File has not been read yet|File has been modified since"
    r"|File has been unexpectedly modified|Found \d{1,6} matches of the string"
    r"|No changes to make|Interrupted by user|Tool permission)"
)
# It was about another call, or about nothing that anybody decided.
_BESIDE = re.compile(r"interrupted|Interrupted|Cancelled|Sibling")
_REJECTED = re.compile(r"The user doesn't want|[Uu]ser rejected|[Tt]he tool use was rejected")
_SAID = re.compile(r"[Tt]he user said:\s{0,8}(\S[^\n]{0,400})")
KINDS = frozenset(("client", "rejected"))


def is_noise(result: Result) -> bool:
    """Is a flagged result about the client itself: a refused edit, a denied permission …?"""
    return result.is_error and bool(_NOISE.match(result.text[:400]))


def refusal(call: ToolCall) -> ErrorSeen | None:
    """The refusal that a call met; None for what only fell with another call.

    kind: client, or rejected where the user did it; its text is then what the user said, if
    anything. It has no signature: no two sessions share it.
    """
    result = call.result
    if result is None or not is_noise(result) or _BESIDE.search(result.text[:100]):
        return None
    rejected = _REJECTED.search(result.text[:200])
    said = _SAID.search(result.text[:4_000]) if rejected else None
    told = said[1] if said else result.text.replace("<tool_use_error>", "").strip()[:400]
    return ErrorSeen(
        tool_use_id=call.id,
        record_uuid=result.record,
        text=told.partition("\n")[0].removesuffix("</tool_use_error>"),
        signature="",
        kind="rejected" if rejected else "client",
        command=str(call.input.get("command") or "") if call.name == "Bash" else "",
    )
