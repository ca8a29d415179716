"""What the index keeps of a skill: the words that find it, and what is shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import orjson

from tacit.advise.entry import Entry, Source, Trouble
from tacit.advise.naming import as_one
from tacit.advise.sections import triggers
from tacit.advise.terms import analyse, packed, pieces, unpacked
from tacit.episodes.signature import signature
from tacit.errors import RegistryError
from tacit.registry.skill import Skill, TroubleEntry
from tacit.registry.verified import held_on, last

# A skill is read this far; what comes after is still in the file that the advice names.
BODY = 300_000
_TROUBLES = 200
_TROUBLE = 20_000
_SIGNATURE = 1_000
# What a skill says of itself in one line tells more than a word somewhere in it. An identifier's
# parts come once more, behind the body that has it whole.
_NAME, _DESCRIPTION, _TRIGGERS, _ERRORS = 6, 6, 2, 2
_ERROR = 3
# Stands between fields: no phrase reaches over it, and no analysed word is it.
_BETWEEN = "|"
_UID = 63  # bits


@dataclass(frozen=True, slots=True)
class TroubleDocument:
    """A troubleshooting entry: its analysed text, its signature, and what is shown of it."""

    text: str
    signature: str
    shown: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A skill as the engine takes it. `same` is equal where two skills say the same.

    `shown`: what is shown of it, and where in its file the body is; the body itself stays there.
    """

    path: str
    same: bytes
    text: str
    terms: bytes
    length: int
    shown: bytes
    troubles: tuple[TroubleDocument, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a file's text a skill's body is; `digest` tells whether it still is that body."""

    start: int
    length: int
    digest: str

    def cut(self, text: str) -> str:
        """The body, "" where the text is another one by now."""
        body = text[self.start : self.start + self.length]
        return body if digest(body) == self.digest else ""


def document(skill: Skill, text: str) -> Document:
    """The document of a skill whose file has this text."""
    troubles = skill.troubles[:_TROUBLES]
    words = _words(skill, "\n".join(f"{one.error}\n{one.text[:_TROUBLE]}" for one in troubles))
    counted = [word for word in words if word != _BETWEEN]
    return Document(
        skill.path,
        _same(skill),
        " ".join(words),
        packed(counted),
        len(counted),
        _shown(skill, text, len(counted)),
        tuple(map(_trouble, troubles)),
    )


def _trouble(found: TroubleEntry) -> TroubleDocument:
    error, text = found.error[:_TROUBLE], found.text[:_TROUBLE]
    told = storable(found.signature or signature(error))[:_SIGNATURE]
    words = _joined((analyse(error), _ERROR), (analyse(text), 1))
    shown = orjson.dumps([told, storable(error), storable(text)])
    return TroubleDocument(" ".join(words), told, shown)


def uid(url: str, path: str, entry: int = 0) -> int:
    """The lasting number of a skill in a registry, or of an entry of it, counted from 1."""
    name = f"{url}\0{path}\0{entry}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest()) >> (64 - _UID)


def numbered(shown: bytes, number: int) -> bytes:
    """What is shown of a skill with its registry's number, or of an entry with its skill's."""
    return b"%d\n" % number + shown


def entry(number: int, shown: bytes, terms: bytes, sources: Sequence[Source]) -> Entry:
    """The skill as it is shown. Raises RegistryError where `shown` is none of ours."""
    source, form = _read(shown)
    name, path, description, author, day, verified, on, length = form[:8]
    here = sources[source]
    return Entry(
        number,
        name,
        description,
        path,
        author,
        day,
        here.url,
        str(here.root),
        unpacked(terms),
        verified,
        on,
        length,
        digest=form[-1],
    )


def span(shown: bytes) -> Span:
    """Where the skill's body is. Raises RegistryError where `shown` is none of ours."""
    return Span(*_read(shown)[1][8:])


def trouble(number: int, shown: bytes) -> Trouble:
    """The entry as it is shown. Raises RegistryError where `shown` is none of ours."""
    of, form = _read(shown)
    return Trouble(number, of, *form)


def _read(shown: bytes) -> tuple[int, list[Any]]:
    try:
        number, _, form = shown.partition(b"\n")
        return int(number), orjson.loads(form)
    except ValueError as error:
        raise RegistryError(f"the index is broken: {error}") from None


def digest(text: str) -> str:
    """Changes when the text does."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _words(skill: Skill, errors: str) -> list[str]:
    body = skill.body[:BODY]
    return _joined(
        (analyse(skill.name), _NAME),
        (as_one(skill.name), _NAME),
        (analyse(skill.description), _DESCRIPTION),
        (analyse(triggers(body)), _TRIGGERS),
        (analyse(errors), _ERRORS),
        (analyse(body), 1),
        (pieces(f"{skill.name} {skill.description} {body}"), 1),
    )


def _joined(*fields: tuple[list[str], int]) -> list[str]:
    """The fields one after the other, each as often as it weighs."""
    found: list[str] = []
    for words, weight in fields:
        if words:
            found += [*words, _BETWEEN] * weight
    return found


def _same(skill: Skill) -> bytes:
    told = [(one.error, one.text, one.signature) for one in skill.troubles]
    text = repr((skill.name, skill.description, skill.body, told))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _shown(skill: Skill, text: str, length: int) -> bytes:
    body = skill.body[:BODY]
    start = len(text.rstrip()) - len(skill.body)
    day = last(skill, date.today())
    return orjson.dumps(
        [
            *map(storable, (skill.name, skill.path, skill.description, skill.author, skill.date)),
            day.isoformat() if day else "",
            storable(held_on(skill)),
            length,
            *(start, len(body), digest(body)),
        ]
    )


def storable(text: str) -> str:
    """The text without lone surrogates, which neither an index nor a reply can carry."""
    return text.encode("utf-8", "replace").decode()
