"""Where in a tool's output the error is: the lines that say it, and what kind of error they are.

Every pattern is anchored at a line and bounded, and the text is clipped before: the output of a
hostile program costs no more than any other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# What is searched of a long output: its beginning (compilers stop there) and its end.
HEAD, TAIL = 16_000, 48_000
LINE = 1_000

_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_NAMED = re.compile(
    r"^[ \t]{0,8}(?:\[rank\d{1,5}\]: |Uncaught |Caused by: )?(?P<told>"
    r"(?P<name>[A-Za-z_][\w.$]{0,120})(?:: .*|:?))$",
    re.M,
)
_PYTEST = re.compile(r"^E {3,}(?P<told>\S.*)$", re.M)
_COMPILER = re.compile(
    r"^(?:[^\s:(][^:(\n]{0,200}(?::\d{1,7}(?::\d{1,7})?:?|\(\d{1,7},\d{1,7}\):?) (?:- )?"
    r"(?:fatal )?(?:error|Error)(?: TS\d{1,6})?:|error(?: TS\d{1,6}|\[E\d{1,6}\]):) \S.*$",
    re.M,
)
_LINTER = re.compile(r"^[ \t]{1,8}\d{1,7}:\d{1,7}[ \t]{1,8}error[ \t]{1,8}\S.*$", re.M)
_TEST = re.compile(
    r"^(?:FAILED [^\s(].*|[ \t]{0,8}--- FAIL: .*|[ \t]{0,4}● [^\n]{1,300} \u203a .*|\(fail\) .*"
    r"|[ \t]{0,4}FAIL[ \t]{1,4}\S.*|[ \t]{0,4}test \S{1,200} \.\.\. FAILED)$",
    re.M,
)
_SAID = re.compile(
    r"^(?:[\w./-]{1,120}: )?(?:[Ff]atal|FATAL|ERROR|[Ee]rror|ERR!|panic|npm (?:ERR!|error)"
    r"|make(?:\[\d{1,3}\])?: \*\*\*)[:! \]](?!.{0,40}(?:exited with|script `)).*$",
    re.M,
)
# What a program says that only ran another one, and knows no more than that it failed.
_RELAYED = re.compile(
    r"^(?:error|npm (?:ERR!|error)|make)\b.{0,60}(?:exited with|script `).*$", re.M
)
_SHELL = re.compile(
    r"^[^\n]{1,300}(?:command not found|[Nn]o such file or directory|Permission denied"
    r"|Segmentation fault|Killed|Connection refused)[^\n]{0,300}$",
    re.M,
)
_SUMMARY = re.compile(
    r"^=+ [^\n]{0,200}\b\d{1,7} (?:failed|errors?)\b[^\n]{0,200} in [\d.]{1,12}m?s[^\n]{0,40}=+$"
    r"|^FAILED \((?:failures|errors)=\d|^Tests: {1,10}\d{1,7} failed|^FAIL\t\S",
    re.M,
)
_EXIT = re.compile(r"\AExit code (?P<code>\d{1,5})(?::[ ]|\n|\Z)")
_RAISED = ("Error", "Exception", "Interrupt", "Exit", "Fault", "Panic")


@dataclass(frozen=True, slots=True)
class Told:
    """The lines that say the error, verbatim, and their kind.

    kind: exception, assertion, compiler, linter, test, message, shell or exit.
    """

    kind: str
    lines: tuple[str, ...]


def clip(text: str) -> str:
    """The part of a tool's output that is searched, without colours and with bounded lines."""
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LINE:
        text = "\n".join(line[:LINE] for line in text.split("\n"))
    return text


def find(text: str) -> Told | None:
    """The error that a clipped text tells of, the most telling form first; None without one."""
    for finder in _FINDERS:
        if (told := finder(text)) is not None:
            return told
    return None


def all_lines(text: str) -> Iterator[str]:
    """Every line of a clipped text that says an error, at most 200: what is gone after a fix."""
    found = 0
    for pattern in (_PYTEST, _NAMED, _COMPILER, _LINTER, _TEST, _SAID, _SHELL, _RELAYED):
        for match in pattern.finditer(text):
            if pattern is _NAMED and not _raised(match["name"]):
                continue
            yield match["told"] if "told" in match.re.groupindex else match[0]
            found += 1
            if found == 200:
                return
    if (last := _exit(text)) is not None:
        yield from last.lines


def certain(text: str) -> bool:
    """Does a clipped output that no flag marks end in an error beyond doubt?

    A traceback; an exception or error as one of the last lines; a compiler's or a test runner's
    verdict.
    """
    if "Traceback (most recent call last)" in text and _traceback(text) is not None:
        return True
    ends = "\n".join(text.rstrip().rsplit("\n", 3)[-3:])
    last = [m for m in _NAMED.finditer(ends) if _raised(m["name"]) and not m[0][0].isspace()]
    said = _SAID.search(ends) or _RELAYED.search(ends)
    return bool(last or said or _COMPILER.search(text) or _SUMMARY.search(text))


def _raised(name: str) -> bool:
    return name.endswith(_RAISED)


def _kind(line: str) -> str:
    return "assertion" if line.startswith(("assert", "AssertionError")) else "exception"


def _pytest(text: str) -> Told | None:
    match = _PYTEST.search(text)
    return Told(_kind(match["told"]), (match["told"],)) if match else None


def _traceback(text: str) -> Told | None:
    """The exception line of the last traceback: its first line that is not indented."""
    start = text.rfind("Traceback (most recent call last)")
    if start < 0:
        return None
    line_start = text.rfind("\n", 0, start) + 1
    prefix = text[line_start:start]  # `[rank0]: ` and the like stand before every line
    lines = text[start:].split("\n")[1:]
    for number, raw in enumerate(lines):
        line = raw.removeprefix(prefix)
        if not line[:1].strip() or line[0] in "^~|+":
            continue
        match = _NAMED.match(line)
        if match is None:
            return None
        told = [line]
        if line.rstrip().endswith(":") and number + 1 < len(lines):
            told.append(lines[number + 1].removeprefix(prefix))
        return Told(_kind(line), tuple(told))
    return None


def _exception(text: str) -> Told | None:
    last = None
    for match in _NAMED.finditer(text):
        if _raised(match["name"]) and (last is None or not match[0][0].isspace()):
            last = match["told"]
    return Told(_kind(last), (last,)) if last else None


def _lines(kind: str, pattern: re.Pattern[str], most: int) -> Callable[[str], Told | None]:
    def finder(text: str) -> Told | None:
        found = []
        for match in pattern.finditer(text):
            found.append(match[0].strip())
            if len(found) == most:
                break
        return Told(kind, tuple(found)) if found else None

    return finder


def _exit(text: str) -> Told | None:
    """The client's own `Exit code N`, with the last line of whatever the command said."""
    match = _EXIT.match(text)
    if match is None:
        return None
    last = text[match.end() :].rstrip().rsplit("\n", 1)[-1].strip()
    return Told("exit", (last,)) if last else None


_FINDERS: tuple[Callable[[str], Told | None], ...] = (
    _pytest,
    _traceback,
    _exception,
    _lines("compiler", _COMPILER, 3),
    _lines("linter", _LINTER, 3),
    _lines("test", _TEST, 2),
    _lines("message", _SAID, 2),
    _lines("shell", _SHELL, 1),
    _lines("message", _RELAYED, 1),
    _exit,
)
