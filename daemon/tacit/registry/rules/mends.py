"""troubleshooting.md: entries that can be read when their error appears, each with its fix."""

import re
from collections.abc import Iterator, Sequence

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page
from tacit.registry.skill import TroubleEntry

_FIX = re.compile(
    r"(?i)\b(?:fix(?:ed|es)?|solution|solve[ds]?|resol(?:ve[ds]?|ution)|instead|workaround|mend"
    r"|remedy|correct(?:ed|ion)?|use|set|add|remove|replace|install|upgrade|downgrade|change|run"
    r"|pin|pass)\b"
)
_NONE = re.compile(r"(?i)\W*(?:none|nothing|no (?:known )?(?:errors?|issues?|problems?))\b")


def mends(page: Page, troubles: Sequence[TroubleEntry]) -> Iterator[Finding]:
    """What keeps the entries of a troubleshooting file from helping."""
    if not troubles:
        said = [line for _, line in page.prose if not line.startswith("#")]
        if said and not _NONE.match(said[0]):
            message = "no entry can be read; write a section an error: ## title, its text fenced"
            yield finding(page.path, 1, "troubles-unread", message)
        return
    for trouble in troubles:
        if not _FIX.search(trouble.text.replace(trouble.error, "")):
            first = trouble.error.strip().split("\n")[0]
            message = f"no fix for {first[:60]!r}; say what mends it"
            yield finding(page.path, _line(page, first), "fix-missing", message)


def _line(page: Page, first: str) -> int:
    lines = page.text.split("\n")
    return next((number for number, line in enumerate(lines, start=1) if first in line), 1)
