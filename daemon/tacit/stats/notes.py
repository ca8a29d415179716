"""The text of a piece of advice, as the client recorded it ─► the skills and commands in it.

What is read here is what `advise/render.py` writes: our own lines stand at the margin, whatever a
colleague wrote stands behind `>`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tacit.episodes.shell import parse
from tacit.options import Moment
from tacit.transcript.session import Context

# The client's event → the moment of advice.
MOMENTS: Mapping[str, Moment] = {
    "SessionStart": "start",
    "UserPromptSubmit": "prompt",
    "PostToolUseFailure": "error",
    "PostToolUse": "error",
}
_OPEN, _CLOSE = "<tacit-notes>\n", "</tacit-notes>"
_NAME = re.compile(r"## (\S.{0,200})")
_FILE = re.compile(r"Full file: (/.{1,1000})")
_CHECKOUT = re.compile(r"\A.{0,900}/checkouts/[^/]{1,100}/(?=.)")
_FENCE = re.compile(r"\s{0,12}(?:```|~~~)\s{0,4}([\w-]{0,20})")
_SHELLS = frozenset(("", "bash", "sh", "shell", "zsh", "console", "terminal"))
_SPAN = re.compile(r"`([^`\n]{3,300})`")
_FIX = re.compile(r"\W{0,6}(?:Fix|Solution|Resolution|Workaround|Remedy)\b", re.I)
_NOT_TO_DO = ("Failed attempts:", "Cause:")
_MOST = 60  # commands of one skill

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What advice says of one skill. `file`: absolute; `commands`: what is to be run, in words."""

    name: str
    file: str
    commands: frozenset[Words]

    @property
    def skill(self) -> str:
        """The skill's key."""
        return key(self.file)

    @property
    def folder(self) -> str:
        """The folder that is the skill's alone, "" where it is one file among others."""
        folder, _, name = self.file.rpartition("/")
        return folder if name == "SKILL.md" else ""


def key(file: str) -> str:
    """A skill's file, the same on each host of the user: the checkout's name, the path in it."""
    return _CHECKOUT.sub("", file)


def is_advice(context: Context) -> bool:
    """Is this tacit's own, at a moment at which it speaks?"""
    text = context.text
    return context.hook in MOMENTS and text.startswith(_OPEN) and text.rstrip().endswith(_CLOSE)


def notes(text: str) -> tuple[Note, ...]:
    """The skills in a piece of advice, in its order; what is not of our form is left out."""
    found = []
    for block in re.split(r"\n(?=## )", text)[1:]:
        lines = block.removesuffix(_CLOSE).split("\n")
        name = _NAME.match(lines[0])
        file = next(filter(None, map(_FILE.fullmatch, lines)), None)
        if name and file:
            commands = (words for line in _told(lines) for words in _words(line))
            found.append(Note(name[1], file[1], frozenset(_first(commands))))
    return tuple(found)


def _first(commands: Iterator[Words]) -> Iterator[Words]:
    for _, words in zip(range(_MOST), commands, strict=False):
        yield words


def _told(lines: list[str]) -> Iterator[str]:
    """The command lines that the skill says to run: not what failed, nor what shows the error."""
    start = next(n for n, line in enumerate(lines) if _FILE.fullmatch(line))
    wanted = not any(_FIX.match(line[2:]) for line in lines[start:] if line.startswith("> "))
    shell = fenced = False
    for line in lines[start + 1 :]:
        text = line[2:]
        if not line.startswith("> "):
            wanted = not line.startswith(_NOT_TO_DO)
            shell = fenced = False
        elif fence := _FENCE.match(text):
            fenced = not fenced
            shell = fenced and fence[1].lower() in _SHELLS
        elif wanted := wanted or bool(_FIX.match(text)):
            if not fenced:
                yield from _SPAN.findall(text)
            elif shell:
                yield text.strip().removeprefix("$ ")


def _words(line: str) -> Iterator[Words]:
    """The simple commands of a line that say more than a program's name."""
    for simple in parse(line):
        if len(simple.words) > 1:
            yield simple.words
