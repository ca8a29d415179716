"""One value of a frontmatter: quoted, plain, a block or nested; as `header` reads them."""

import re
from typing import NamedTuple

_BLOCK = re.compile(r"([|>])([+-]?[1-9]?|[1-9][+-])[ ]*(?:[ ]#.*)?")
_SPECIAL = re.compile(r"[\]},&*!%@`]|[-?:](?:[ ]|$)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))")
_ESCAPED = dict(
    zip(  # noqa: B905 - the registry's own check runs on Python 3.9, which has no strict
        '0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029'
    )
)
_NOTHING = re.compile(r"(?i)~|null|true|false|yes|no|on|off|\Z")
_MAP = re.compile(r"\{\s*(?:[\w.-]+:\s+(?:_|[\w./ -]+)\s*(?:,\s*)?)*\}\s*")


class Value(NamedTuple):
    """A value and the number of lines that it takes; see `header.Key`."""

    value: str = ""
    style: str = "plain"
    lines: int = 1
    problem: str = ""
    cut: str = ""


def value(first: str, after: list[str]) -> Value:
    """The value that begins with `first`; `after`: the lines below its key."""
    below = _below(after)
    if first[:1] in ("|", ">"):
        return _block(first, below)
    if first[:1] in ('"', "'"):
        return _quoted(first, below)
    if first[:1] in ("[", "{"):
        return _flow(first, below)
    if not first or first.startswith("#"):
        text = next((line.strip() for line in below if line.strip()), "")
        # A text that begins on the next line is as good; a list or keys are no text.
        if not text or re.match(r"- |-$|#|[\w.-]+[ ]*:(?:\s|$)|[\"'\[{|>]", text):
            return _nested(below)
        first = ""
    return _plain(first, below)


def _below(after: list[str]) -> list[str]:
    """The lines that belong to a value: indented, blank, or the items of a list."""
    taken = 0
    for number, line in enumerate(after, start=1):
        if line.startswith((" ", "\t", "- ")) or line == "-":
            taken = number
        elif line.strip():
            break
    return after[:taken]


def _nested(below: list[str]) -> Value:
    problem = next(filter(None, map(_item, below)), "")
    margins = {len(line) - len(line.lstrip(" ")) for line in below if line.strip()}
    lists = {line.lstrip().startswith("-") for line in below if line.strip()}
    if len(margins) == 1 and len(lists) > 1:
        problem = problem or "a list and keys in one; write one of them"
    return Value(style="nested", lines=1 + len(below), problem=problem)


def _item(line: str) -> str:
    """What is wrong with one line of a list or of keys below a key; "" if nothing is."""
    text = line.strip(" ")
    if not text or text.startswith("#"):
        return ""
    text = re.sub(r"\A(?:- +)*(?:-$)?", "", text)
    key = re.match(r"(?:[\w.-]+|\"[^\"\\]*\"|'[^']*')[ ]*:(?:[ ]+|$)", text)
    return value(text[key.end() :] if key else text, []).problem


def _block(first: str, below: list[str]) -> Value:
    found = _BLOCK.fullmatch(first)
    text = [line.strip() for line in below]
    margin = next((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), 0)
    uneven = any(line.strip() and len(line) - len(line.lstrip(" ")) < margin for line in below)
    problem = "" if found and not uneven else "no good block; put the text in quotes"
    if any(line.startswith("-") for line in below):
        problem = "no good block; indent its lines"
    return Value("\n".join(text).strip(), "block", 1 + len(below), problem)


def _quoted(first: str, below: list[str]) -> Value:
    quote = first[0]
    style = "double" if quote == '"' else "single"
    ends = re.compile(r"(?:[^\"\\]|\\[\s\S])*\"" if quote == '"' else r"(?:[^']|'')*'(?!')")
    end = None
    for used in range(len(below) + 1):
        text = "\n".join([first[1:], *below[:used]])
        if end := ends.match(text):
            break
    if end is None:
        return Value(style=style, lines=1, problem=f"a {quote} without its end; close the quotes")
    behind = text[end.end() :].strip()
    problem = f"text behind the closing {quote}; put it inside" if behind else ""
    if behind.startswith("#"):
        problem = ""
    inner, bad = _unescaped(end[0][:-1]) if quote == '"' else (end[0][:-1].replace("''", "'"), "")
    return Value(inner, style, 1 + used, bad or problem)


def _unescaped(text: str) -> tuple[str, str]:
    bad = [m[0] for m in _ESCAPE.finditer(text) if m[4] and m[4] not in _ESCAPED and m[4] != "\n"]
    bad += [m[0] for m in _ESCAPE.finditer(text) if m[3] and int(m[3], 16) > 0x10FFFF]
    if bad:
        return text, f"{bad[0]!r} is no escape; write \\\\ for a backslash"

    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        return chr(int(code, 16)) if code else _ESCAPED.get(found[4], "")

    return _ESCAPE.sub(plain, text), ""


def _flow(first: str, below: list[str]) -> Value:
    text = "\n".join([first, *below])
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", "_", text)
    closed = re.fullmatch(r"\[[^\[\]{}:&*!%@`#|>\"']*\]\s*", bare) or _MAP.fullmatch(bare)
    problem = (
        "" if closed else f"begins with {first[0]} and is no plain list or map; quote the value"
    )
    return Value(style="nested", lines=1 + len(below), problem=problem)


def _plain(first: str, below: list[str]) -> Value:
    parts = [first] if first else []
    cut = problem = ""
    for line in [*([first] if first else []), *below]:
        text, hash_, comment = f" {line.strip()}".partition(" #")
        cut = cut or (f"#{comment}" if hash_ else "")
        if re.search(r":(?:[ ]|$)", text):
            problem = "a colon in a value without quotes; quote the value"
    parts = [f" {line}".partition(" #")[0].strip() for line in [*parts, *below]]
    text = " ".join(filter(None, parts))
    if _SPECIAL.match(text):
        problem = f"begins with {text[0]}; quote the value"
    if cut and below:
        problem = problem or "a # within a value without quotes; quote the value"
    if any(line.startswith("-") for line in below):
        problem = problem or "a dash at the margin; quote the value"
    return Value("" if _NOTHING.fullmatch(text) else text, "plain", 1 + len(below), problem, cut)
