"""What the sessions of now were given: no passage twice in a context, no more than its budget.

The budget is a session's, its subagents' included: they are paid for by the same user. Both begin
anew when the client compacts the session, for then nothing of it is left.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tacit.serve.given import Given, Reader

_SESSIONS = 500  # that are remembered


@dataclass(slots=True)
class _Had:
    """What one session had: the passages by subagent ("" is the session itself), and how much."""

    passages: dict[str, set[str]] = field(default_factory=dict)
    units: int = 0


class Memory:
    """Asked and told by several threads at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._had: OrderedDict[str, _Had] = OrderedDict()

    def recall(self, given: Iterable[Given]) -> None:
        """Take up what sessions were given before this daemon started."""
        with self._lock:
            for one in given:
                self._add(one)

    def held(self, reader: Reader) -> frozenset[str]:
        """The passages that are in the reader's context."""
        with self._lock:
            had = self._had.get(reader.session)
            return frozenset(had.passages.get(reader.agent, ())) if had else frozenset()

    def left(self, session: str, budget: int) -> int:
        """How many UTF-16 units of the budget the session has not had."""
        with self._lock:
            had = self._had.get(session)
            return max(0, budget - (had.units if had else 0))

    def keep(self, given: Given, budget: int) -> bool:
        """Note what the reader gets; False where another answer took its place meanwhile."""
        with self._lock:
            had = self._had.get(given.reader.session, _Had())
            known = had.passages.get(given.reader.agent, set())
            if known.intersection(given.passages) or had.units + given.units > budget:
                return False
            self._add(given)
        return True

    def take_back(self, given: Given) -> None:
        """The answer was never read."""
        with self._lock:
            if had := self._had.get(given.reader.session):
                had.passages.get(given.reader.agent, set()).difference_update(given.passages)
                had.units -= given.units

    def forget(self, session: str) -> None:
        """The session's context was emptied."""
        with self._lock:
            self._had.pop(session, None)

    def _add(self, given: Given) -> None:
        had = self._had.setdefault(given.reader.session, _Had())
        had.passages.setdefault(given.reader.agent, set()).update(given.passages)
        had.units += given.units
        self._had.move_to_end(given.reader.session)
        while len(self._had) > _SESSIONS:
            self._had.popitem(last=False)
