"""The sentence encoder of a daemon: opened in the background, so that no hook waits for it."""

import logging
import threading
from pathlib import Path

from tacit.advise.meaning import Meaning, folder_of
from tacit.advise.modelfolder import stamp
from tacit.advise.near import Near
from tacit.advise.query import Query
from tacit.errors import EncoderError

log = logging.getLogger(__name__)


class Meanings:
    """Has the model open that the configuration names; until it is, words alone find skills."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._wanted: tuple[Path, bytes] | None = None
        self._open: Meaning | None = None

    def near(self, semantic_model: str, query: Query) -> Near | None:
        """What lies near the query by meaning; None where nothing says so (yet)."""
        folder = folder_of(semantic_model)
        if folder is None:
            return None
        meaning = self._latest(folder)
        try:
            return meaning.near(query) if meaning else None
        except EncoderError as refusal:
            self._fail(folder, refusal)
            return None

    def _latest(self, folder: Path) -> Meaning | None:
        """The model as it is now in the folder; where it is another, its opening has begun."""
        now = (folder, stamp(folder))
        with self._lock:
            if self._wanted != now:
                self._wanted, self._open = now, None
                opening = threading.Thread(target=self._opened, args=now, daemon=True)
                opening.start()
            return self._open

    def _opened(self, folder: Path, model: bytes) -> None:
        try:
            found = Meaning.open(folder, self._index)
        except EncoderError as refusal:
            log.warning("%s", refusal)
            return
        with self._lock:
            if self._wanted == (folder, model):
                self._open = found

    def _fail(self, folder: Path, refusal: EncoderError) -> None:
        """Not again, until the folder holds something else."""
        log.warning("%s", refusal)
        with self._lock:
            if self._wanted and self._wanted[0] == folder:
                self._open = None
