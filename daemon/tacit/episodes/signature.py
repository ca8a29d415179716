"""The stable part of an error: equal for the same error in any session, on any machine.

Kept: the exception's type (first and last part of its dotted name, because libraries move their
classes between modules), error codes, names in quotes, versions of three parts, HTTP and exit
statuses. Replaced: paths, URLs, addresses, ids, times, line numbers and all other numbers.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tacit.episodes.errorlines import all_lines, clip, find

LENGTH = 300

# One alternation, tried left to right, so that a text is walked once. None of it begins within a
# word: said once before them all, most places of a text cost one look.
_VARIES = re.compile(
    r"""(?<!\w)(?=\S)(?:
    (?P<keep>\b(?i:errno|exit(?:[ ](?:code|status))?|signal|status(?:[ ]code)?|HTTP(?:/\d\.\d)?
        |HTTPError|error[ ]code)[ ]?[:=]?[ ]?\d{1,4}\b(?![.\d]))
    |(?P<url>\b[a-z][a-z0-9+]{1,15}://[^\s'"<>)\]]{1,500})
    |(?P<time>\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?
        |\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)
    |(?P<quoted>(?<=['"`])(?:~?/|\.{1,2}/|[A-Za-z]:\\)[^'"`\n]{1,400}(?=['"`]))
    |(?P<path>(?<![\w<./~-])(?:~?/|\.{1,2}/|[A-Za-z]:[\\/])[^\s'"`()<>,;:|\[\]]{1,400}
        |(?<![<./~-])[\w@.+-]{1,80}+(?:/[\w@.+-]{1,80}){1,20}(?<=[\w-])\.[A-Za-z]\w{0,7}(?![\w/])
        |(?<![<./~-])(?=[\w@.+/-]{3,600}+:\d)[\w@+-][\w@.+-]{0,80}(?:/[\w@.+-]{1,80}){0,20}
            \.[A-Za-z]\w{0,7}(?=:\d))
    |(?P<id>\b0x[0-9a-fA-F]{1,32}\b
        |\b(?=[a-f-]{0,35}\d)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b
        |\b(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,64}\b)
    |(?P<address>(?<![\w:])::1\b|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b)
    |(?P<version>\b\d{1,4}\.\d{1,4}\.\d{1,6}(?:[.+-]?[a-z]{1,6}\d{0,5})?\b(?![.]\d))
    |(?P<number>(?<![\w#.])[-+]?\d{1,40}(?:[._,]\d{1,40}){0,4}(?:e[-+]?\d{1,4})?
        (?:[ ]?(?:[KMGT]i?B|[kKMGT]|bytes|ms|us|ns|s|sec|seconds|%))?(?![\w]))
    )""",
    re.X,
)
_WORD = {"url": "<url>", "time": "<time>", "quoted": "<path>", "path": "<path>"}
_WORD |= {"id": "<id>", "address": "<address>", "number": "#"}
# Letters are kept as they are, but for those that stand for what varies or mark the line.
_LETTERS = re.compile(r"[A-Za-z]+")
_PUT = frozenset(("url", "time", "path", "id", "address", "error"))
_LIBRARY = re.compile(r"[^/\\]{1,100}\.so(?:\.\d{1,4}){0,3}\Z")
_SERIES = re.compile(r"#(?:[ ]?[,x\u00d7:][ ]?#)+,?|#,(?=[)\]])")
_PLACE = re.compile(r"\A(?:<path>|<time>|#)(?:[ ]?(?:[:,()-]|#|<time>)){0,8}[ ]?(?=\S)")
# One of these is in whatever varies.
_MAY_VARY = re.compile(r"[\d/\\]")
_TYPE = re.compile(r"\A([A-Za-z_]\w{0,60})\.(?:\w{1,60}\.){0,8}(\w{1,80})(?=:|\Z)")


@dataclass(frozen=True, slots=True)
class Named:
    """An error as it is quoted and as it is known again; kind: see `errorlines.Told`."""

    kind: str
    core: str
    signature: str


# What one result says is asked again by each error that it may be the end of.
@lru_cache(maxsize=64)
def named(text: str) -> Named | None:
    """The error that a text tells of; None when it tells of none."""
    told = find(clip(text))
    if told is None:
        return None
    quoted = "\n".join(line.strip() for line in told.lines)
    return Named(told.kind, quoted, _closed(_stable(told.lines[0])))


def core(text: str) -> str:
    """The exact line or few lines that say the error, to quote; "" when there are none.

    Verbatim but for colour codes, the indent and what marks a line as an error (`E   ` of pytest,
    `[rank0]: `).
    """
    found = named(text)
    return found.core if found else ""


def signature(text: str) -> str:
    """The stable part of the error that a text tells of, some 300 characters; "" without one."""
    found = named(text)
    return found.signature if found else ""


def stable(line: str) -> str:
    """The signature of a line that is known to tell a failure, whatever its form."""
    return _closed(_stable(line))


def shows(text: str, signature: str) -> bool:
    """Does an error line of a text have this signature? Where none does, that error is gone."""
    clipped, word = clip(text), _telling(signature)
    if word not in clipped:
        return False
    said = (line for line in all_lines(clipped) if word in line)
    return any(_closed(_stable(line)) == signature for line in said)


def _telling(signature: str) -> str:
    """The longest word of a signature that stands in any line which has it."""
    own = (word for word in _LETTERS.findall(signature) if word not in _PUT)
    return max(own, key=len, default="")


@lru_cache(maxsize=256)
def _closed(stable: str) -> str:
    """Marked as an error where its form alone does not say so: its own signature in any case."""
    told = find(stable)
    if stable and (told is None or told.lines[0] != stable):
        return _stable(f"error: {stable}")
    return stable


def _stable(line: str) -> str:
    """Normalise one line until nothing changes, so that a signature is its own signature."""
    line = line[: 2 * LENGTH]
    for _ in range(4):
        before, line = line, _once(line)
        if line == before:
            break
    return line


def _once(line: str) -> str:
    if _MAY_VARY.search(line):
        line = _VARIES.sub(_replace, line)
    line = " ".join(line.split())
    line = _SERIES.sub("#", line)
    line = _PLACE.sub("", line, count=1)
    line = _TYPE.sub(r"\1.\2", line)
    if len(line) > LENGTH:
        line = line[:LENGTH].rsplit(" ", 1)[0]
    return line


def _replace(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind in ("path", "quoted") and (library := _LIBRARY.search(match[0])):
        return library[0]
    return _WORD.get(kind, match[0])
