"""A colleague's text, made fit to stand inside our frame: no way out, and nothing hidden."""

import re
import unicodedata

# Opening or closing tags that a client or a model could take for structure: our own frame's, the
# client's, and those that chat formats use. Other `<…>` stay: they are code and placeholders.
_TAG = re.compile(
    r"[<\uff1c](?=\s{0,8}[/|!-]{0,4}\s{0,8}(?:antml|assistant|claude|command|context|developer|document"
    r"|error|function|hook|human|im_|important|instruction|invoke|local|note|output|parameter"
    r"|persisted|policy|prompt|reminder|result|s>|system|tacit|task|thinking|tool|user))",
    re.I,
)
_LINES = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_NAME = re.compile(r"[^\w.@:+/-]+")
# Control, format (bidi, zero width, tag letters), surrogate, private use, unassigned.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u3164\uffa0]")


def safe(text: str) -> str:
    """The text without control, bidirectional and invisible characters, and with tags defused."""
    if not (text.isascii() and text.isprintable()):
        text = _LINES.sub("\n", text).replace("\t", "    ")
        text = _SELECTORS.sub("", text)
        # Few characters are many times in a text: each is looked at once.
        hidden = {ord(c) for c in set(text) - {"\n"} if unicodedata.category(c) in _HIDDEN}
        text = text.translate(dict.fromkeys(hidden)) if hidden else text
    return _TAG.sub("&lt;", text)


def line(text: str, most: int) -> str:
    """The same as one line of at most `most` UTF-16 units."""
    return clip(" ".join(safe(text[: 4 * most]).split()), most)


def token(text: str, most: int) -> str:
    """The text as one word, which reads as a name and as no sentence; "" where nothing is left."""
    return clip(_NO_NAME.sub("-", safe(text[: 4 * most])).strip("-"), most)


def units(text: str) -> int:
    """The length in UTF-16 code units, in which the client counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, most: int) -> str:
    """The text within `most` UTF-16 units, ending in `…` where it was cut."""
    if units(text) <= most:
        return text
    kept = text[: max(0, most - 1)]
    while kept and units(kept) > most - 1:
        kept = kept[: len(kept) - max(1, (units(kept) - most + 1) // 2)]
    return f"{kept.rstrip()}…" if most > 0 else ""
