"""What looks like a name or a count in plain words, and whether the evidence knows it."""

import re
from collections.abc import Iterator

from tacit.draft.words import GLUE, stem, stems

_HYPHENATED = re.compile(r"(?<![\w./-])[a-z]+(?:-[a-z]+)+(?![\w/-])")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]{2,}\b|\b[A-Z]{2,}s?\b")
_VERBS = r"install(?:ed|s|ing)?|import(?:ed|s|ing)?|upgrad(?:e|ed|es|ing)|downgrad(?:e|ed|es|ing)"
_VERBS += r"|pin(?:ned|s)?|uninstall(?:ed|s|ing)?"
_KINDS = r"library|package|framework|plugin|optimizer|scheduler|dataset"
_NAMED = re.compile(rf"(?i)\b(?:{_VERBS}) (?:the )?([a-z]{{3,}})\b|\b([a-z]{{3,}}) (?:{_KINDS})\b")
_RUN = re.compile(
    r"\b(?:pip3?|npm|npx|pnpm|yarn|git|docker|conda|mamba|uv|cargo|apt|apt-get|brew|kubectl|poetry)"
    r" (?:install|uninstall|run|add|remove|update|upgrade|checkout|reset|rebase|clone|push|pull"
    r"|commit|stash|build|exec|test|init|sync|create|activate|revert|clean|cache)(?: [\w./=@-]+)?"
)
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        re.findall(
            r"\w+",
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty",
        ),
        start=2,
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70"}
_COUNTS |= {"eighty": "80", "ninety": "90", "hundred": "00", "thousand": "000", "million": "000000"}
_COUNTS |= {"twice": "2", "thrice": "3", "dozen": "12"}
_COUNT = re.compile(rf"(?i)\b(?:{'|'.join(_COUNTS)})\b")
# Parts of compounds that any account may use, and short forms that are words by now.
_AFFIXES = frozenset(
    re.findall(
        r"\w+",
        "re pre non un multi sub co self well half full long short low high per by of in to on up "
        "so based like only free level wise time side aware line end known built read off out one "
        "two first last best follow copy paste step trade run set hand left right front",
    )
)
_WORDS = frozenset(re.findall(r"[\w-]+", "API APIs CLI CPU GPU GPUs RAM OS ID IDs URL OK USE PATH"))
_ADJECTIVES = frozenset(
    re.findall(
        r"\w+",
        "wrong right new old missing required correct current installed third party second first "
        "last standard python whole small large different newer older latest pinned broken",
    )
)
_ALIASES = {"pytorch": "torch", "scikit": "sklearn"}


def names(prose: str) -> Iterator[str]:
    """What a text without its quotes names in plain words, each as it stands there."""
    yield from _HYPHENATED.findall(prose)
    yield from (name for name in _CAPITAL.findall(prose) if name not in _WORDS)
    for pair in _NAMED.findall(prose):
        yield from (name for name in pair if name and not _usual(name.lower()))
    yield from _COUNT.findall(prose)
    for run in _RUN.findall(prose):
        words = run.split()
        yield " ".join(words[:-1] if words[-1].lower() in GLUE else words).rstrip(".")


def known(name: str, evidence: str) -> bool:
    """Does the evidence hold what is named, in whatever case, with a dash or a space?"""
    low = name.lower()
    if " " in low:
        return low in " ".join(evidence.lower().split())
    held = stems(evidence)
    if low in _COUNTS:
        return low in held or stem(low) in held or _counted(_COUNTS[low], held)
    if "-" in low:
        parts = [part for part in low.split("-") if part not in _AFFIXES and part not in GLUE]
        return low.replace("-", "_") in evidence.lower() or all(stem(p) in held for p in parts)
    return stem(low) in held or _ALIASES.get(low, low) in held


def _usual(word: str) -> bool:
    return word in GLUE or word in _ADJECTIVES


def _counted(digits: str, held: frozenset[str]) -> bool:
    if digits.startswith("0"):
        return any(word.isdigit() and word.endswith(digits) for word in held)
    return digits in held
