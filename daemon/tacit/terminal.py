"""Text of others as it may be printed on a terminal.

A control character can rewrite what the reader saw before it; a bidirectional one can show an
`rm` as something else. Both come out as visible escapes, so that nothing is hidden either.
"""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)


def safe(text: str) -> str:
    """The text with tabs and line ends kept and everything unseen made visible."""
    return _UNSAFE.sub(_escaped, text.replace("\r\n", "\n"))


def safe_line(text: str, most: int = 300) -> str:
    """The text as one line of at most `most` characters."""
    line = " ".join(safe(text[: 4 * most]).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"
