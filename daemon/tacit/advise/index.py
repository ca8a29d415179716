"""Read the index: one open generation, memory-mapped, shared by the threads of a process."""

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tacit.advise import document
from tacit.advise.entry import Entry, Source, Trouble
from tacit.advise.facts import Facts, told, whole
from tacit.advise.generation import SKILLS, TROUBLES, current
from tacit.errors import RegistryError
from tacit.registry.tree import read

if TYPE_CHECKING:
    from tacit.advise.engine import Reader

_HOLDING = 1000  # skills that have a phrase
_TROUBLES = 200  # entries of one signature
_TRIES = 3

Asked = Iterable[Sequence[str]] | Mapping[tuple[str, ...], float]


class Index:
    """An open index. What is asked of a broken one raises RegistryError."""

    def __init__(self, facts: Facts, skills: "Reader", troubles: "Reader") -> None:
        self._facts = facts
        self._skills = skills
        self._troubles = troubles

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """The index in `folder`; None where there is none, or one of another form."""
        for _ in range(_TRIES):  # a writer may take a generation away before it is opened
            found = current(folder)
            facts = told(found) if found else None
            if found and facts:
                try:
                    return cls._of(found, facts)
                except RegistryError:
                    continue
        return None

    @classmethod
    def _of(cls, found: Path, facts: Facts) -> Self:
        # Not before there is an index to read: the engine is the largest thing in the daemon.
        from tacit.advise.engine import Reader  # noqa: PLC0415

        return cls(facts, Reader(found / SKILLS), Reader(found / TROUBLES))

    def close(self) -> None:
        """Nothing to do: what is open is closed when nobody holds it any more."""

    @property
    def skills(self) -> int:
        """How many skills there are."""
        return self._facts.skills

    @property
    def length(self) -> float:
        """The mean length of a skill in terms, each field's by its weight."""
        return self._facts.length / max(1, self.skills)

    def sources(self) -> tuple[Source, ...]:
        """The registries in it and the commits that they stood at."""
        return self._facts.sources

    def held(self) -> dict[str, int]:
        """How many skills each registry has in the index, by its address."""
        return self._facts.by_registry()

    def ids(self) -> list[int]:
        """Of all skills; a skill keeps its id for as long as it stays where it is."""
        return sorted(self._skills.every())

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """How many skills have each of the terms; a term in none is left out."""
        found = self._skills.frequencies(terms)
        return {term: count for term, count in found.items() if count}

    def search(self, asked: Asked, most: int) -> list[tuple[int, float]]:
        """Ids and scores (BM25, larger is better) of the skills with any of the phrases.

        A phrase counts by its weight, or as often as it comes.
        """
        return self._skills.search(_weighted(asked), most)

    def search_troubles(self, asked: Asked, most: int) -> list[tuple[int, float]]:
        """Ids and scores of the troubleshooting entries with any of the phrases."""
        return self._troubles.search(_weighted(asked), most)

    def holding(self, phrase: Sequence[str]) -> set[int]:
        """The ids of the skills that have the words of the phrase side by side."""
        return self._skills.having(phrase, _HOLDING)

    def entries(self, ids: Iterable[int]) -> dict[int, Entry]:
        """The skills with these ids; one that is not there is left out."""
        kept = ((id_, self._skills.kept(id_)) for id_ in ids)
        return {
            id_: document.entry(id_, found.shown, found.terms, self.sources())
            for id_, found in kept
            if found
        }

    def every(self) -> list[Entry]:
        """All skills by name."""
        found = self.entries(self._skills.every()).values()
        return sorted(found, key=lambda one: (one.name, one.path))

    def body(self, id_: int) -> str:
        """The text of a skill below its frontmatter; "" where its file says something else by now.

        What was looked at when it was indexed is all that may be shown.
        """
        found = self._skills.kept(id_)
        if found is None:
            return ""
        here = document.entry(id_, found.shown, b"", self.sources())
        return document.span(found.shown).cut(read(Path(here.file)) or "")

    def troubles(self, ids: Collection[int] = (), signature: str = "") -> list[Trouble]:
        """The troubleshooting entries with these ids, and those with this signature."""
        same = self._troubles.same("exact", signature, _TROUBLES) if signature else []
        kept = ((id_, self._troubles.kept(id_)) for id_ in sorted({*same, *list(ids)[:_TROUBLES]}))
        return [document.trouble(id_, found.shown) for id_, found in kept if found]


def _weighted(asked: Asked) -> Mapping[tuple[str, ...], float]:
    return asked if isinstance(asked, Mapping) else Counter(map(tuple, asked))


class Latest:
    """The newest index in a folder; opened anew when another generation counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: tuple[Path | None, Index | None] = (None, None)

    def index(self) -> Index | None:
        """The index as it is now; None where there is none. Good for as long as it is held."""
        now = current(self.folder)
        with self._lock:
            if self._open[0] != now:
                self._open = (now, Index.open(self.folder) if now else None)
            return self._open[1]


def fresh(sources: Sequence[Source], folder: Path) -> bool:
    """Does the index in `folder` hold exactly these sources at these heads?"""
    found = current(folder)
    facts = told(found) if found else None
    return (
        found is not None
        and facts is not None
        and facts.sources == tuple(sources)
        and whole(found, facts)
    )
