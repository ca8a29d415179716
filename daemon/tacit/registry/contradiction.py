"""Do two fixes of one error advise the opposite: another value, or each undoes the other?"""

import re

from tacit.draft.markdown import code

_CHANGE = re.compile(r"(`[^`\n]{1,300}`) ?(?:→|->) ?(`[^`\n]{1,300}`)")
_SPAN = re.compile(r"`([^`\n]{1,400})`")
# A flag, a pinned package, an assignment of a literal: what a reader copies.
_SETTINGS = (
    re.compile(r"(?<![\w-])(--[a-z][\w-]{1,60})[ =]([\w.+\"'][^\s,;`]{0,80})"),
    re.compile(r"(?<![\w.-])([A-Za-z][\w.-]{0,60})==([0-9][\w.+]{0,40})"),
    re.compile(
        r"(?<![\w.-])([A-Za-z_][\w.]{0,60})\s?[=:]\s?"
        r"([-+]?\d[\w.+-]{0,30}|[Tt]rue|[Ff]alse|None|null|[\"'][^\"'\s]{1,60}[\"'])(?![\w(])"
    ),
)


def opposed(ours: str, theirs: str) -> str:
    """In what our fix contradicts theirs, as a phrase; "" where it does not."""
    for took, gave in _CHANGE.findall(ours):
        if (gave, took) in _CHANGE.findall(theirs):
            return f"{gave} here, which is what the other replaces by {took}"
    here, there = settings(ours), settings(theirs)
    for key in here:
        if key in there and not here[key] & there[key]:
            mine, other = (", ".join(map(code, sorted(s[key]))) for s in (here, there))
            return f"{code(key)} is {mine} here and {other} there"
    return ""


def settings(fix: str) -> dict[str, frozenset[str]]:
    """Flag, package or name → the values that the fix leaves it with; only what is in code."""
    found: dict[str, set[str]] = {}
    for span in _SPAN.findall(_CHANGE.sub(r"\2", fix)):
        for pattern in _SETTINGS:
            for key, value in pattern.findall(span):
                found.setdefault(key, set()).add(value.strip("\"'"))
    return {key: frozenset(values) for key, values in found.items()}
