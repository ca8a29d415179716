"""Text without what nobody sees: terminal colours, control and direction characters, surrogates."""

import re
from typing import Any

# CSI and OSC sequences and single escapes (ECMA-48); the rest of an unfinished one is left as text.
_ANSI = re.compile(
    "\x1b(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\\][^\x07\x1b]{0,512}(?:\x07|\x1b\\\\)|[@-Z\\\\^_])"
)
# A skill is read by people and models: what one of them cannot see must not be there.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """The text as it would be seen: line ends as newlines, no escape sequence, nothing hidden."""
    text = _ANSI.sub("", text).replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSEEN.sub("", text.replace("\r", "\n"))


def each_text(value: Any, change: Any) -> Any:
    """The value with `change` applied to every text in it; lists and mappings keep their form."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(each_text(item, change) for item in value)
    return value
