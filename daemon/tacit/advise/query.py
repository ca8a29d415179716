"""What is asked of the index at each moment: weighted terms, each with the place it came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tacit.advise.concepts import Concept, concepts
from tacit.advise.fingerprint import fingerprint
from tacit.advise.inflection import forms
from tacit.advise.plain import ERROR_WORDS
from tacit.advise.subject import of_description, of_project
from tacit.advise.term import Term, informative, merged, of_text
from tacit.advise.terms import analyse
from tacit.episodes.signature import core, signature
from tacit.options import Moment

_PAIRS = 200  # words of which the pairs are taken
_FORM = 0.3  # of another form of a word, against the word itself
_FORMS = 24  # words whose other forms are asked for
_CONCEPT = 0.7  # of the first name of a concept that is meant for certain
_NEXT_NAME = 0.9  # of each name of a concept, against the one before
_SHORT = 2000  # characters of a text that can be one message as a whole
_FEW = 3  # telling words; where an error's own lines have fewer, those around them are looked at
_AROUND = 0.5
_BESIDE = 0.4  # of a word in the other lines of what a tool gave back
_SCREEN = 6_000  # characters of these, the last
_PAIR, _SINGLE = 0.25, 0.5  # of a pair, and of a common word, against a telling one
_TEXT = 20_000
_PRIVATE = re.compile(r"<private>.*?(?:</private>|\Z)", re.S | re.I)
# A frame of a traceback: the package and the module of its file, not where that is installed.
_FRAME = re.compile(r'\bFile "[^"\n]{0,400}?((?:[^/"\n]{1,80}/){0,2}[^/"\n]{1,80})\.pyx?"')
_FRAMES = 2  # the innermost
_PLACES = frozenset({"home", "lib", "site", "package", "python3", "src", "usr", "main", "init"})


@dataclass(frozen=True, slots=True)
class Query:
    """A moment's question. `terms` are its own telling words; the others widen it or order.

    `wider`: other forms of them, and the names of the concepts that are meant. `order`: common
    words and pairs of words. `prior`: what the project is about. `core` and `signature` are those
    of the error, "" at the other moments; `wording` is each two words that stand side by side in
    it.
    """

    moment: Moment
    text: str
    terms: tuple[Term, ...] = ()
    order: tuple[Term, ...] = ()
    wider: tuple[Term, ...] = ()
    prior: tuple[Term, ...] = ()
    core: str = ""
    signature: str = ""
    wording: frozenset[tuple[str, str]] = frozenset()


def for_start(project: Path, goal: str = "") -> Query:
    """What the files of a project say it is about, and a goal where one is known."""
    terms = [*of_project(fingerprint(project)), *of_description(goal)]
    return Query("start", goal, merged(terms))


def for_prompt(text: str, project: Path | None) -> Query:
    """What the user's own words are about; what they marked as private is not looked at."""
    text = _PRIVATE.sub(" ", text[:_TEXT])
    terms = merged(of_text(text, 1.0, "prompt"))
    prior = merged(of_project(fingerprint(project))) if project and terms else ()
    meant = concepts(text)
    own = {term.words for term in terms}
    wider = tuple(one for one in merged(_widened(terms, meant)) if one.words not in own)
    return Query("prompt", text, terms, _pairs(text), wider, prior)


def for_error(text: str, project: Path | None = None) -> Query:
    """What an error says, in the lines that say it.

    `text`: what a tool gave back. One that holds no line that says an error asks nothing, unless
    it is short enough to be a message by itself.
    """
    lines = core(text) or (text if len(text) <= _SHORT else "")
    if not lines.strip():
        return Query("error", text[:_TEXT])
    terms = merged(of_text(lines, 1.0, "error", ERROR_WORDS))
    if len(terms) < _FEW and len(text) <= _SHORT:
        # The line that says it says little: "Error: exit status 128".
        around = of_text(text, _AROUND, "error", ERROR_WORDS)
        terms, lines = merged((*terms, *around)), text
    order = merged((*_pairs(lines), *_of_frames(text), *_around(text[-_SCREEN:])))
    return Query(
        "error",
        text[:_TEXT],
        terms,
        order,
        core=lines,
        signature=signature(text),
        # Of a long output the lines that say the error can stand far before the last ones.
        wording=_wording(lines) | _wording(text[-_SCREEN:]),
    )


def for_text(moment: Moment, text: str, project: Path | None = None) -> Query:
    """The question that a text asks at a moment: at `start` it describes a project."""
    if moment == "error":
        return for_error(text, project)
    if moment == "prompt":
        return for_prompt(text, project)
    return (
        for_start(project, text) if project else Query("start", text, merged(of_description(text)))
    )


def _of_frames(text: str) -> Iterator[Term]:
    """The library that raised it, by the files of the innermost frames; it only orders."""
    frames = _FRAME.findall(text[-_TEXT:])[-_FRAMES:]
    for word in dict.fromkeys(word for frame in frames for word in analyse(frame)):
        if informative(word) and word not in _PLACES:
            yield Term((word,), _SINGLE, "traceback", word)


def _around(text: str) -> Iterator[Term]:
    """The words of all its last lines: the one that says the error is often not the telling one."""
    for word in dict.fromkeys(analyse(text)):
        if informative(word) and word not in ERROR_WORDS:
            yield Term((word,), _BESIDE, "around", word)


def _wording(text: str) -> frozenset[tuple[str, str]]:
    """Each two words that stand side by side in a line."""
    lines = (analyse(line) for line in text.splitlines())
    return frozenset(pair for words in lines for pair in pairwise(words))


def _widened(terms: tuple[Term, ...], meant: Iterable[Concept]) -> Iterator[Term]:
    """Other forms of the terms, and what skills call that which the text says in plain words."""
    for term in terms[:_FORMS]:
        for form in forms(term.words[0]):
            yield Term((form,), _FORM * term.weight, "form", form)
    for concept in meant:
        weight = _CONCEPT * concept.certain
        for name in concept.names:
            words = analyse(name)
            for word in filter(informative, words):
                # A name of several words counts as one, whichever of them a skill has.
                yield Term((word,), weight / len(words) ** 0.5, "concept", name)
            weight *= _NEXT_NAME


def _pairs(text: str) -> tuple[Term, ...]:
    """All words and each two neighbours: exact wording orders what the terms found."""
    words = analyse(text)[:_PAIRS]
    pairs = (Term(pair, _PAIR, "wording", " ".join(pair)) for pair in pairwise(words))
    singles = (Term((word,), _SINGLE, "wording", word) for word in words if len(word) > 1)
    return merged((*pairs, *singles))
