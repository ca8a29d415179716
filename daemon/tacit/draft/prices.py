"""What a call of a model costs, before it and after."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tacit.errors import ModelError
from tacit.options import Model

_DATED = re.compile(r"[-@]20\d{6}\Z")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a call, as the provider counted them. `fresh`: those in that no cache held."""

    fresh: int
    written: int
    read: int
    out: int

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.fresh + self.written + self.read + self.out


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars a million tokens, in and out."""

    into: float
    out: float

    def worst(self, most_in: int, most_out: int) -> float:
        """Dollars that a call can cost at most: all that goes in is written to the cache."""
        return self.of(Usage(0, most_in, 0, most_out))

    def of(self, usage: Usage) -> float:
        """Dollars that a call did cost."""
        list_ = _list()
        into = usage.fresh + usage.written * list_["cache_write"] + usage.read * list_["cache_read"]
        return float(into * self.into + usage.out * self.out) / 1_000_000


def price(model: Model) -> Price:
    """The price of the configured model.

    Raises ModelError where it is not known: a budget could not be kept.
    """
    if model.prices is not None:
        return Price(*model.prices)
    found = _list()["dollars"].get(_DATED.sub("", model.name))
    if found:
        return Price(*found)
    raise ModelError(f"no price is known for {model.name}; set `prices` under [model]")


@cache
def _list() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))
