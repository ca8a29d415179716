"""What the agent says of what it just saw: that a run went wrong, that its user was right.

Half of the failures of training show in no error line: a metric at chance, a card that idles, a
flag that was not taken up. Whoever reads the output says so in the next sentence, and that
sentence is looked at here. Only its beginning counts, where the verdict stands; what is guessed,
planned, praised or expected is none.
"""

import re

from tacit.episodes.errorlines import clip

# The verdict stands at the beginning of what is said.
BEGINNING = 240
SENTENCES = 2
# Of an output, what is compared with the verdict on it.
LINES, WIDTH = 200, 400

_WORD = re.compile(r"[A-Za-z_][\w./-]{3,60}|\d[\d.]{1,20}")
# What is said of any output, and so points at no line of it.
_SAYING = frozenset(
    ("this", "that", "there", "with", "have", "been", "being", "still", "because", "which", "from")
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+|\s+(?:-|\u2013|\u2014)\s+")
_MARKS = re.compile(r"[*#>]{1,3}|[\U0001f300-\U0001faff\u2600-\u27bf]")
_BAD = re.compile(
    r"(?i)\b(?:crashed|failed|died|hung|timed out|ran out of|run out of|diverged|collapsed"
    r"|regressed"
    r"|errored|blew up|exploded|oom(?:ed|s|'d)?|out of memory|nans?|segfault\w{0,3})\b"
    r"|\b(?:is|are|was|were|got|gets|been|being|keeps?|still|all|tests?|build|job"
    r"|run) (?:\w{1,12} )?"
    r"(?:failing|fails|broken|stuck|crashing|crashes|hanging|killed|rejected|refused|denied"
    r"|diverging|collapsing|unauthorized|worse|wrong|incorrect|empty|zero|slower)\b"
    r"|\btoo (?:slow|low|high|large|big|small|long|many|much memory)\b"
    r"|\b(?:much|far|even|significantly|\d{1,4}x) (?:slower|worse)\b"
    r"|\b(?:isn'?t|is not|aren'?t|are not|wasn'?t|was not|weren'?t"
    r"|were not)(?: \w{1,10})? (?:being "
    r"|actually |even )?(?:used|detected|found|accepted|working|learning|improving|converging"
    r"|running|written|loaded|applied|picked|available|visible|installed|enough|saved|created"
    r"|reached|called|recogni[sz]ed|respected|triggered|updated|matching|decreasing|training)\b"
    r"|\b(?:didn'?t|did not|doesn'?t|does not|couldn'?t|could not|can'?t|cannot) (?:\w{1,10} )?"
    r"(?:work|catch|find|load|start|help|match|see|take|apply|converge|improve|learn|fit|save"
    r"|update|finish|complete|exist|support|change|produce|detect|reach|connect|allocate)\b"
    r"|\bnot (?:learning|improving|converging|decreasing|working|using the gpu)\b"
    r"|\bstill (?:seeing|getting|get|shows?|the same|not|using|on (?:the )?cpu)\b"
    r"|\b(?:chance level|at chance|random (?:chance|guess\w{0,4}|level))\b"
    r"|\b(?:used|using|on|running on|fell back to|falling back to) (?:the )?cpu (?:instead|only)\b"
)
_NONE = re.compile(
    r"(?i)\b(?:no|zero|0|without|any) (?:\w{1,12} ){0,2}(?:errors?|failures?|issues?|problems?)\b"
    r"|\b(?:if|whether|in case|make sure|to ensure|verify that|expected|intentional\w{0,2}"
    r"|unrelated"
    r"|pre-?existing|already|perfect|excellent|great|good|success\w{0,6}|pass(?:es|ed|ing)?"
    r"|fixed|resolved|works|working now|done|committed|confirms?|now let me|should now|as planned"
    r"|would|could be|might|may|review|summary)\b|\?"
)
_CONCEDES = re.compile(
    r"(?i)\A\W{0,4}(?:ah,? |oh,? |yes,? |hmm,? )?(?:you(?:'re| are)(?: \w{1,12}){0,2} (?:right"
    r"|correct)(?! to )"
    r"|(?:that's a |really |very )?good (?:catch|spot)|nice catch|great catch|sorry|my (?:mistake"
    r"|bad)"
    r"|i (?:apologi[sz]e|misunderstood|misread|was wrong|made a mistake|should(?:n't| not)? have"
    r"|missed|overlooked)|apologies|oops)\b"
)


def verdict(said: str) -> str:
    """The sentence in which the agent says that what it saw went wrong; "" where it does not."""
    for sentence in _SENTENCE.split(said[:BEGINNING].strip())[:SENTENCES]:
        plain = _MARKS.sub("", sentence).strip()
        if _NONE.search(plain):
            return ""
        if _BAD.search(plain):
            return plain
    return ""


def concedes(said: str) -> bool:
    """Does the agent own that its user was right to object?"""
    return bool(_CONCEDES.search(_MARKS.sub("", said[:BEGINNING])))


def spoken_of(said: str, shown: str) -> str:
    """The line of an output that a sentence speaks of: it shares the most, and two, of its words.

    "" where no line does. Of lines that share as many the last one counts, which is the latest.
    """
    words = _telling(said)
    best, line = 2, ""
    for candidate in clip(shown).split("\n")[-LINES:]:
        shared = len(words & _telling(candidate[:WIDTH]))
        if shared >= best:
            best, line = shared, candidate.strip()[:WIDTH]
    return line


def _telling(text: str) -> set[str]:
    """Numbers of two digits or more, and words of four letters or more that name something."""
    return {word.lower().rstrip(".") for word in _WORD.findall(text)} - _SAYING
