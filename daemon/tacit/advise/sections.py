"""What a SKILL.md says where: its failed attempts, its final configuration, its results."""

import re
from dataclasses import dataclass

from tacit.registry import markdown

_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(\S.*)")

_TRIGGERS = re.compile(
    r"(\S{1,3} )?(triggers?\b|when to (use|activate)|use (this skill )?when"
    r"|(transferable )?lessons?( learned)?\s*:?\Z)",
    re.I,
)
_NOT = re.compile(r"\b(not|don.t)\b", re.I)
_FAILED = re.compile(r"failed attempts?|what (failed|did ?n.t work|did not work)|dead ends?", re.I)
_NUMBER = re.compile(r"#|no\.?|nr\.?|id|", re.I)
_WHY = re.compile(r"\bwhy\b|reason|result|outcome|what happened", re.I)
_TAUGHT = re.compile(r"lesson|learn|instead|takeaway|\bfix", re.I)
# In the order of preference: what one copies first.
_CONFIGURATION = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"final config",
        r"hyper-?parameters",
        r"(results (&|and) )?parameters",
    )
)
# Of a skill that explains a tool these hold everything that can be set.
_REFERENCE = re.compile(r"config(uration)?\b|quick reference", re.I)
_VERIFIED = re.compile(r"verified workflow", re.I)
_WORKFLOW = re.compile(r"(the )?workflow\s*:?\Z", re.I)
# Not "Result interpretation", and what holds the parameters too is the configuration.
_RESULTS = re.compile(
    r"results?( *(&|and) *(verification|metrics|analysis)| summary)?\s*:?\Z", re.I
)
_NEXT = re.compile(r"next steps?\s*:?\Z|future work", re.I)
_LESSON = re.compile(r"(the |transferable |key )?(lessons?|takeaways?)( learned)?\s*:?\Z", re.I)
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
    """The text of the sections that say when the skill is for use, and what it teaches beyond."""
    return "\n".join(
        part.text[:4000]
        for part in parts(body)
        if _TRIGGERS.match(part.title) and not _NOT.search(part.title)
    )


def failed_attempts(found: tuple[Part, ...], most: int = 60) -> tuple[Failed, ...]:
    """The failed attempts, from a table or else from a list, at most `most`."""
    rows: list[Failed] = []
    for part in found:
        if _FAILED.search(part.title):
            rows += _table(part.text) or _list(part.text)
    return tuple(dict.fromkeys(rows))[:most]


def _table(text: str) -> list[Failed]:
    header, *rows = markdown.table(text) or [[]]
    first = 1 if len(header) > 2 and _NUMBER.fullmatch(header[0]) else 0
    why, taught = _column(header, _WHY, first + 1), _column(header, _TAUGHT, first + 2)
    cells = ([*row, *[""] * len(header), "", "", ""] for row in rows)
    told = (row for row in cells if row[first] and not _EMPTY.fullmatch(row[first]))
    return [Failed(row[first], row[why], row[taught]) for row in told]


def _column(header: list[str], pattern: re.Pattern[str], usual: int) -> int:
    """The column that the header calls so, else the usual: some tables have one column more."""
    return next((at for at, cell in enumerate(header) if at and pattern.search(cell)), usual)


def _list(text: str) -> list[Failed]:
    bullets = (_BULLET.match(line) for line in text.splitlines())
    return [Failed(bullet[1].strip()) for bullet in bullets if bullet]


def configuration(found: tuple[Part, ...]) -> str:
    """What one would copy: the final configuration, else the parameters."""
    texts = (_first(found, pattern) for pattern in _CONFIGURATION)
    return next(filter(None, texts), "")


def reference(found: tuple[Part, ...]) -> str:
    """What can be set, where the skill does not say what was."""
    return _first(found, _REFERENCE)


def verified_workflow(found: tuple[Part, ...]) -> str:
    """The steps that worked."""
    return _first(found, _VERIFIED)


def workflow(found: tuple[Part, ...]) -> str:
    """Steps that nobody says to have worked."""
    return _first(found, _WORKFLOW)


def results(found: tuple[Part, ...]) -> str:
    """The results, "" where the skill has none of its own."""
    return _first(found, _RESULTS)


def next_steps(found: tuple[Part, ...]) -> str:
    """What the skill says comes next, "" where it says nothing."""
    return _first(found, _NEXT)


def lesson(found: tuple[Part, ...]) -> str:
    """What the skill teaches beyond its own case, "" where it says nothing."""
    return _first(found, _LESSON)


def _first(found: tuple[Part, ...], pattern: re.Pattern[str]) -> str:
    texts = (part.text for part in found if pattern.match(part.title))
    return next((text for text in texts if text and not _EMPTY.fullmatch(text)), "")
