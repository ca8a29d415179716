"""What a project is about, in weighted terms: of its files, or of words that describe it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tacit.advise.fingerprint import Fingerprint
from tacit.advise.plain import COMMON, GENERIC_LIBRARIES, HOUSEKEEPING
from tacit.advise.term import Term, of_text
from tacit.advise.terms import analyse

# How much each part of a project says about what it is for.
_WEIGHTS = {
    "TECHSPEC.md": 2.5,
    "program.md": 2.5,
    "dependency": 2.0,
    "repository": 1.5,
    "folder": 1.0,
    "branch": 2.2,
    "commits": 2.2,
    "README": 1.5,
    "CLAUDE.md": 0.7,
}
_GENERIC = 0.2  # of a library or a word that nearly every project has
_TEXT = 20_000
_LISTED = re.compile(
    r"\b(?:requirements(?:\.txt)?|dependencies|deps|packages)[\"']?[ \t]*[:=][ \t]*\[?"
    r"([^\]\n]{0,4000})",
    re.I,
)
# A version that is asked for, and a module that is run.
_PINNED = re.compile(r"\b([A-Za-z][\w.-]{0,80})(?:\[[\w,. -]{0,80}\])? ?[=~<>]= ?v?\d[\w.*]{0,20}")
_RUN = re.compile(r"(?<!\S)-m ([A-Za-z]\w{0,80})\b")
_SEPARATOR = re.compile(r"[\s,;\"']+")


def of_project(found: Fingerprint) -> Iterator[Term]:
    """The terms of a project's files, each by what its file says about the project."""
    yield from _of_dependencies(found.dependencies)
    for source, text in (
        ("TECHSPEC.md", found.techspec),
        ("program.md", found.program),
        ("repository", found.repository),
        ("folder", found.folder),
        ("branch", found.branch),
        ("commits", "\n".join(found.commits)),
        ("README", found.readme),
        ("CLAUDE.md", found.claude_md),
    ):
        yield from _of_words(text, _WEIGHTS[source], source)


def of_description(text: str) -> Iterator[Term]:
    """The terms of a project described in words, with what it lists as its dependencies."""
    text = text[:_TEXT]
    names: list[str] = []
    for listed in _LISTED.finditer(text):
        names += filter(None, _SEPARATOR.split(listed[1]))
    names += [name for form in (_PINNED, _RUN) for name in form.findall(text)]
    yield from _of_dependencies(names[:200])
    yield from _of_words(_LISTED.sub(" ", text), 1.5, "project")


def _of_words(text: str, weight: float, source: str) -> Iterator[Term]:
    """The words, those of any project's front page for little."""
    for term in of_text(text, weight, source):
        usual = term.words[0] in HOUSEKEEPING
        yield replace(term, weight=term.weight * _GENERIC) if usual else term


def _of_dependencies(names: Iterable[str]) -> Iterator[Term]:
    for name in names:
        words = tuple(analyse(name))
        if words:
            generic = " ".join(words) in GENERIC_LIBRARIES or set(words) <= COMMON
            weight = _WEIGHTS["dependency"] * (_GENERIC if generic else 1.0)
            yield Term(words, weight, "dependency", name)
