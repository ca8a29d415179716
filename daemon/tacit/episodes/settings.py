"""How a run was configured: its flags, its environment, and what was edited before it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tacit.episodes.changes import EDITS, pairs
from tacit.episodes.metrics import unsaid
from tacit.episodes.run import Run
from tacit.episodes.shell import Simple

_FLAG = re.compile(r"--?([A-Za-z][\w.-]{0,60})(?:=(.{0,80}))?")
_NUMERIC = re.compile(r"-\.?\d.*")
_PLUS = re.compile(r"\+{0,2}([A-Za-z_][\w./@-]{0,60})=(.{1,80})")
# What is set for one command alone, before its name.
_ENVIRONMENT = re.compile(r"(?:^|[\s;&(])([A-Z][A-Z0-9_]{1,40})=([^\s;&|'\"$]{1,60})(?=\s)")
_ASSIGNED = re.compile(
    r"""\s{0,40}["']?([A-Za-z_][\w.-]{0,60})["']?\s{0,8}[:=]\s{0,8}["']?([\w.+/-]{1,60})["']?\s{0,4}"""
    r"""[,;]?\s{0,4}(?:\#.{0,200})?"""
)
_SED = re.compile(r"s([/|#,])(.{1,200}?)\1(.{1,200}?)\1")


def asked(simple: Simple, text: str) -> dict[str, str]:
    """The flags, overrides and arguments of a program's command, and its environment."""
    found = {name: value for name, value in _ENVIRONMENT.findall(text) if not unsaid(name)}
    words = simple.words
    script = next((w for w in words if re.search(r"\.\w{1,5}\Z", w)), words[0])
    start = words.index(script) + 1
    skip = False
    for word, after in pairwise((*words[start:], "")):
        if skip:
            skip = False
            continue
        flag = _FLAG.fullmatch(word)
        if flag:
            given = flag[2]
            if given is None and after and (not after.startswith("-") or _NUMERIC.match(after)):
                given, skip = after, "=" not in after
            found[flag[1]] = given if given else "yes"
        elif override := _PLUS.fullmatch(word):
            found[override[1]] = override[2]
        elif len(word) <= 80:
            found.setdefault(script.rsplit("/", 1)[-1], word)
    return {name: value for name, value in found.items() if not unsaid(name)}


def edited(run: Run) -> Iterator[tuple[str, str, str]]:
    """(name, old value, new value) of each assignment that an edit, or `sed -i`, changed."""
    if run.call.name in EDITS - {"Write"}:
        for old, new in pairs(run.call.input):
            yield from _changed(old.splitlines()[:80], new.splitlines()[:80])
    elif run.change is not None:
        for simple in run.command.simples:
            if simple.words[0] == "sed" and any(word.startswith("-i") for word in simple.words):
                for _, old, new in _SED.findall(" ".join(simple.words)):
                    yield from _changed([old], [new])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    before = {m[1]: m[2] for line in old if (m := _ASSIGNED.fullmatch(line))}
    for line in new:
        match = _ASSIGNED.fullmatch(line)
        if match and before.get(match[1], match[2]) != match[2]:
            yield match[1], before[match[1]], match[2]
