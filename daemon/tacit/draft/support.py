"""Does the evidence hold what a sentence says?

Claims are looked up to the letter. A reason in plain words holds none that could be: it stays where
the evidence, or what was said around it, holds a third of its content words; made-up reasons speak
of other things.
"""

import re
from itertools import pairwise

from tacit.draft.claims import called, claims, masked_quotes, shortened

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9(\"'`\u201c])")
_WORD = re.compile(r"[a-z]{4,}")
_SUPPORT = 1 / 3
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about after again also always another because been before being both cannot could does "
        "done down each else even ever every exact fails failed failing first fixed from have "
        "here into just like made make makes more most must need needs never next once only other "
        "over same should since some still such than that their them then there these they this "
        "those though through under until used uses using very want was were what when where "
        "which while will with without would your error cause caused",
    )
)
_NUMBER = re.compile(r"[\d.,]+")


def sentences(text: str, evidence: str, around: str | None = None) -> str:
    """Those sentences of the text whose every claim the evidence holds.

    `around`: check reasons too; a sentence's content words must be in the evidence or around it.
    """
    if around is None and verbatim(text, evidence):
        return text
    return " ".join(
        sentence
        for sentence in _split(text)
        if grounded(sentence, evidence)
        and (around is None or _supported(sentence, f"{evidence}\n{around}"))
    )


def _split(text: str) -> list[str]:
    """Sentences; never cut inside a code span or a quotation."""
    masked = masked_quotes(text)
    ends = [match.start() for match in _SENTENCE.finditer(masked)]
    pieces = (text[a:b] for a, b in pairwise([0, *ends, len(text)]))
    return [piece.strip() for piece in pieces if piece.strip()]


def grounded(sentence: str, evidence: str) -> bool:
    """Does the evidence hold every quote and every number, path, flag or name of the sentence?"""
    quotes, tokens = claims(sentence)
    return all(verbatim(quote, evidence) for quote in quotes) and all(
        holds(evidence, token) for token in tokens
    )


def missing(text: str, evidence: str, *, whole: bool = False) -> str:
    """The first thing that a text says and the evidence does not hold, "" where it holds all.

    `whole`: each line of it is a quote, as in a command.
    """
    if whole:
        lines = (line.removeprefix("+").removeprefix("-") for line in text.splitlines())
        return next((line.strip() for line in lines if not verbatim(line, evidence)), "")
    quotes, tokens = claims(text)
    absent = (quote for quote in quotes if not verbatim(quote, evidence))
    return next(absent, next((t for t in tokens if not holds(evidence, t)), ""))


def verbatim(quote: str, evidence: str) -> bool:
    """Is each line of the quote in the evidence, white space apart? A cut line: its beginning."""
    flat = " ".join(evidence.split())
    return all(_line_in(line, flat) for line in quote.splitlines() if line.strip())


def _line_in(line: str, flat: str) -> bool:
    kept = " ".join(shortened(line).split())
    return kept in flat if kept != " ".join(line.split()) else holds(flat, called(kept))


def holds(evidence: str, token: str) -> bool:
    """Is the token in the evidence, and not as part of a longer number, name or flag?"""
    token = token.strip()
    if not token:
        return True
    return re.search(_before(token) + re.escape(token) + _after(token), evidence) is not None


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


def content(text: str) -> set[str]:
    """The stems of the words that say something, those of four letters or more."""
    return {word[:6] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def _supported(sentence: str, evidence: str) -> bool:
    words = content(sentence)
    if len(words) < 2:
        return True
    low = evidence.lower()
    return sum(word in low for word in words) >= _SUPPORT * len(words)
