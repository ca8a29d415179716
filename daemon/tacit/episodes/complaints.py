"""When the user's own words tell of a failure: pasted output, "still crashes", "no, don't …"."""

import re
from functools import lru_cache

from tacit.episodes.episode import ErrorSeen
from tacit.episodes.errorlines import clip
from tacit.episodes.signature import named, stable
from tacit.episodes.silent import silent
from tacit.transcript.session import Prompt

# A longer message is a plan or a document; what it says of failures is about the future.
LONG = 6_000
QUOTE = 400
# Words that open a plan, which speaks of errors to come.
_PLAN = re.compile(r"(?i)\s{0,8}(?:#|implement the (?:following )?plan|you are |plan:)")
_PASTED = frozenset(("exception", "assertion", "compiler", "linter", "test"))

_BROKEN = re.compile(
    r"(?i)\bstill\b[^.\n]{0,60}\b(?:see|has|have|fails?|failing|errors?|crash\w{0,4}|issues?"
    r"|problems?|broken|not|get|getting|shows?|happen\w{0,4}|doesn'?t|isn'?t|nan|wrong|slow|stuck)\b"
    r"|\b(?:doesn'?t|does not|didn'?t|did not|don'?t|isn'?t|is not|aren'?t|not|never|stopped)"
    r" (?:\w{1,12} )?(?:work|works|working|correct|right|appear\w{0,3}|show\w{0,3}|load\w{0,3}|run"
    r"|running|start\w{0,3}|making|what i|converg\w{0,3}|improv\w{0,3}|learn\w{0,3})\b"
    r"|\b(?:broke|broken|crash(?:e[sd]|ing)?|fail(?:s|ed|ing)|hangs|hung|regress(?:ed|ion))\b"
    r"|\bout of memory\b|\boom\b|\b(?:is|are|goes|went|became|to) nan\b"
    r"|\bwhy (?:is|are|does|do|did|was)\b[^\n]{0,80}"
    r"\b(?:not|fail\w{0,3}|slow\w{0,2}|errors?|wrong)\b"
    r"|\b(?:i|we)(?:'m| am| are)? (?:still |now |just |keep )?(?:see|saw|get|got|getting|notice)\b"
    r"[^\n]{0,60}\b(?:errors?|warnings?|exceptions?|traceback|fail\w{0,4}|problems?|nan)\b"
    r"|\b(?:there (?:is|are)|has|have)\b[^.\n]{0,30}\b(?:errors|problems|issues)\b"
    r"|\b(?:there(?:'s| is)|has|have|found|see|hit) (?:a|another|one) bug\b"
)
_CORRECTION = re.compile(
    r"(?i)\A\s{0,8}(?:no|nope|wait|stop|hmm|whoa|woah)\b[,.! -]"
    r"|\A\s{0,8}(?:please )?(?:don'?t|do not"
    r"|stop|never(?! mind)|revert|undo)\b"
    r"|\b(?:that|this|it)(?:'s| is| was) (?:not (?:correct|right|true|what)|wrong|incorrect)\b"
    r"|\b(?:use|do|try|run|call|put)\b[^.\n]{1,60}\binstead\b|\binstead of\b"
    r"|\byou (?:forgot|missed|broke|removed|deleted|ignored|should(?:n't| not)? have|shouldn't"
    r"|didn't|did not|were supposed)\b"
    r"|\bnot you\b|\bshould(?:n't| not)\b|\bi (?:said|told you|asked)\b"
    r"|\A[^\n]{0,40}\b(?:review|feedback)\b[^\n]{0,80}\n|\bcritical (?:bug|issue)"
)
_APPROVAL = re.compile(
    r"(?i)\A\s{0,8}(?:great|perfect|nice|thanks|thank you|awesome|excellent|lgtm|cool|good|works"
    r"|yes,? (?:it|that) works)\b|\b(?:it|that|this|everything)(?: all)? (?:now )?(?:seems? to work"
    r"|works|worked|is fixed|looks good)\b|\bworks now\b|\bnow works\b"
    r"|\A\s{0,8}(?:ok(?:ay)?,? |please |now |great,? |go ahead and ){0,3}"
    r"(?:commit|push|merge|ship)\b"
)
_RULE = re.compile(
    r"(?i)\b(?:never|always|must(?:n'?t)?|has to|have to|not allowed|by convention)\b"
    r"|\bwe (?:don'?t|do not|only)\b|\binstead\b|\b(?:because|since|so that)\b"
    r"|\b(?:wrong|incorrect|not (?:correct|right|true)) ?[:,;(\u2013-] ?\S+(?: \S+){3}"
)
# An answer or a plain question, whatever is said to it.
_AGREES = re.compile(
    r"(?i)(?:yes|yeah|yep|ok(?:ay)?|sure|right|agreed?|exactly|where|what|which|who|how|can|could)\b"
)


@lru_cache(maxsize=64)  # it is looked at as the end of another one, too
def complaint(prompt: Prompt) -> ErrorSeen | None:
    """The failure that the user tells of; None where the words ask or praise.

    kind: that of the pasted error, else told (something is broken) or correction (do otherwise).
    What was only told has no signature: no two people say it alike.
    """
    text = prompt.text
    if not text.strip() or _PLAN.match(text):
        return None
    clipped = clip(text)
    known = named(clipped)
    if known is not None and known.kind in _PASTED:
        return _seen(prompt, known.core, known.signature, known.kind)
    if len(text) > LONG or approves(prompt):
        return None
    if line := silent(clipped) if "\n" in text.strip() else "":
        return _seen(prompt, line, stable(line), "silent")
    match = _BROKEN.search(clipped) or _CORRECTION.search(clipped)
    if match is None:
        return None
    kind = "told" if match.re is _BROKEN else "correction"
    start = clipped.rfind("\n", 0, match.start() + 1) + 1
    return _seen(prompt, clipped[start:].strip().partition("\n")[0][:QUOTE], "", kind)


def objection(prompt: Prompt) -> ErrorSeen | None:
    """A correction that only the assistant's answer shows to be one, as when it owns a mistake."""
    text = prompt.text.strip()
    if not text or len(text) > LONG or _PLAN.match(text) or approves(prompt) or _AGREES.match(text):
        return None
    return _seen(prompt, clip(text).partition("\n")[0][:QUOTE], "", "correction")


def rules(text: str) -> bool:
    """Does a correction say how it is always done, or why it was wrong: more than this one case?"""
    return "?" not in text and bool(_RULE.search(text))


def approves(prompt: Prompt) -> bool:
    """Does the user say that it works now?"""
    words = prompt.text[:300]
    return bool(_APPROVAL.search(words)) and not _BROKEN.search(words)


def _seen(prompt: Prompt, text: str, signature: str, kind: str) -> ErrorSeen:
    return ErrorSeen(None, prompt.record, text, signature, kind)
