"""Was this reason given? A cause is told only in clauses that somebody said or some output showed.

Each clause of it must be in one clause of the evidence: its content words in their order, denied
where they are denied there, and not surer than it was said. Clauses that are joined must stand
together there, and "because" must turn the same way. Words alone do not do: what a session never
said can be said in its own words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tacit.draft.words import POLAR, doubted, said, stem

# A reason is short; whatever is longer counts only where it is the evidence's own sentence.
_LONGEST = 1_000
_WINDOW = 2  # evidence sentences between clauses that are told together
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")
_BACKWARD = r"because|since|due to|owing to|caused by|as a result of|result(?:s|ed)? from"
_BACKWARD += r"|(?:stem|come|came|follow|arise)(?:s|ed)? from|triggered by"
_FORWARD = (
    r"so(?! that)|therefore|hence|thus|consequently|which is why|that is why|(?:leads?|led) to"
)
_FORWARD += r"|caus(?:es|ed|ing)(?! by)|results? in|resulted in"
_CLAUSE = re.compile(
    rf"(?i)[,;:)]\s+|\s+[\u2013\u2014-]+\s+|\s*[\u2192]\s*|\s\("
    rf"|\b(?:{_BACKWARD}|{_FORWARD}|and|but|while|whereas|which|when|though|for)\b"
)
_CAUSAL = re.compile(
    rf"(?i)\b(?:{_BACKWARD}|{_FORWARD}|root cause|cause|culprit|to blame|reason|explains?)\b"
)
_LINK = re.compile(
    rf"(?i)\b(?:{_BACKWARD}|{_FORWARD})\b|[:;\u2013\u2014\u2192]|\bcause\b|\breason\b"
)
_BACK = re.compile(rf"(?i)\b(?:{_BACKWARD})\b")
_FORTH = re.compile(rf"(?i)\b(?:{_FORWARD})\b")
_TURNED = re.compile(r"(?i)\b(?:by|what)\b")


# Words that say little, yet say what it is that is so.
_SUBJECT = re.compile(
    r"(?i)\b(run|file|line|command|call|step|session|user|tool|change|edit)s?"
    r" (?:is|was|are|were)\b"
)
_OPENING = re.compile(
    r"(?i)\A(?:in this session|here|it turned out|as it was said(?: there| before the fix)?"
    r"|it (?:led to|brings) another error)[,:]?"
    r"\s+(?:that\s+)?"
)
# All that may stand before "because" without being a fact of its own.
_FAILED = re.compile(
    r"(?i)\W*(?:(?:it|this|that|the|a|run|command|call|step|first|then|again|another|error|same|all"
    r"|has|had|also|is|was|came|fail(?:s|ed)?|stop(?:s|ped)?|happen(?:s|ed)?|occur(?:s|red)?"
    r"|ended|of|root|cause|reason)\W+)*(?:it|this|that|error|again|cause|reason|is|was|fail(?:s|ed)?"
    r"|stop(?:s|ped)?|happen(?:s|ed)?|occur(?:s|red)?)?\W*"
)


def causal(sentence: str) -> bool:
    """Does the sentence claim that one thing made another happen?"""
    return _CAUSAL.search(sentence) is not None


def given(sentence: str, evidence: str) -> bool:
    """Does the evidence give this reason?"""
    if plain(sentence) in _own(evidence):
        return True
    sentence = _told(sentence)
    pieces = _clauses(sentence)
    clauses = [clause for clause in pieces if _facts(clause)]
    linked = causal(sentence) and len(pieces) > 1
    if linked and len(clauses) < len(pieces):
        return False
    if not clauses:
        return True
    if len(sentence) > _LONGEST:
        return False
    told = _sentences(evidence)
    hits = [list(_hits(clause, told, doubted(sentence))) for clause in clauses]
    if linked and len(clauses) > 1:
        both = set(hits[0]).intersection(*hits[1:])
        return any(_LINK.search(told[n]) and _same_way(sentence, clauses, told[n]) for n in both)
    return any(
        all(any(abs(n - first) <= _WINDOW for n in found) for found in hits) for first in hits[0]
    )


def _told(sentence: str) -> str:
    """The sentence without what only leads to it: "It turned out that", "It failed because"."""
    sentence = _OPENING.sub("", sentence)
    link = _BACK.search(sentence)
    before = sentence[: link.start()].strip() if link else ""
    return sentence[link.end() :] if link and before and _FAILED.fullmatch(before) else sentence


def plain(sentence: str) -> str:
    """The sentence with single spaces and without what ends it."""
    return " ".join(sentence.split()).rstrip(".!;:, ")


@lru_cache(maxsize=8)
def _sentences(evidence: str) -> tuple[str, ...]:
    """The evidence's sentences and lines; a very long one in pieces."""
    pieces = (piece.strip() for piece in _SENTENCE.split(evidence))
    return tuple(p[at : at + 2_000] for p in pieces if p for at in range(0, len(p), 2_000))


@lru_cache(maxsize=8)
def _own(evidence: str) -> frozenset[str]:
    return frozenset(map(plain, _sentences(evidence)))


def _clauses(sentence: str) -> list[str]:
    return [
        piece
        for piece in _CLAUSE.split(sentence.replace("`", "").replace("()", ""))
        if piece and piece.strip()
    ]


def _facts(clause: str) -> bool:
    """Does the clause hold a content word that is not only one of a pair of opposites?"""
    return any(word not in _POLAR_STEMS for word, _ in said(clause))


_POLAR_STEMS = frozenset(map(stem, POLAR))


def _hits(clause: str, told: tuple[str, ...], hedged: bool) -> Iterator[int]:
    """The numbers of the evidence's sentences that hold the clause."""
    words = said(clause)
    turned = _TURNED.search(clause) is not None
    subjects = _SUBJECT.findall(clause)
    for number, sentence in enumerate(told):
        low = sentence.lower()
        if not all(word in low for word, _ in words) or doubted(sentence) != hedged:
            continue
        for part in _clauses(sentence):
            known = all(noun.lower() in part.lower() for noun in subjects)
            if known and _within(words, said(part), turned):
                yield number
                break


def _within(
    words: tuple[tuple[str, bool], ...], whole: tuple[tuple[str, bool], ...], turned: bool
) -> bool:
    if turned or _passive(words):
        return set(words) <= set(whole)
    rest = iter(whole)
    return all(word in rest for word in words)


def _passive(words: tuple[tuple[str, bool], ...]) -> bool:
    return len(words) < 2


def _same_way(sentence: str, clauses: list[str], other: str) -> bool:
    """Does the other sentence, where it has a way, make the same clause the cause?"""
    ways = _way(sentence) * _way(other)
    ends = [said(clause)[0][0] for clause in (clauses[0], clauses[-1])]
    places = [other.lower().find(end) for end in ends]
    return not ways or (places[0] < places[1]) == (ways > 0)


def _way(sentence: str) -> int:
    """1 where the cause comes first, -1 where it comes last, 0 where nothing tells."""
    backward = _BACK.search(sentence)
    if backward:
        return 1 if not sentence[: backward.start()].strip() else -1
    return 1 if _FORTH.search(sentence) else 0
