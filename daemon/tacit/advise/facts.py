"""What an index holds, told in one small file: enough to know whether it is up to date."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from tacit.advise.entry import FORM, Source
from tacit.advise.generation import current

_FILE = "facts.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """`held`: skills by registry, in the order of `sources`. `length`: of all skills, in terms.

    `gone`: how many removed documents still count in the engine's statistics, at most.
    `files`: the size of each file besides, to see that none is missing or cut short.
    """

    sources: tuple[Source, ...]
    held: tuple[int, ...]
    length: int = 0
    gone: int = 0
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def skills(self) -> int:
        """How many skills there are."""
        return sum(self.held)

    def by_registry(self) -> dict[str, int]:
        """How many skills each registry has in the index, by its address."""
        found: Counter[str] = Counter()
        for source, count in zip(self.sources, self.held, strict=True):
            found[source.url] += count
        return dict(found)


def latest(folder: Path) -> Facts | None:
    """The facts of the index in `folder` as it counts now; None where there is none."""
    found = current(folder)
    return told(found) if found else None


def told(generation: Path) -> Facts | None:
    """The facts of a generation; None where there are none, or of another form."""
    try:
        form, sources, held, length, gone, files = orjson.loads((generation / _FILE).read_bytes())
        if form != FORM:
            return None
        known = tuple(Source(url, Path(root), head) for url, root, head in sources)
        return Facts(known, tuple(map(int, held)), int(length), int(gone), dict(files))
    except (OSError, ValueError, TypeError):
        return None


def tell(generation: Path, facts: Facts) -> None:
    """Write the facts of a generation, the last of its files. Raises OSError."""
    sources = [(one.url, str(one.root), one.head) for one in facts.sources]
    form = (FORM, sources, facts.held, facts.length, facts.gone, _sizes(generation))
    (generation / _FILE).write_bytes(orjson.dumps(form))


def whole(generation: Path, facts: Facts) -> bool:
    """Are all its files there, as long as they were?"""
    return _sizes(generation) == facts.files


def _sizes(generation: Path) -> dict[str, int]:
    return {
        str(file.relative_to(generation)): file.stat().st_size
        for file in sorted(generation.rglob("*"))
        if file.is_file() and file.name != _FILE and not file.name.endswith(".lock")
    }
