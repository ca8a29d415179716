"""Put documents into the two indexes of a generation, and keep count of them."""

from collections.abc import Sequence
from pathlib import Path

from tacit.advise.document import Document, numbered, uid
from tacit.advise.engine import Writer
from tacit.advise.entry import Source
from tacit.advise.facts import Facts, tell
from tacit.advise.generation import SKILLS, TROUBLES
from tacit.advise.holdings import Held


class Writing:
    """A generation that is being written; `last` are the facts of what is in it already."""

    def __init__(
        self, generation: Path, sources: Sequence[Source], last: Facts | None = None
    ) -> None:
        self._generation = generation
        self._sources = tuple(sources)
        self._skills = Writer(generation / SKILLS, anew=last is None)
        self._troubles = Writer(generation / TROUBLES, anew=last is None)
        self._held = list(last.held if last else (0 for _ in sources))
        self._length = last.length if last else 0
        self._gone = last.gone if last else 0

    def add(self, source: int, document: Document) -> None:
        """Add a skill of the registry of this number, and its troubleshooting entries."""
        url = self._sources[source].url
        number = uid(url, document.path)
        shown = numbered(document.shown, source)
        self._skills.add(number, document.text, shown, terms=document.terms)
        for place, one in enumerate(document.troubles, start=1):
            entry = uid(url, document.path, place)
            shown = numbered(one.shown, number)
            self._troubles.add(entry, one.text, shown, of=number, exact=one.signature)
        self._held[source] += 1
        self._length += document.length

    def remove(self, held: Held) -> None:
        """Remove a skill and its troubleshooting entries."""
        number = uid(self._sources[held.source].url, held.path)
        self._skills.remove("uid", number)
        self._troubles.remove("of", number)
        self._held[held.source] -= 1
        self._length -= held.length
        self._gone += 1

    def commit(self) -> None:
        """Bring it to disk, and write the facts down. Raises OSError, RegistryError."""
        self._skills.commit()
        self._troubles.commit()
        facts = Facts(self._sources, tuple(self._held), self._length, self._gone)
        tell(self._generation, facts)
