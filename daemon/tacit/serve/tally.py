"""All that the figures are made of, put together: transcripts, what is kept of them, the index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tacit import footprint
from tacit.advise.index import Index
from tacit.paths import Paths, client_config
from tacit.serve import queue
from tacit.serve.look_back import Back, files, look_back
from tacit.serve.survey import Asked, Told
from tacit.stats.count import figures
from tacit.stats.figures import Figures
from tacit.stats.knowledge import NOTHING, Knowledge, knowledge
from tacit.stats.merge import Merged, merged
from tacit.store import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures, what they were made from, and how far the transcripts were read."""

    figures: Figures
    happened: Merged
    known: Knowledge
    back: Back


def tally(
    db: Database,
    asked: Asked,
    where: Paths,
    since: datetime,
    told: Told,
    *,
    seconds: float = float("inf"),
) -> Tally:
    """The figures of what happened at `since` or later on this machine.

    `seconds`: how long transcripts may be read; what is left is counted. Raises RegistryError
    where the index is broken.
    """
    configs = [client_config(), *(Path(one.config) for one in footprint.records(where))]
    back = look_back(files(configs, since.timestamp()), asked, db, told, seconds=seconds)
    # As the client writes its times: they compare as text.
    day = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    happened = merged(back.uses, day, queue.announced(db))
    known = _known(where.index, (error.met.signature for error in happened.errors))
    return Tally(figures(happened, known, day), happened, known, back)


def _known(file: Path, signatures: Iterable[str]) -> Knowledge:
    index = Index.open(file)
    if index is None:
        return NOTHING
    try:
        return knowledge(index, signatures)
    finally:
        index.close()
