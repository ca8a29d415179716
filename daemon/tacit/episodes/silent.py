"""Failures that no flag and no error line show: a run that went on, or ended well by its code."""

import re
from functools import lru_cache
from itertools import islice

from tacit.episodes.lines import Form
from tacit.episodes.silentforms import ANYWHERE, AT_THE_END, BENIGN

# How many of the last lines hold a program's verdict on itself.
LAST = 6
# Of one form, how many lines are passed over that speak of no failure.
MOST = 20

_ECHOED = re.compile(r"\becho\s{1,4}[\"']?[^\n;&|]{0,40}\$(?:\?|\{?PIPESTATUS)")
_CODE = re.compile(r"(?:\A|\n)\s{0,4}(?P<line>(?:[\w ]{1,20}[:=]\s{0,2})?[1-9]\d{0,2})\s{0,4}\Z")
_ASKS_STATUS = re.compile(r"%\{(?:http_code|response_code)\}")
_STATUS = re.compile(r"(?:^|[\s:=(])(?:[45]\d\d|000)(?=$|[\s,;)])", re.M)


@lru_cache(maxsize=32)  # a log is looked at again as a run of what wrote it
def silent(text: str) -> str:
    """The line that shows a failure which is not flagged; "" where none does.

    `text`: clipped. What is only counted or reported is looked for in the last lines alone.
    """
    ends = "\n".join(text.rstrip().rsplit("\n", LAST)[-LAST:])
    for sieve, where in ((ANYWHERE, text), (AT_THE_END, ends)):
        for form in sieve.of(where):
            if line := _first(form, where):
                return line
    return ""


def asked(text: str, command: str) -> str:
    """The line of a failure that a command asked for: `echo $?`, or the status of curl's `-w`."""
    if _ECHOED.search(command) and (code := _CODE.search(text[-200:])):
        return code["line"].strip()
    if _ASKS_STATUS.search(command) and (status := _STATUS.search(text)):
        return _line(text, status)
    return ""


def _first(form: Form, text: str) -> str:
    for match in islice(form.matches(text), MOST):
        if not BENIGN.search(match.string):
            return match.string.strip()
    return ""


def _line(text: str, match: re.Match[str]) -> str:
    start = text.rfind("\n", 0, match.start() + 1) + 1
    end = text.find("\n", match.end())
    return text[start : end if end >= 0 else None].strip()
