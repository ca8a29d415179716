"""Does the evidence hold what a sentence says?

Claims are looked up to the letter. A reason must have been given (`reasons`); of any other sentence
half the content words must be there, for made-up ones speak of other things.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from tacit.draft.claims import claims, masked_quotes, numbers, pairs, unquoted
from tacit.draft.lookup import beside, flat, holds, valued, verbatim
from tacit.draft.names import known, names
from tacit.draft.reasons import causal, given, plain
from tacit.draft.words import a_statement, said, stems

__all__ = ["content", "grounded", "holds", "missing", "sentences", "verbatim"]

# A short form with a full stop ends no sentence; code that begins one is in lower case.
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)\s+(?=\S)"
    r"|(?<=;)\s+(?=[A-Z0-9(\"'`\u201c])"
)
_SUPPORT = 1 / 2
# How a sentence begins, or what it holds, that says how things are.
_TELLS = re.compile(
    r"(?i)\A\W*(?:the|an?|it|this|that|these|those|there|we|i|he|she|they|you|our|my|its|his|her)\b"
    r"|\b(?:is|are|was|were|be|been|has|have|had|does|did|do|will|would|can|could|should|must)\b"
    r"|\b(?:needs?|got|went|came|became|failed|broke)\b|n['\u2019]t\b"
)
# Figures are claims of their own, looked up beside their words.
_DIGITS = re.compile(r"\S*\d\S*")
# Longer sentences are no sentences: they count only as what the evidence holds to the letter.
_LONGEST = 6_000


def sentences(
    text: str,
    evidence: str,
    around: str | None = None,
    *,
    loose: bool = False,
    wish: bool = False,
) -> str:
    """Those sentences of the text that the evidence bears out.

    `around`: they are reasons; what was said around the evidence counts for them as well.
    `loose`: words of the author's own are asked for (a trigger, a lesson). `wish`: it says what
    was wanted, not what is so; what it names must be there all the same.
    """
    if around is None and verbatim(text, evidence):
        return text
    whole = evidence if around is None else f"{evidence}\n{around}"
    return " ".join(
        sentence
        for sentence in _split(text)
        if (around is None and plain(sentence) in flat(evidence))
        or (
            grounded(sentence, evidence)
            and (
                (wish and _wishes(sentence, whole))
                or _borne_out(sentence, whole, reason=around is not None, loose=loose or wish)
            )
        )
    )


def _wishes(sentence: str, evidence: str) -> bool:
    """Is it something to be done, whatever the verb ("Stack ragged rows."), of what is known?"""
    prose = unquoted(sentence)
    return not (_TELLS.search(prose) or causal(prose)) and _supported(prose, evidence)


def _borne_out(sentence: str, evidence: str, *, reason: bool, loose: bool) -> bool:
    prose = unquoted(sentence)
    if reason or causal(prose):
        return given(sentence, evidence)
    # What follows an instruction after a colon may be a statement all the same.
    tail = prose.rpartition(": ")[2]
    if a_statement(prose) or (tail != prose and a_statement(tail)):
        return given(_DIGITS.sub(" ", prose if a_statement(prose) else tail), evidence)
    return loose or _supported(prose, evidence)


def _split(text: str) -> list[str]:
    """Sentences; never cut inside a code span or a quotation."""
    masked = masked_quotes(text)
    ends = [match.start() for match in _SENTENCE.finditer(masked)]
    pieces = (text[a:b] for a, b in pairwise([0, *ends, len(text)]))
    return [piece.strip() for piece in pieces if piece.strip()]


def grounded(sentence: str, evidence: str) -> bool:
    """Does the evidence hold every quote and every number, path, flag or name of the sentence?"""
    return len(sentence) <= _LONGEST and not next(_absent(sentence, evidence), "")


def _absent(text: str, evidence: str) -> Iterator[str]:
    """The claims of the text that the evidence does not hold."""
    quotes, tokens = claims(text)
    prose = unquoted(text)
    yield from (quote for quote in quotes if not verbatim(quote, evidence))
    yield from (token for token in tokens if not holds(evidence, token))
    yield from (f"{key} {value}" for key, value in pairs(prose) if not valued(key, value, evidence))
    yield from (name for name in names(prose) if not known(name, evidence))
    yield from (number for number, by in numbers(prose) if not beside(number, by, evidence))


def missing(text: str, evidence: str, *, whole: bool = False) -> str:
    """The first thing that a text says and the evidence does not hold, "" where it holds all.

    `whole`: each line of it is a quote, as in a command.
    """
    if whole:
        lines = (line.removeprefix("+").removeprefix("-") for line in text.splitlines())
        return next((line.strip() for line in lines if not verbatim(line, evidence)), "")
    return next(_absent(text, evidence), "")


def content(text: str) -> set[str]:
    """The stems of the words that say something, those of four letters or more."""
    return {word for word, _ in said(text) if len(word) > 2 and not word.isdigit()}


def _supported(sentence: str, evidence: str) -> bool:
    words = content(sentence)
    return len(words) < 2 or len(words & stems(evidence)) >= _SUPPORT * len(words)
