"""Errors about how a command was called, not about what it then found."""

import re

from tacit.episodes.lines import form
from tacit.episodes.programs import INTERPRETERS, MANY
from tacit.episodes.run import Run
from tacit.episodes.steps import checks

_OF_THE_CALL = frozenset(("message", "shell", "exit", "unnamed"))
_OF_THE_WORK = frozenset(("exception", "assertion", "test"))
_USAGE = form(
    r"(?i)not defined in ES module|unrecognized|unexpected argument|unknown (?:option|flag|command)"
    r"|no files matching|no matches found|typing mistakes|no such|script not found|missing script"
    r"|parse error near|syntax error near|unexpected token|bad substitution|cannot be mixed"
    r"|no go files|setup failed|illegal operation on a directory"
    r"|no workspaces found|no test specified|command not found|usage:"
)
_MISSING = re.compile(r"(?i)not found|does not exist|doesn't exist|cannot find|can't open")
_SCRIPT = re.compile(r"Cannot find module '([^'\n]{1,400})'")
_TEST_FILE = re.compile(r"[._-](?:test|spec)\b")
_FAILED = re.compile(r"(?m)^(?:FAIL|FAILED)[ \t]+(\S{3,400}\.\w{1,5})\b")
_VARIABLE = re.compile(
    r"(?i)environment variable[^\n]{0,60}\b(?:not (?:found|set|defined)|missing)"
)


def of_the_call(failed: Run) -> bool:
    """Was the error about how the command was called?"""
    error = failed.error
    if error is None:
        return False
    if _USAGE.search(error.text) or _misses(failed, error.line) or _passed_over(failed):
        return True
    return error.kind in _OF_THE_CALL and not (checks(failed.command) or _of_a_script(failed))


def _passed_over(failed: Run) -> bool:
    """Did tests of files fail that were not asked for: was the choice not passed on?"""
    asked = {
        part.rsplit("/", 1)[-1]
        for step in failed.command.steps
        for chosen in (*step.targets, *step.selects)
        for part in chosen.split("|")
        if _TEST_FILE.search(part)
    }
    files = _FAILED.findall(failed.call.result.text) if asked and failed.call.result else []
    return any(not any(part in name for part in asked) for name in files)


def _misses(failed: Run, line: str) -> bool:
    """Does the error say that something is not there which the command line named?"""
    result = failed.call.result
    if result and not checks(failed.command) and _VARIABLE.search(result.text[-4_000:]):
        return True
    words = [word for simple in failed.command.simples for word in simple.words[1:]]
    if failed.error and failed.error.kind in _OF_THE_WORK:
        # Where the script itself is not there, nothing ran whose failure this could be.
        found = _SCRIPT.search(line)
        scripts = [word.removeprefix("./") for word in words[:2] if "." in word]
        return found is not None and found[1].endswith(tuple(scripts))
    return bool(_MISSING.search(line)) and any(len(w) > 3 and w in line for w in words)


def _of_a_script(failed: Run) -> bool:
    """Did an interpreter run a script, whose own words the failure then is?"""
    return any(
        simple.words[0].rsplit("/", 1)[-1].rstrip("0123456789.") in INTERPRETERS - MANY
        for simple in failed.command.simples
    )
