"""What a test runner says at its end: how many tests ran and how many failed."""

import re
from typing import NamedTuple

from tacit.episodes.signs import signs

TAIL = 4_000

_PASSED = re.compile(r"\b(\d{1,6}) pass(?:ed|ing)?\b")
_FAILED = re.compile(r"\b(\d{1,6}) (?:failed|failing|fail|errors?)\b")
# The line of each runner's verdict; what is counted stands in it, or (two lines) right by it.
_RUNNERS = {
    "pytest": re.compile(
        r"^(?:=+ )?(?:\d+ \w+, ){0,8}\d+ \w+(?:, \d+ \w+){0,8} in [\d.:]+ ?s.*$", re.M
    ),
    "jest": re.compile(r"^ *Tests:? {1,12}.*\d+ (?:passed|failed).*$", re.M),
    "bun": re.compile(r"^ *\d+ pass\n(?: *\d+ \w+\n)*? *\d+ fail$", re.M),
    "cargo": re.compile(r"^test result: .*$", re.M),
    "mocha": re.compile(r"^ *\d+ passing .*$(?:\n *\d+ failing)?", re.M),
}
_SIGNS = {runner: signs(line.pattern) for runner, line in _RUNNERS.items()}
# Go says it of each package, not of each test.
_GO = re.compile(r"^(ok|FAIL)[ \t]+\S{3,400}[ \t]+(?:[\d.]{1,9}s|\(cached\)|\[)", re.M)


class Verdict(NamedTuple):
    """The runner that said it, the tests that ran, those that failed."""

    runner: str
    ran: int
    failed: int


def verdict(text: str) -> Verdict | None:
    """The last verdict in a tool's output; None where no known runner gave one."""
    end = text[-TAIL:]
    if found := _GO.findall(end):
        return Verdict("go", len(found), sum(said != "ok" for said in found))
    low = end.lower()
    for runner, line in _RUNNERS.items():
        if any(sign in low for sign in _SIGNS[runner]) and (found := line.findall(end)):
            passed, failed = (_sum(pattern, found[-1]) for pattern in (_PASSED, _FAILED))
            if passed or failed:
                return Verdict(runner, passed + failed, failed)
    return None


def _sum(pattern: re.Pattern[str], line: str) -> int:
    return sum(map(int, pattern.findall(line)))
