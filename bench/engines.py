"""Engines over the same terms and the same questions: tacit's, and those that it was chosen from.

Each takes analysed texts, words joined by blanks as `tacit.advise.terms` makes them, writes its
index into a folder, and gives the ways in which it can be asked: each returns the numbers of the
best texts, best first.
"""

import importlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from tacit.advise import engine as ours
from tacit.advise.engine import Phrase, Reader, Writer

MOST = 16  # texts that are ranked
K1, B = 1.2, 0.75  # what tantivy and FTS5 do not let anybody choose
STEP = 0.25  # of weight; an engine that knows no weights is asked the same once for each
BETWEEN = "|"  # stands between fields


@dataclass(frozen=True, slots=True)
class Question:
    """All words of a question, and what tacit asks its engine: phrases and what they weigh."""

    words: Sequence[str]
    asked: Mapping[Phrase, float]


Ask = Callable[[Question], Sequence[int]]
Engine = Callable[[Sequence[str], Path], Mapping[str, Ask]]


def tantivy(texts: Sequence[str], folder: Path) -> Mapping[str, Ask]:
    """As tacit uses it: BM25 over one text in which each field comes as often as it weighs."""
    writer = Writer(folder, anew=True)
    for number, text in enumerate(texts):
        writer.add(number, text, b"")
    writer.commit()
    reader = Reader(folder)

    def ask(question: Question, postings: float) -> list[int]:
        with patch.object(ours, "_PHRASES", postings):
            return [number for number, _ in reader.search(question.asked, MOST)]

    return {
        "tantivy, as it is": partial(ask, postings=ours._PHRASES),
        "the same, all phrases": partial(ask, postings=inf),
        "the same, no phrases": partial(ask, postings=0),
    }


def fts5(texts: Sequence[str], folder: Path) -> Mapping[str, Ask]:
    """SQLite FTS5, which knows no weights of what is asked."""
    db = sqlite3.connect(folder / "text.db")
    form = f"""words, content='', tokenize="unicode61 tokenchars '{BETWEEN}'" """
    db.execute(f"CREATE VIRTUAL TABLE text USING fts5({form})")
    db.executemany("INSERT INTO text(rowid, words) VALUES (?, ?)", enumerate(texts))
    db.execute("INSERT INTO text(text) VALUES ('optimize')")
    db.commit()

    def ask(phrases: Sequence[Phrase]) -> list[int]:
        words = " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
        sql = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
        return [number for (number,) in db.execute(sql, (words, MOST))] if words else []

    return {
        "SQLite FTS5, same terms": lambda question: ask(repeated(question.asked)),
        "the same, without weights": lambda question: ask([*question.asked]),
        "the same, all words by OR": lambda question: ask([(w,) for w in set(question.words)]),
    }


def bm25s(texts: Sequence[str], folder: Path) -> Mapping[str, Ask]:
    """bm25s, memory-mapped. Raises ImportError where it is not installed."""
    module: Any = importlib.import_module("bm25s")
    index = module.BM25(k1=K1, b=B)
    index.index(module.tokenization.Tokenized(*numbered(texts)), show_progress=False)
    index.save(folder, show_progress=False)
    index = module.BM25.load(folder, mmap=True, show_progress=False)

    def ask(question: Question) -> list[int]:
        words = [word for word, *rest in repeated(question.asked) if not rest]
        known = [word for word in words if word in index.vocab_dict]
        if not known:
            return []
        first = min(MOST, len(texts))
        found, scores = index.retrieve([known], k=first, show_progress=False)
        return [int(n) for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    return {"bm25s, same terms, no phrases": ask}


def numpy(texts: Sequence[str], folder: Path) -> Mapping[str, Ask]:
    """BM25 with what each posting adds computed beforehand, summed in one array of all texts."""
    numbers, vocabulary = numbered(texts)
    lengths = np.array([len(words) for words in numbers])
    documents = np.repeat(np.arange(len(texts)), lengths)
    cells = np.concatenate([np.array(words, dtype=np.int64) for words in numbers]) * len(texts)
    places, counts = np.unique(cells + documents, return_counts=True)
    terms, holders = np.divmod(places, len(texts))
    starts = np.searchsorted(terms, np.arange(len(vocabulary) + 1))
    half = K1 * (1 - B + B * lengths[holders] / lengths.mean())
    adds = (counts / (counts + half)).astype(np.float16)
    held = np.diff(starts)
    rarity = np.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
    holders = holders.astype(np.int32)
    np.savez(folder / "text.npz", holders=holders, adds=adds, starts=starts, rarity=rarity)

    def ask(question: Question) -> list[int]:
        scores = np.zeros(len(texts), np.float32)
        for (word, *rest), weight in question.asked.items():
            if not rest and (term := vocabulary.get(word)) is not None:
                part = slice(starts[term], starts[term + 1])
                scores[holders[part]] += weight * rarity[term] * adds[part]
        best = np.argpartition(-scores, min(MOST, len(texts) - 1))[:MOST]
        ordered = best[np.argsort(-scores[best], kind="stable")]
        return [int(number) for number in ordered if scores[number] > 0]

    return {"BM25 in NumPy, no phrases": ask}


def repeated(asked: Mapping[Phrase, float]) -> list[Phrase]:
    """Each phrase as often as it weighs, at least once."""
    return [words for words, weight in asked.items() for _ in range(max(1, round(weight / STEP)))]


def numbered(texts: Sequence[str]) -> tuple[list[list[int]], dict[str, int]]:
    """Each text's words as numbers, and which number each word has."""
    known: dict[str, int] = {}
    words = (filter(BETWEEN.__ne__, text.split()) for text in texts)
    return [[known.setdefault(word, len(known)) for word in several] for several in words], known
