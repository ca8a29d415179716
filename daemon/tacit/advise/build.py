"""Write a whole index from the registries' checkouts alone."""

from collections.abc import Sequence
from pathlib import Path

from tacit.advise.entry import Source
from tacit.advise.gather import gathered
from tacit.advise.generation import following
from tacit.advise.holdings import Held, Holdings
from tacit.advise.writing import Writing


def build(sources: Sequence[Source], folder: Path) -> None:
    """Index the skills of all sources in `folder`; the index appears whole or not at all.

    Skills that lint finds dangerous, in whichever of their files, are left out; what two
    registries hold alike is there once. Raises RegistryError where `folder` cannot be written.
    """
    with following(folder) as new:
        writing = Writing(new, sources)
        with Holdings.open(new) as holdings:
            for number, source in enumerate(sources):
                _write(number, source, holdings, writing)
        writing.commit()


def _write(number: int, source: Source, holdings: Holdings, writing: Writing) -> None:
    for document in gathered(source.root):
        held = Held(number, document.path, document.same, document.length)
        # Registries that began as one, or of which one was carried into the other.
        if holdings.first(document.same) is None:
            writing.add(number, document)
        holdings.add([held])
