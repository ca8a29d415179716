"""Tool calls and what came of them, in words that only repeat what the evidence holds."""

import difflib
import re
from collections.abc import Iterable

from tacit.draft.markdown import code, one_line
from tacit.episodes.changes import EDITS, pairs
from tacit.episodes.ending import REPLACED
from tacit.episodes.episode import Attempt, Episode
from tacit.transcript.session import ToolCall

# Lines of a diff worth showing; a larger change is told by its path.
LINES = 60
_ROOM = 20  # of a line that is cut, what must be left to show a difference
_SHOWN = 3  # lines of a change in a sentence
_OUTCOMES = {
    "the same error again": "The same error came again.",
    "rejected by the user": "The user rejected it.",
    "not shown to help": "No later run showed that it helped.",
}
_TAUGHT = {
    "the same error again": "It leaves the error as it was.",
    "another error": "It brings another error instead.",
    "failed": "By itself it does not help.",
    "rejected by the user": "The user did not want it.",
    "not shown to help": "Nothing shows that it helps.",
}


# What only leads to a command, and what only shortens what it prints.
_LEAD = re.compile(
    r"\s*(?:(?:cd|export|source|set|mkdir|sleep|\.|pushd|conda activate|unset|true)\b[^'\"&;\n]*"
    r"|\w+=[^\s'\"&;]*|#[^\n]*)\s*\\?(?:&&|;|\n)\s*\\?\s*"
)
_SHORTENS = re.compile(
    r"\s*(?:2>&1|[12]?>\s*/dev/null|\|\s*(?:head|tail|tee|cat|grep|less)\b[^|&;]*)\s*\Z"
)


def spoken(command: str, most: int = 0) -> str:
    """The telling part of a command line: without what leads to it and what shortens its output.

    A part of the line as it ran, on one line; at most `most` characters, with an ellipsis.
    """
    told = command.strip()
    while (lead := _LEAD.match(told)) and told[lead.end() :].strip():
        told = told[lead.end() :]
    while (shorter := _SHORTENS.sub("", told)) != told and shorter:
        told = shorter
    return one_line(told, most)


def told_apart(command: str, failed: str, most: int = 0) -> str:
    """The telling part of a command line in which it differs from the one that failed.

    Where both tell the same (a folder that is entered first, a variable, a step before), it is the
    whole line; where they differ only further on than `most` characters, it begins right there.
    """
    told = spoken(command)
    if one_line(command) != one_line(failed) and told in (spoken(failed), one_line(failed)):
        told = one_line(command)
    other = one_line(failed) if told == one_line(command) else spoken(failed)
    letters = enumerate(zip(told, other, strict=False))
    same = next((at for at, (one, two) in letters if one != two), min(len(told), len(other)))
    if not most or len(told) <= most or same < most - _ROOM or same == len(told):
        return one_line(told, most)
    return "…" + one_line(told[told.rfind(" ", 0, same) + 1 :], most)


def path_of(call: ToolCall, folders: Iterable[str] = ()) -> str:
    """The file that a call edits, relative to the first of the folders that holds it."""
    path = str(call.input.get("file_path") or call.input.get("notebook_path") or "")
    return relative(path, folders)


def relative(path: str, folders: Iterable[str]) -> str:
    """The path below the first of the folders that holds it, else the path itself."""
    for folder in folders:
        inside = path.removeprefix(folder.rstrip("/") + "/")
        if folder.count("/") and inside != path:
            return inside
    return path


def command_of(call: ToolCall | None) -> str:
    """The command line of a Bash call, "" for other tools."""
    text = call.input.get("command") if call and call.name == "Bash" else ""
    return text.strip() if isinstance(text, str) else ""


def diff(call: ToolCall) -> str:
    """What an edit took and gave, as lines of a diff; "" for other tools and for long changes."""
    if call.name not in EDITS or call.name == "Write":
        return ""
    lines: list[str] = []
    for old, new in pairs(call.input):
        if max(old.count("\n"), new.count("\n")) > 4 * LINES:  # comparing takes their product
            return ""
        found = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1)
        lines += [line for line in list(found)[2:] if not line.startswith("@@")]
    return "\n".join(lines) if len(lines) <= LINES else ""


def phrase(
    call: ToolCall, folders: Iterable[str] = (), *, brief: bool = False, failed: str = ""
) -> str:
    """What the call does, as the end of a sentence: "change `a.py` (`x = 1` → `x = 2`)".

    `failed`: the command line that it was run after, from which it is told apart.
    """
    if line := command_of(call):
        return f"run {code(told_apart(line, failed, 90 if brief else 200))}"
    path = code(path_of(call, folders), 120)
    if call.name == "Write":
        return f"write {path}"
    if call.name in EDITS:
        lines = diff(call).splitlines()
        most = 1 if brief else _SHOWN
        took, gave = (_some((x[1:] for x in lines if x[0] == sign), most) for sign in "-+")
        if brief:
            return f"change {path} to {gave}" if gave else f"change {path}"
        told = f" ({took} → {gave})" if took and gave else f" (add {gave})" if gave else ""
        return f"change {path}{told or (f' (remove {took})' if took else '')}"
    return f"use the tool {code(call.name)}"


def _some(lines: Iterable[str], most: int) -> str:
    """The first lines that are not blank, quoted; "…" where there are more."""
    said = [line.strip() for line in lines if line.strip()]
    more = ["…"] if len(said) > most else []
    return ", ".join([code(line, 120) for line in said[:most]] + more)


def outcome(attempt: Attempt, first: str = "") -> str:
    """Why an attempt failed, as a sentence. `first`: the first line of the error that it is for."""
    if attempt.outcome in _OUTCOMES:
        return _OUTCOMES[attempt.outcome]
    kind, _, said = attempt.outcome.partition(": ")
    if said and one_line(said) == first:
        return _OUTCOMES["the same error again"]
    if kind == "another error":
        return f"It led to another error: {code(said, 200)}"
    if said and kind.startswith(REPLACED):
        return f"It was changed again: {code(said, 200)}"
    if kind == "failed":
        return f"It failed: {code(said, 200)}"
    return "It did not end the error."


def taught(attempt: Attempt) -> str:
    """What an attempt in vain teaches, as a sentence."""
    if attempt.outcome.startswith(REPLACED):
        return "It did not last."
    return _TAUGHT.get(attempt.outcome.partition(": ")[0], "By itself it does not end the error.")


def shows(episode: Episode) -> str:
    """How a command shows the error of an episode: it fails, or it only prints it."""
    return "prints it" if episode.error.kind in ("silent", "told") else "fails"


def sentence(text: str) -> str:
    """The phrase with a capital letter and a full stop."""
    text = one_line(text)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")
