"""The lines of a piece of evidence that a statement can be checked against."""

import re

# Lines before and after the most telling one: a command above its output, the end of a traceback.
_BEFORE, _AFTER = 2, 3
_WIDTH = 240
_WORD = re.compile(r"\w[\w.:/=-]*\w|\d")
_CUT = "…"


def excerpt(evidence: str, statement: str) -> str:
    """Some lines of the evidence around the one that has most of the statement's words.

    Words with a digit count twice: figures are what a reviewer looks up. What was left out before
    and after is told by `…`.
    """
    words = {word.lower() for word in _WORD.findall(statement)}
    lines = evidence.strip("\n").split("\n")
    best = max(range(len(lines)), key=lambda n: (_held(lines[n], words), -n))
    start, end = max(0, best - _BEFORE), min(len(lines), best + _AFTER + 1)
    kept = [_short(line, words) for line in lines[start:end]]
    return "\n".join([*([_CUT] if start else []), *kept, *([_CUT] if end < len(lines) else [])])


def telling(evidence: str, statement: str) -> int:
    """How much of the statement the evidence has; to order pieces of evidence by."""
    words = {word.lower() for word in _WORD.findall(statement)}
    return _held(evidence, words)


def _held(line: str, words: set[str]) -> int:
    there = {word.lower() for word in _WORD.findall(line)} & words
    return len(there) + sum(any(c.isdigit() for c in word) for word in there)


def _short(line: str, words: set[str]) -> str:
    """A long line (a whole result in JSON) around the first word that counts."""
    if len(line) <= _WIDTH:
        return line
    low = line.lower()
    first = min((at for word in words if len(word) > 3 and (at := low.find(word)) >= 0), default=0)
    start = max(0, min(first - _WIDTH // 4, len(line) - _WIDTH))
    tail = _CUT if start + _WIDTH < len(line) else ""
    return f"{_CUT if start else ''}{line[start : start + _WIDTH]}{tail}"
