"""What a page does not show to the people who review it, and shows to agents."""

import re
from collections.abc import Iterator

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page, bare

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
# Words from which a comment may tell an agent something; marks of tools and our own are none.
_SAYS = 3
_TOOLS = re.compile(r"(?i)signature:|markdownlint|prettier|eslint|textlint|vale |toc\b|spdx|cspell")


def comments(page: Page) -> Iterator[Finding]:
    """HTML comments outside code that say something."""
    shown = dict(page.prose)
    last = max(shown, default=0)
    text = "\n".join(bare(shown.get(number, "")) for number in range(1, last + 1))
    for comment in _COMMENT.finditer(text):
        said = comment[1].strip()
        if len(said.split()) >= _SAYS and not _TOOLS.match(said):
            line = text.count("\n", 0, comment.start()) + 1
            message = "a comment is read by agents and shown to nobody; write it out, or delete it"
            yield finding(page.path, line, "html-comment", message)
