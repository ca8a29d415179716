"""A tool call at its place in the session: what it ran, the error it shows, whether it is good."""

import re
from dataclasses import dataclass

from tacit.episodes.changes import Change
from tacit.episodes.episode import ErrorSeen
from tacit.episodes.steps import Command, checks
from tacit.episodes.verdict import verdict
from tacit.transcript.session import ToolCall

_FILES = re.compile(r"(?m)^(PASS|FAIL) \S{3,400}\.\w{1,5}\b")


@dataclass(frozen=True, slots=True)
class Run:
    """A tool call at its place in the session.

    launch: where the call only looks at what another one printed, that one; `command` is then its.
    """

    at: int
    call: ToolCall
    command: Command
    error: ErrorSeen | None
    change: Change | None
    launch: "Run | None" = None

    @property
    def good(self) -> bool:
        """It came to an end, shows no error, and would have shown one."""
        result = self.call.result
        if result is None or result.is_error or self.error is not None:
            return False
        if (self.command.away and not self.launch) or "--no-verify" in self.command.text:
            return False
        if self.command.filtered and checks(self.command):
            return _passed(result.text)
        return self._shown or bool(_said(result.text))

    @property
    def _shown(self) -> bool:
        """Would an error have been shown, so that nothing means that there was none?"""
        simples = self.command.simples
        hidden = any(simple.ends in ("||", "&") for simple in simples)
        return not self.command.blind or not (hidden or self.command.filtered or self.launch)


def _passed(text: str) -> bool:
    """Does a part of a check's output tell that all is well?"""
    found = verdict(text)
    if found is None:  # of a part, the runner's word on each file
        said = set(_FILES.findall(text))
        return said == {"PASS"}
    return not found.failed


def _said(text: str) -> str:
    """What a command printed; the client's own remark that there was nothing is nothing."""
    return "" if text.startswith(("(Bash completed", "(no content)")) else text.strip()
