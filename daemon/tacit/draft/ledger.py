"""What the model has cost, and whether another call may be made.

A call is entered with the most that it can cost before it is made, and corrected after: a crash
between the two has spent too much on paper, never too much in fact.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tacit.errors import ModelError
from tacit.options import Model
from tacit.store import Database, connect, transaction


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens and dollars of a day or a month."""

    tokens: int
    dollars: float


def spent(db: Database, now: float | None = None) -> tuple[Spent, Spent]:
    """What this host spent today and this month, by the local calendar; open calls at the most."""
    today = datetime.fromtimestamp(time.time() if now is None else now).astimezone()
    day = today.replace(hour=0, minute=0, second=0, microsecond=0)
    return _since(db, day), _since(db, day.replace(day=1))


def _since(db: Database, begin: datetime) -> Spent:
    row = db.execute(
        "SELECT COALESCE(SUM(tokens), 0), COALESCE(SUM(dollars), 0) FROM spent WHERE at >= ?",
        (begin.timestamp(),),
    ).fetchone()
    return Spent(int(row[0]), float(row[1]))


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of one store, under the limits of the configuration."""

    database: Path
    limits: Model

    def reserve(self, tokens: int, dollars: float) -> int:
        """Enter a call that may cost that much at most; the number of the entry.

        Raises ModelError where a limit of the day or the month does not leave as much.
        """
        db = connect(self.database)
        try:
            with transaction(db):
                self._check(db, tokens, dollars)
                made = db.execute(
                    "INSERT INTO spent (at, model, tokens, dollars) VALUES (?, ?, ?, ?)",
                    (time.time(), self.limits.name, tokens, dollars),
                )
                return int(made.lastrowid or 0)
        finally:
            db.close()

    def settle(self, entry: int, tokens: int, dollars: float) -> None:
        """Correct an entry to what the call did cost."""
        db = connect(self.database)
        try:
            change = "UPDATE spent SET tokens = ?, dollars = ? WHERE id = ?"
            db.execute(change, (tokens, dollars, entry))
        finally:
            db.close()

    def _check(self, db: Database, tokens: int, dollars: float) -> None:
        now, most = spent(db), self.limits
        limits = (
            ("day", now[0], most.max_dollars_a_day, most.max_tokens_a_day),
            ("month", now[1], most.max_dollars_a_month, most.max_tokens_a_month),
        )
        for name, known, most_dollars, most_tokens in limits:
            if known.dollars + dollars > most_dollars:
                raise ModelError(
                    f"the budget of ${most_dollars:g} a {name} leaves no room for a call "
                    f"(${known.dollars:.2f} spent)"
                )
            if known.tokens + tokens > most_tokens:
                raise ModelError(
                    f"the budget of {most_tokens} tokens a {name} leaves no room for a call "
                    f"({known.tokens} spent)"
                )
