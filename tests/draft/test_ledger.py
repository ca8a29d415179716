"""What calls cost, and the budget that stops them."""

import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.draft.ledger import Ledger, Spent, spent
from tacit.draft.prices import Price, Usage, price
from tacit.errors import ModelError
from tacit.options import Model
from tacit.store import Database, connect

COUNT = st.integers(0, 10**6)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tacit.db"


def entered(db: Database, at: datetime, dollars: float) -> None:
    values = (at.astimezone().timestamp(), "m", 10, dollars)
    db.execute("INSERT INTO spent (at, model, tokens, dollars) VALUES (?, ?, ?, ?)", values)


def test_a_day_and_a_month_are_the_calendars(file: Path) -> None:
    db = connect(file)
    for day, dollars in ((1, 1.0), (2, 2.0), (3, 4.0)):
        entered(db, datetime(2026, 3, day, 0, 0), dollars)
    entered(db, datetime(2026, 2, 28, 23, 59), 8.0)
    now = datetime(2026, 3, 3, 12, 0).astimezone().timestamp()
    assert spent(db, now) == (Spent(10, 4.0), Spent(30, 7.0))
    db.close()


def test_a_call_counts_at_its_worst_until_it_is_settled(file: Path) -> None:
    ledger = Ledger(file, Model(max_dollars_a_day=1.0))
    entry = ledger.reserve(1000, 0.75)
    with pytest.raises(ModelError, match=r"the budget of \$1 a day"):
        ledger.reserve(1000, 0.5)
    ledger.settle(entry, 10, 0.25)
    ledger.reserve(1000, 0.75)


def test_many_at_once_stay_within_the_budget(file: Path) -> None:
    ledger = Ledger(file, Model(max_dollars_a_day=1.0))
    connect(file).close()

    def call() -> None:
        with suppress(ModelError):
            ledger.reserve(1, 0.25)

    threads = [threading.Thread(target=call) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db = connect(file)
    assert spent(db)[0] == Spent(4, 1.0)
    db.close()


@given(st.builds(Usage, COUNT, COUNT, COUNT, COUNT))
def test_no_call_costs_more_than_its_worst(usage: Usage) -> None:
    cost = Price(3, 15)
    most_in = usage.fresh + usage.written + usage.read
    assert cost.of(usage) <= cost.worst(most_in, usage.out) + 1e-9


def test_a_dated_name_has_the_price_of_its_model() -> None:
    assert price(Model(name="claude-haiku-4-5-20251001")) == Price(1, 5)
    assert price(Model()) == Price(0.1, 0.5)


@pytest.mark.parametrize("name", ["claude-haiku", "claude-haiku-4-5-5", "claude-sonnet-5-9"])
def test_a_price_is_never_guessed(name: str) -> None:
    with pytest.raises(ModelError, match="no price is known"):
        price(Model(name=name))
    assert price(Model(name=name, prices=(2, 4))) == Price(2, 4)
