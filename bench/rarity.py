"""How common words are in technical text: the table of daemon/tacit/advise/rarity.toml.

usage: bench/rarity.py FOLDER …

FOLDER: the sources of a package, its comments and docstrings included, but for its tests. They are
cut into documents as long as a skill; of each package at most three hundred are looked at, always
the same ones. A word's share is the mean of the packages', without the two that have it most often:
a package's own name is in all of its documents, and is not common for that.
"""

import random
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tacit.advise.terms import analyse

SEED = 7
DOCUMENTS = 300  # of a package
WORDS = 1_200  # of a document, the median of 2,658 skills is 1,071
FEW = 150  # words; a file with fewer is no document
OF_A_FILE = 2  # documents; a long file is much of one thing
TESTS = {"test", "tests", "testing", "site-packages"}
OWN = 2  # packages that have a word most often, left out
LEAST = 0.01  # share; a word below it is as rare as one that is in none

Shares = Mapping[str, float]


def main() -> None:
    """Print the table: share = the words that have it."""
    packages = [shares(list(documents(Path(folder)))) for folder in sys.argv[1:]]
    table: dict[float, list[str]] = defaultdict(list)
    for word in sorted({word for package in packages for word in package}):
        share = common(word, packages)
        if share >= LEAST:
            table[round(share, 2)].append(word)
    for share in sorted(table, reverse=True):
        words = textwrap.fill(" ".join(table[share]), 100)
        print(f'"{share:.2f}" = """\n{words}"""')


def documents(folder: Path) -> Iterator[set[str]]:
    """The words of each document of a package."""
    files = [file for file in sorted(folder.rglob("*.py")) if TESTS.isdisjoint(file.parts)]
    random.Random(SEED).shuffle(files)
    left = DOCUMENTS
    for file in files:
        for document in cut(analyse(file.read_text(encoding="utf-8", errors="replace")))[:left]:
            left -= 1
            yield set(document)


def cut(words: Sequence[str]) -> list[Sequence[str]]:
    """The documents of a file; none is much shorter than the others."""
    if len(words) < FEW:
        return []
    return [words[place : place + WORDS] for place in range(0, len(words), WORDS)][:OF_A_FILE]


def shares(found: Sequence[set[str]]) -> Shares:
    """The share of the documents that have each word."""
    counts = Counter(word for document in found for word in document)
    return {word: count / len(found) for word, count in counts.items()}


def common(word: str, packages: Sequence[Shares]) -> float:
    """The mean share of a word over the packages, but for the two where it is highest."""
    found = sorted(package.get(word, 0.0) for package in packages)[:-OWN]
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
