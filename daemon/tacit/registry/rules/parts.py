"""The sections of a SKILL.md in the registry's form, and what was left of the template in them."""

import re
from collections.abc import Iterator

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page, below, numbered, titled

REQUIRED = ("Experiment Overview", "Verified Workflow", "Failed Attempts")
EXPECTED = ("Hyperparameters", "Results", "Environment", "Next Steps")
_UNFINISHED = re.compile(
    r"(?:TODO|TBD|FIXME|XXX)(?=\s*(?::|\.|\(|\||$))|(?i:to be (?:done|written|filled|added)\b"
    r"|fill (?:me|this) in\b|lorem ipsum|coming soon\W*$)"
)
_LEAD = re.compile(r"[\s>|*_-]*(?:\d+[.)]\s+)?")
# A line of the template with fewer words may well be a line of a skill.
_WORDS = 4


def parts(page: Page) -> Iterator[Finding]:
    """Required sections that are missing, doubled or empty."""
    for wanted in (*REQUIRED, *EXPECTED):
        titles = titled(page, wanted)
        if not titles:
            rule = "section-missing" if wanted in REQUIRED else "section-expected"
            message = f'no section "{wanted}"; add it, with "None." where there is nothing to say'
            yield finding(page.path, 0, rule, message)
            continue
        if len(titles) > 1:
            message = f'the section "{wanted}" stands here twice; join them'
            yield finding(page.path, titles[1].line, "section-twice", message)
        if not any(text.strip() for _, text in numbered(below(page, wanted))):
            message = f'nothing in "{wanted}"; say what there is, or "None."'
            yield finding(page.path, titles[0].line, "section-empty", message)


def unfinished(page: Page) -> Iterator[Finding]:
    """Lines that promise a text instead of being one."""
    for number, line in page.prose:
        lead = _LEAD.match(line)
        if _UNFINISHED.match(line, lead.end() if lead else 0):
            message = "is not written yet; write it, or take the line out"
            yield finding(page.path, number, "unfinished", message)


def placeholders(page: Page, template: "frozenset[str]") -> Iterator[Finding]:
    """Lines that are the template's still."""
    for number, line in enumerate(page.text.split("\n"), start=1):
        if _told(line) in template:
            message = "is the template's text still; write what happened, or take the line out"
            yield finding(page.path, number, "placeholder", message)


def template_lines(text: str) -> "frozenset[str]":
    """The lines of a template's page that a skill must not have: no headings, no table heads."""
    lines = text.split("\n")
    after = (*lines[1:], "")
    told = (
        _told(line)
        for line, below_it in zip(lines, after)  # noqa: B905 - Python 3.9 has no strict
        if not line.startswith("#")
        and "references/" not in line
        and not re.fullmatch(r"[\s|:-]+", below_it.strip() or "x")
    )
    return frozenset(line for line in told if len(re.findall(r"[^\W\d_]{2,}", line)) >= _WORDS)


def _told(line: str) -> str:
    return " ".join(line.split())
