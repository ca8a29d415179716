"""Which errors are a slip of the hand, seen and mended, of which there is nothing to tell?"""

import re

from tacit.episodes.episode import ErrorSeen
from tacit.episodes.fix import Mended
from tacit.episodes.run import Run

# The error itself says all there is to know.
_SLIP = re.compile(
    r"SyntaxError|IndentationError|TabError|NameError|command not found|unterminated"
    r"|(?:^|[ /:])(?:ls|cat|head|tail|stat|rm|cp|mv|find|grep):|Unknown skill|[Mm]issing script"
    r"|unexpected EOF|File does not exist|could not apply|CONFLICT \(|[Mm]erge conflict"
    r"|no matches found:"
)
_NO_FILE = re.compile(
    r"[Nn]o such file or directory|cannot access|can't open file|ENOENT|did not match"
    r"|(?:column|relation|table) \S{1,80} does not exist|no such (?:column|table)"
)
# What is named is there, but not from where the shell stands.
_ASTRAY = re.compile(
    r"[Nn]o such file or directory|can't open file|[Mm]issing script|Script not found"
    r"|No files matching the pattern|No workspaces found|[Ff]ile '[^'\n]{1,300}' not found"
    r"|pathspec \S{1,300} did not match"
)
_ELSEWHERE = re.compile(
    r"\bcd: (?!/)\S{1,200}: No such file|[Mm]issing script|Script not found"
    r"|No files matching the pattern"
)
_NO_SCRIPT = re.compile(r"[Mm]issing script|Script not found")
_MOVES = re.compile(r"(?:^|[;&(] ?)cd |--prefix[ =]|--cwd[ =]| -C ")
_LOOKUPS = frozenset(("Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "Skill", "TodoWrite"))
_WORDLESS = frozenset(("exit", "relayed", "unnamed"))


def looks_up(run: Run) -> bool:
    """Does it only look at what is there, so that nothing depends on its failure?"""
    return run.call.name in _LOOKUPS or run.command.reads


def astray(run: Run, error: ErrorSeen) -> bool:
    """Did a command not find what it was pointed at, as where the shell stands elsewhere?"""
    return bool(run.call.id) and not looks_up(run) and bool(_ASTRAY.search(error.text))


def slip(run: Run, error: ErrorSeen, mended: Mended, *, often: bool) -> bool:
    """Is it a failure of a run that teaches nobody? `often`: the session went astray repeatedly.

    To stand in the wrong folder once is a slip; to stand there again is a trap of the project.
    """
    if looks_up(run) or not error.signature or error.kind in _WORDLESS:
        return not (often and astray(run, error))
    edited = any(change.change for change in mended.changes)
    if astray(run, error):
        calls = "\n".join(change.command.text for change in mended.changes)
        moved = _ELSEWHERE.search(error.text) and _MOVES.search(calls)
        if moved or (often and _same(run, mended)):
            return False
    return bool(_SLIP.search(error.text)) or (not edited and bool(_NO_FILE.search(error.text)))


def _same(run: Run, mended: Mended) -> bool:
    """Was it the same that ran in the end, only from elsewhere? A script may have another name."""
    ran = {step[:2] for change in mended.changes for step in change.command.steps}
    if _NO_SCRIPT.search(run.error.text if run.error else ""):
        return bool({step.program for step in run.command.steps} & {name for name, _ in ran})
    return not ran.isdisjoint(step[:2] for step in run.command.steps)
