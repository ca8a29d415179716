"""Where something is in the evidence: to the letter, as a whole command, beside its name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tacit.draft.claims import called, shortened
from tacit.draft.words import GLUE, is_content, stem, stems

# What a value may be called where the output shows it alone.
_SORTS = frozenset(map(stem, ("gpu", "cpu", "platform", "tests", "version", "hardware", "final")))
# A quote that was cut must still say something.
_SHORTEST = 3
_NUMBER = re.compile(r"[\d.,]+")


@lru_cache(maxsize=8)
def flat(evidence: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(evidence.split())


def verbatim(quote: str, evidence: str) -> bool:
    """Is each line of the quote in the evidence, white space apart? A cut line: its beginning."""
    return all(_line_in(line, flat(evidence)) for line in quote.splitlines() if line.strip())


def _line_in(line: str, flat_evidence: str) -> bool:
    kept = " ".join(shortened(line).split())
    if kept == " ".join(line.split()):
        return holds(flat_evidence, called(kept))
    return len(kept) >= _SHORTEST and _found(_before(kept) + re.escape(kept), flat_evidence)


def ran(command: str, evidence: str) -> bool:
    """Did each line of the command run as it stands, from its beginning to its end?"""
    lines = [" ".join(line.split()) for line in command.splitlines()]
    text = "\n".join(" ".join(line.split()) for line in evidence.splitlines())
    begin, end = r"(?:^|[;&|({] ?|command: |[$>%] )", r"(?=$| ?[;&|)}<>]| #)"
    return all(_found(f"(?m){begin}{re.escape(line)}{end}", text) for line in lines if line)


def holds(evidence: str, token: str) -> bool:
    """Is the token in the evidence, and not as part of a longer number, name or flag?"""
    token = token.strip()
    return not token or _found(_before(token) + re.escape(token) + _after(token), evidence)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _before(token: str) -> str:
    if token[0].isdigit():  # v2.5 is 2.5, and 12.5 is not
        return r"(?:(?<!\w)(?<!\d[.,])|(?<=\bv))"
    if token[0] == "-":
        return r"(?<![\w-])"
    return r"(?<!\w)" if token[0].isalnum() or token[0] == "_" else ""


def _after(token: str) -> str:
    if token[-1].isdigit():  # 32GB is 32, and 32.5 is not
        return r"(?!\d|[.,]\d)" if _NUMBER.fullmatch(token) else r"(?!\w|[.,]\d)"
    if token.startswith("-"):
        return r"(?!\w|-\w)"
    return r"(?!\w)" if token[-1].isalnum() or token[-1] == "_" else ""


def valued(key: str, value: str, evidence: str) -> bool:
    """Does the flag or key have that value somewhere?"""
    between = r"[\"']?\s{0,9}(?:=|:|\s)\s{0,9}=?\s?[\"']?"
    return _found(
        f"{_before(key)}{re.escape(key)}{between}{re.escape(value)}{_after(value)}", evidence
    )


def together(values: Sequence[tuple[str, str]], evidence: str) -> bool:
    """Has each name its value, or do the values stand in one line and the names somewhere?

    A flag without a value ("yes") has only to be there.
    """
    apart = [
        (name, value)
        for name, value in values
        if not (valued(name, value, evidence) or (value == "yes" and holds(evidence, f"--{name}")))
    ]
    rows = evidence.splitlines() if apart else []
    return all(holds(evidence, name) for name, _ in apart) and (
        not apart or any(all(holds(row, value) for _, value in apart) for row in rows)
    )


def beside(number: str, words: tuple[str, ...], evidence: str) -> bool:
    """Does the number stand in a line with one of these words, where any of them is known?"""
    wanted = {stem(w) for w in words if w not in GLUE and len(w) > 2 and w.isalpha()}
    wanted &= stems(evidence)
    return not wanted or any(
        number in line and any(word in line.lower() for word in wanted)
        for line in _lines_with(number, evidence)
    )


def _lines_with(number: str, evidence: str) -> Iterator[str]:
    """The lines that hold the number, each with the line before it: a table's head."""
    lines = evidence.splitlines()
    for at, line in enumerate(lines):
        if number in line:
            yield f"{lines[at - 1] if at else ''} {line}"


def measured(name: str, value: str, evidence: str) -> bool:
    """Does the evidence show this value, and know each word of its name or its short form?"""
    held = stems(evidence)
    wanted = {stem(w) for w in re.findall(r"[a-z]+", name.lower()) if is_content(w)}
    here = {word for word in wanted if word in held or any(word[:n] in held for n in (3, 4))}
    if not (holds(evidence, value) and wanted <= here | _SORTS):
        return False
    seen = [word[:3] for word in here]
    first = value.split(maxsplit=1)[0]
    return not seen or any(
        any(word in line.lower() for word in seen) for line in _lines_with(first, evidence)
    )
