"""Failures that no flag and no error line show: a run that went on, or ended well by its code.

NaN metrics, a silent fallback to the CPU, out of memory in a log, an HTTP status, a timeout, a
count of failures above a pipe. Each form is one bounded pattern of one line, tried only where the
text holds its sign.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple


class _Form(NamedTuple):
    """signs: one of them stands in whatever matches. ends: only the last lines are searched."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    ends: bool = False


# How many of the last lines hold a program's verdict on itself.
LAST = 6

_NAN = re.compile(
    r"(?i)(?:loss|acc|accuracy|perplexity|ppl|norm|reward|score|mse|mae|rmse|f1|auc|bleu|nll|elbo)"
    r"['\"]?\s{0,3}[:=|, ]\s{0,3}['\"]?[-+]?(?:tensor\()?(?:nan|inf)\b"
    r"|^\d{1,9}(?:,[^,\n]{0,40}){0,20},[-+]?(?:nan|inf)\b",
    re.M,
)
_FALLBACK = re.compile(
    r"(?i)\b(?:cuda|gpus?|mps|torch\.cuda)\b[^\n]{0,30}?(?:available|found|detected)[()'\"]{0,3}"
    r"\s{0,3}[:=]?\s{0,3}(?:False|no|0)\b"
    r"|\bno (?:cuda|gpu)\b[^\n]{0,20}(?:found|available|detected)"
    r"|\b(?:falling back|fallback|defaulting) to(?: the| a| using)? (?:cpu|slow|eager|pure|fp32"
    r"|float32|single|numpy|synthetic|random|dummy|mock)\b"
)
_MEMORY = re.compile(
    r"(?i)\bout of memory\b|OutOfMemoryError|\boom-?kill|Cannot allocate memory"
    r"|\bexit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}137\b"
)
_HTTP = re.compile(
    r"^(?:< )?HTTP/[\d.]{1,3} [45]\d\d\b|^curl: \(\d{1,3}\)"
    r"|\b[45]\d\d[: ]{1,2}(?:Client Error|Server Error|Not Found|Forbidden|Unauthorized|Bad Request"
    r"|Internal Server Error|Too Many Requests|Service Unavailable|Bad Gateway|Gateway Time)",
    re.M,
)
_TIME = re.compile(
    r"(?i)\btimed out\b|ETIMEDOUT|\bdeadline ?exceeded\b|\bdue to time limit\b|\btime limit reached"
)
_VERDICT = re.compile(
    r"(?i)\b[1-9]\d{0,5} (?:tests? |checks? )?(?:failed|failing|failures?|fail|errors?)\b"
    r"|\bexit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}[1-9]\d{0,2}\b"
    r"|\b(?:task|build|job|run|training|compilation) failed\b|^FAIL(?:ED)?\b",
    re.M,
)
_FORMS = (
    _Form(("nan", "NaN", "NAN", " inf", "=inf", ":inf", ",inf", "-inf", "Inf"), _NAN),
    _Form(("cuda", "CUDA", "gpu", "GPU", "mps", "MPS", "back to", "efaulting to"), _FALLBACK),
    _Form(("emory", "EMORY", "OOM", "oom", "137"), _MEMORY),
    _Form((" 4", " 5", "4", "curl: ("), _HTTP, ends=True),
    _Form(("imed out", "ETIMEDOUT", "eadline", "imit", "LIMIT"), _TIME, ends=True),
    _Form(("ail", "FAIL", "rror", "ERROR", "xit", "XIT"), _VERDICT, ends=True),
)


def silent(text: str) -> str:
    """The line that shows a failure which is not flagged; "" where none does.

    `text`: clipped. What is only counted or reported is looked for in the last lines alone.
    """
    ends = "\n".join(text.rstrip().rsplit("\n", LAST)[-LAST:])
    for form in _FORMS:
        where = ends if form.ends else text
        if _any(form.signs, where) and (match := form.pattern.search(where)):
            start = where.rfind("\n", 0, match.start() + 1) + 1
            end = where.find("\n", match.end())
            return where[start : end if end >= 0 else None].strip()
    return ""


def _any(signs: Sequence[str], text: str) -> bool:
    return any(sign in text for sign in signs)
