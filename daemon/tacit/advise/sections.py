"""What a SKILL.md says where: its failed attempts, its final configuration, its results."""

import re
from dataclasses import dataclass

from tacit.registry import markdown

_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(\S.*)")

_TRIGGERS = re.compile(
    r"(\S{1,3} )?(triggers?\b|when to (use|activate)|use (this skill )?when)", re.I
)
_NOT = re.compile(r"\b(not|don.t)\b", re.I)
_FAILED = re.compile(r"failed attempts?|what (failed|did ?n.t work|did not work)|dead ends?", re.I)
# In the order of preference: what one copies first.
_CONFIGURATION = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"final config",
        r"hyper-?parameters",
        r"(results (&|and) )?parameters",
        r"config(uration)?\b",
        r"quick reference",
    )
)
_WORKFLOW = re.compile(r"verified workflow|(the )?workflow\b", re.I)
_RESULTS = re.compile(r"results?\b", re.I)
_NEXT = re.compile(r"next steps?\b|future work", re.I)
# A section that is only there for the form.
_EMPTY = re.compile(r"[\s_*(]*(none|nothing|n/a|tbd|todo)(?![a-z])[^\n]{0,60}\s*", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and the text below it with its deeper headings."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A row of the failed attempts: what was tried, why it failed, what it taught."""

    attempt: str
    why: str = ""
    lesson: str = ""


def parts(body: str) -> tuple[Part, ...]:
    """The headed parts of a Markdown text, in order; a part holds its subparts and they follow."""
    flat = list(markdown.sections(body))
    open_: list[tuple[int, int]] = []  # level and place of the parts around the present one
    texts: list[list[str]] = [[] for _ in flat]
    for place, section in enumerate(flat):
        while open_ and open_[-1][0] >= section.level:
            open_.pop()
        for _, around in open_:
            texts[around] += [f"{'#' * section.level} {section.title}", *section.lines]
        texts[place] += section.lines
        if section.level:
            open_.append((section.level, place))
    return tuple(
        Part(section.title, "\n".join(lines).strip())
        for section, lines in zip(flat, texts, strict=True)
        if section.level
    )


def triggers(body: str) -> str:
    """The text of the sections that say when the skill is for use."""
    return "\n".join(
        part.text[:4000]
        for part in parts(body)
        if _TRIGGERS.match(part.title) and not _NOT.search(part.title)
    )


def failed_attempts(found: tuple[Part, ...], most: int = 12) -> tuple[Failed, ...]:
    """The failed attempts, from a table or else from a list, at most `most`."""
    rows: list[Failed] = []
    for part in found:
        if _FAILED.search(part.title):
            rows += _table(part.text) or _list(part.text)
    return tuple(dict.fromkeys(rows))[:most]


def _table(text: str) -> list[Failed]:
    rows = [row for row in markdown.table(text)[1:] if any(row)]
    return [Failed(*[*row, "", ""][:3]) for row in rows]


def _list(text: str) -> list[Failed]:
    bullets = (_BULLET.match(line) for line in text.splitlines())
    return [Failed(bullet[1].strip()) for bullet in bullets if bullet]


def configuration(found: tuple[Part, ...]) -> str:
    """What one would copy: the final configuration, else the parameters."""
    texts = (_first(found, pattern) for pattern in _CONFIGURATION)
    return next(filter(None, texts), "")


def workflow(found: tuple[Part, ...]) -> str:
    """The steps that worked."""
    return _first(found, _WORKFLOW)


def results(found: tuple[Part, ...]) -> str:
    """The results, "" where the skill has none of its own."""
    return _first(found, _RESULTS)


def next_steps(found: tuple[Part, ...]) -> str:
    """What the skill says comes next, "" where it says nothing."""
    return _first(found, _NEXT)


def _first(found: tuple[Part, ...], pattern: re.Pattern[str]) -> str:
    texts = (part.text for part in found if pattern.match(part.title))
    return next((text for text in texts if text and not _EMPTY.fullmatch(text)), "")
