"""Who a session names: people by their commits, their e-mail addresses and their mentions."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tacit.redact.rules import roles

_SIGNED = re.compile(
    r"(?im)^[ \t>|*]{0,16}(?:author|committer|co-authored-by|signed-off-by|reviewed-by|reported-by"
    r"|tested-by|acked-by):[ \t]{1,8}([^\s<>][^\n<>]{1,60}?)[ \t]{1,4}<"
)
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z][A-Za-z0-9._-]{3,40})(?:\+[A-Za-z0-9._-]{1,30})?"
    r"@(?!example\.(?:com|org|net)\b)(?:[A-Za-z0-9-]{1,62}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9(])"
)
# A bare @word is a decorator, an npm scope or CSS as often as a person: only these words tell.
_MENTIONED = re.compile(
    r"(?i)(?:\b(?:cc|thanks|thank you|ping|assign(?:ed)? to|reviewers?:?|assignees?:?"
    r"|credits? to|kudos to|from user)[ \t]{1,3}|\(cc[ \t])"
    r"@([A-Za-z][A-Za-z0-9-]{2,38})(?![\w/.(@-])"
)
_AGENTS = re.compile(r"(?i)(?:claude|codex|copilot|cursor|gemini|dependabot|github-actions)\b")
MOST = 200
# A plain word that stands more often than this in a session is its subject, not somebody in it.
_SUBJECT = 50


def people(texts: Sequence[str], author: str = "") -> frozenset[str]:
    """The names, lower case, of the people that these texts name, other than the author's.

    Names of commits' authors (in full), local parts of e-mail addresses, and @mentions where the
    words around them say that a person is meant. At most 200.
    """
    own = {author.lower(), *author.lower().replace(".", " ").split()}
    own |= {author.lower().replace(" ", joint) for joint in ("", ".", "-", "_")}
    found: set[str] = set()
    for text in texts:
        for name in _named(text):
            if len(found) < MOST and len(name) > 3 and name not in own:
                found.add(name)
    return frozenset(found - _subjects(texts, {name for name in found if name.isalpha()}))


def _subjects(texts: Sequence[str], names: set[str]) -> set[str]:
    """Those of the names that are words of what the texts are about."""
    if not names:
        return set()
    finds = pattern(frozenset(names)).finditer
    counts = Counter(found[0].lower() for text in texts for found in finds(text))
    return {name for name in names if counts[name] > _SUBJECT}


def _named(text: str) -> Iterator[str]:
    if "@" not in text and "<" not in text:
        return
    for match in _SIGNED.finditer(text):
        name = match[1].strip().lower()
        if not _AGENTS.match(name) and not roles().issuperset(name.split()):
            yield name
    for match in _ADDRESS.finditer(text):
        local = match[1].lower().strip("._-")
        if local.partition(".")[0] not in roles():
            yield local
            if local.count(".") == 1 and local.replace(".", "").isalpha():
                yield local.replace(".", " ")
    yield from {match[1].lower() for match in _MENTIONED.finditer(text)} - roles()


@lru_cache(maxsize=8)
def pattern(names: frozenset[str]) -> re.Pattern[str]:
    """What finds these names as whole words, whatever their case; the longest first."""
    choices = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
    return re.compile(rf"(?i)(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))(?:{choices})(?![A-Za-z0-9_])")
