"""A shell command as the simple commands it is made of: enough to tell two runs alike.

Not a shell: nothing is expanded, and what is odd beyond the usual is taken word by word.
"""

import re
import zlib
from typing import NamedTuple

from tacit.episodes.inner import inner
from tacit.episodes.programs import KEYWORDS, RUNNERS, TAKE_VALUE, WRAPPERS

# Longer commands are heredocs and inline programs; what runs stands at their beginning.
LENGTH = 20_000

_HEREDOC = re.compile(r"<<-?[ ]?(['\"]?)([A-Za-z_]\w{0,40})\1")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.M)
_TOKEN = re.compile(
    r"""
    (?P<end>&&|\|\|?|;|\n|&(?![>&\d]))
    |(?P<redirect>(?:\d|&)?(?:>>?\|?|<{1,3})(?P<dup>&[\d-])?[ \t]*)
    |(?P<word>(?:[^\s'"\\|&;<>]++|'[^']*'|"(?:[^"\\]++|\\.)*"|\\.|['"\\])+)
    |[&<>]
    """,
    re.X | re.S,
)
_QUOTE = re.compile(r"['\"]|\\(?=.)", re.S)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w{0,100}\+?=")
_RUN = frozenset(("run", "exec", "dlx"))


class Simple(NamedTuple):
    """One simple command: its words without wrappers and assignments, and the files it writes.

    piped: it reads another's output. ends: the operator after it.
    """

    words: tuple[str, ...]
    writes: tuple[str, ...] = ()
    piped: bool = False
    ends: str = ""


def parse(command: str, deep: int = 2) -> tuple[Simple, ...]:
    """The simple commands of a command line, in order, heredoc bodies and comments left out.

    What runs elsewhere (`sh -c`, `ssh`, `docker exec`) follows the words that say where, as
    simple commands of its own, to this depth.
    """
    text = command[:LENGTH]
    if "<<" in text:
        text = _without_heredocs(text)
    if "#" in text:
        text = _COMMENT.sub("", text)
    text = text.replace("\\\n", " ")
    found: list[Simple] = []
    words: list[str] = []
    writes: list[str] = []
    piped, redirect = False, ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            word = match[0]
            if "'" in word or '"' in word or "\\" in word:
                word = _unquoted(word)
            if not redirect:
                words.append(word)
            elif ">" in redirect and word != "/dev/null":
                writes.append(word)
            redirect = ""
        elif match.lastgroup == "redirect":
            redirect = "" if match["dup"] else match[0]
        elif match.lastgroup == "end":
            _add(found, Simple(tuple(words), tuple(writes), piped, match[0]), deep)
            words, writes, redirect = [], [], ""
            piped = match[0] == "|"
    _add(found, Simple(tuple(words), tuple(writes), piped), deep)
    return tuple(found)


def _unquoted(word: str) -> str:
    """The word without its quotes; between single quotes all stays as it is."""
    if word[0] == "'" == word[-1] and word.count("'") == 2:
        return word[1:-1]
    return _QUOTE.sub("", word)


def digest(text: str) -> str:
    """Eight hex digits for a text whose white space does not count."""
    return f"{zlib.crc32(' '.join(text.split()).encode('utf-8', 'replace')):08x}"


def _add(found: list[Simple], given: Simple, deep: int) -> None:
    bare = _bare(list(given.words))
    where, line = inner(bare) if bare and deep else ((), "")
    if line:
        if where:
            found.append(given._replace(words=where, writes=()))
        there = list(parse(line, deep - 1))
        if there:
            there[0] = there[0]._replace(piped=given.piped)
            writes = (*there[-1].writes, *given.writes)
            there[-1] = there[-1]._replace(writes=writes, ends=there[-1].ends or given.ends)
        found += there
    elif bare:
        found.append(given._replace(words=tuple(bare)))
    elif given.writes:
        found.append(given._replace(words=(":",)))


def _without_heredocs(text: str) -> str:
    kept, at = [], 0
    for match in _HEREDOC.finditer(text):
        if match.start() < at:
            continue  # inside a body
        line_end = text.find("\n", match.end())
        if line_end < 0:
            break
        kept.append(text[at : match.start()] + text[match.end() : line_end])
        close = re.compile(rf"^[ \t]*{match[2]}[ \t]*\)?$", re.M).search(text, line_end + 1)
        at = close.end() if close else len(text)
    return "".join(kept) + text[at:]


def _bare(words: list[str]) -> list[str]:
    """The words from the program's name on."""
    at, taken = 0, 0
    while at < len(words) and taken < 8:
        word = words[at].lstrip("(")
        if not word or word in KEYWORDS or _ASSIGNMENT.match(word):
            at += 1
            continue
        name = word.rsplit("/", 1)[-1]
        if name in WRAPPERS:
            at = _after_options(words, at + 1) + WRAPPERS[name]
        elif name in RUNNERS and at + 2 < len(words) and _runs(name, words[at + 1]):
            at = _after_options(words, at + 2)
        else:
            return [word, *(w.rstrip(")") or w for w in words[at + 1 :])]
        taken += 1
    return []


def _runs(name: str, verb: str) -> bool:
    """Does `uv run` and the like start a program? `npm run` names a script of the package."""
    return verb in _RUN and (verb != "run" or name not in ("npm", "pnpm"))


def _after_options(words: list[str], at: int) -> int:
    while at < len(words) and (words[at].startswith("-") or _ASSIGNMENT.match(words[at])):
        at += 2 if words[at] in TAKE_VALUE else 1
    return at
