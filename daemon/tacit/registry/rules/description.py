"""A skill's description decides whether anybody finds it: what, when, which error, verified on."""

import re
from collections.abc import Iterator, Sequence

from tacit.registry.finding import Finding, finding
from tacit.registry.page import Page
from tacit.registry.skill import TroubleEntry

# Claude Code cuts a listed description at 1,024 characters and drops it whole when many skills
# compete for the listing's room; short ones survive.
LONGEST = 1024
LONG = 500
# Words of a description that say something, below which nobody can tell what it is for.
_LEAST = 5

_WHEN = re.compile(
    r"(?i)\b(?:when|whenever|if (?:you|a|an|the|your|there)|triggers?|in case|applies to"
    r"|use[ds]? (?:this|it|for|to|on|after|before|during|as|in)|for use)\b"
)
_VERIFIED = re.compile(
    r"(?i)\b(?:verified|tested|measured|confirmed|validated|ran|run|seen) (?:on|with|in)\b"
)
_WORD = re.compile(r"[^\W_][\w.+-]*")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about all also an and any are as at be best better build by can code common create"
        " do etc every everything fix for from general good guide has have help helper helpful"
        " helps how in is issue issues it its knowledge learn lesson lessons make many more my"
        " of on or other our practice practices problem problems project provides skill skills"
        " some something stuff such task tasks that the their them these thing things this"
        " tips to tool use used useful user users using various we what when with work working"
        " works you your",
    )
)
_TELLING = re.compile(r"[A-Za-z_][\w.]{3,}")


def description(page: Page, troubles: Sequence[TroubleEntry]) -> Iterator[Finding]:
    """What is wrong with the description. `troubles`: the errors that the skill mends."""
    if page.header is None:
        return
    key = page.header.key("description")
    line = key.line if key else 1
    text = page.header.text("description")
    if not text:
        message = 'no description; say what, when ("Use when: …") and "Verified on …"'
        yield finding(page.path, line, "description-missing", message)
        return
    if len(text) > LONGEST:
        message = f"{len(text)} characters, and the client reads {LONGEST}; shorten it"
        yield finding(page.path, line, "description-length", message)
    elif len(text) > LONG:
        message = f"{len(text)} characters; above {LONG} it often drops out of the listing"
        yield finding(page.path, line, "description-long", message)
    yield from (finding(page.path, line, rule, why) for rule, why in _said(text, troubles))


def _said(text: str, troubles: Sequence[TroubleEntry]) -> Iterator["tuple[str, str]"]:
    words = {word.lower() for word in _WORD.findall(text)} - _EMPTY
    if len(words) < _LEAST and _latin(text):
        yield "description-vague", "says next to nothing; name the task, the tools and the error"
    if not _WHEN.search(text) and _latin(text):
        yield "description-when", 'does not say when it helps; add "Use when: …"'
    if not _VERIFIED.search(text) and _latin(text):
        yield "description-verified", 'does not say where it held; add "Verified on: …"'
    if troubles and not any(_quoted(trouble.error, text) for trouble in troubles):
        yield "description-error", "quotes none of the errors that it mends; add the exact one"


def _latin(text: str) -> bool:
    """Is it of letters of which these rules know the words? Some scripts have no spaces, too."""
    letters = [letter for letter in text if letter.isalpha()]
    return 10 * sum(not letter.isascii() for letter in letters) <= len(letters)


def _quoted(error: str, text: str) -> bool:
    """Does the description hold the error, or half of the words of one of its lines?"""
    low = text.lower()
    for line in error.lower().split("\n")[:40]:
        words = set(_TELLING.findall(line))
        if words and 2 * sum(word in low for word in words) >= len(words):
            return True
    return False
