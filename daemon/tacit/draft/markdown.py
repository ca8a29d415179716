"""Hostile text put into Markdown, where it stays text: no tag, link, row or fence of its own."""

import re

import yaml

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,400})\](?=[(\[:])")
_BLOCK = re.compile(r"^(\s{0,3})(#{1,6}(?=\s)|[-+*](?=\s)|>|~~~|```|---|===|\||\d{1,9}[.)](?=\s))")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def one_line(text: str, most: int = 0) -> str:
    """The text with each run of white space as one space.

    Longer than `most` characters, it is cut at a word, with an ellipsis.
    """
    text = " ".join(text.split())
    if not most or len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip() + "…"


def prose(text: str) -> str:
    """The text as one paragraph: code spans stay, all else that Markdown obeys is escaped."""
    return _BLOCK.sub(r"\1\\\2", inline(text))


def inline(text: str) -> str:
    """As `prose`, for text that something else stands before."""
    text = one_line(text)
    parts, at = [], 0
    for span in _SPAN.finditer(text):
        parts += [_escaped(text[at : span.start()]), span.group()]
        at = span.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    text = _TAG.sub(r"\\<", text.replace("`", "\\`"))
    return _LINK.sub(r"\1\\[\2\\]", text)


def code(text: str, most: int = 0) -> str:
    """The text as a code span, with as many backticks as it needs; on one line."""
    text = one_line(text, most)
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def fence(text: str, language: str = "text") -> str:
    """The text in a fenced block that nothing inside it can close."""
    text = text.strip("\n")
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of prose; cells stay in their cells."""
    lines = [header, ("---",) * len(header)]
    lines += [tuple(_cell(cell) for cell in row) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return inline(text).replace("|", "\\|")


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar on one line.

    Three dashes are escaped: the client takes them for the frontmatter's end wherever they stand
    (2.1.329), and then drops all of it. Go's failing tests begin with them.
    """
    form: str = yaml.safe_dump(
        one_line(text), default_style='"', allow_unicode=True, width=float("inf")
    )
    return re.sub(r"-(?=--)", r"\\x2d", form.strip())
