"""How rare a term is: in the registry, and in technical text where a registry is too small to say.

Of fifty skills three have "learning" and three "protein"; that the first says little nobody can
tell from them. So each registry counts as if it had 200 skills more, with the words of any
technical text: `rarity.toml` has the shares of documents that have a word, in the sources of Python
and of 22 packages, counted by `bench/rarity.py`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from pathlib import Path

from tacit.advise.index import Index
from tacit.advise.term import Term

_TABLE = Path(__file__).with_suffix(".toml")
# In a registry of one, every word would else be either in all skills or in none.
_PSEUDO = 200

Rarity = Mapping[tuple[str, ...], float]


def prepare() -> None:
    """Read the table now, so that the first request need not wait for it."""
    _shares()


def rarities(index: Index, terms: Iterable[Term]) -> Rarity:
    """How rare each term is, 0 to 1; one that neither a skill nor other text has is 1."""
    terms = tuple(terms)
    known = index.frequencies({word for term in terms for word in term.words})
    return rarities_of(index.skills, known, terms)


def rarities_of(skills: int, known: Mapping[str, int], terms: Iterable[Term]) -> Rarity:
    """The same, from how many skills there are and how many of them have each word."""
    most = log(1 + skills + _PSEUDO)
    usual = _shares()

    def rarity(word: str) -> float:
        held = known.get(word, 0) + _PSEUDO * usual.get(word, 0.0)
        return log(1 + (skills + _PSEUDO) / (held + 1)) / most

    return {words: max(map(rarity, words)) for words in {term.words for term in terms}}


def mass(terms: Iterable[Term], rarity: Rarity) -> float:
    """The sum of the terms' weights times their rarities."""
    return sum(term.weight * rarity[term.words] for term in terms)


@lru_cache(maxsize=1)
def _shares() -> Mapping[str, float]:
    """The share of the documents that have a word; those that few have are left out."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["shares"]
    return {word: float(share) for share, words in table.items() for word in words.split()}
