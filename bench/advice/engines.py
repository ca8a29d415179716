"""Who is asked: tacit as it is installed, and two engines with nothing around them.

Each takes a folder of skills and labelled queries, and gives an answer a query, in their order.
"""

import importlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from advice.figures import Answer, Query

from tacit.registry.layouts import skills
from tacit.registry.skill import Skill

FIRST = 10  # skills that are ranked
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """The answers, by the paths of the skills, and the seconds that the index took."""

    answers: list[Answer]
    built: float


Engine = Callable[[Path, Sequence[Query]], Found]


def tacit(folder: Path, queries: Sequence[Query]) -> Found:
    """`tacit advise --batch`, in a home of its own; `ms` is its own word for what it took."""
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as home:
        file = Path(home, "queries.jsonl")
        rows = ({"id": one.id, "query": one.text, "moment": one.moment} for one in queries)
        command = [sys.executable, "-m", "tacit", "advise", "--registry", str(folder), "--json"]
        env = {"HOME": home, "PATH": os.environ["PATH"]}
        begun = time.perf_counter()
        subprocess.run([*command, "nothing"], env=env, stdout=subprocess.DEVNULL, check=True)
        built = time.perf_counter() - begun
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        done = subprocess.run(
            [*command, "--batch", str(file)], env=env, stdout=subprocess.PIPE, check=True
        )
    return Found([_said(json.loads(line)) for line in done.stdout.splitlines()], built)


def _said(form: dict[str, Any]) -> Answer:
    ranked = tuple(one["path"] for one in form["skills"])
    return Answer(form["silent"], form["confidence"], ranked, form["ms"])


def answered(file: Path, _: Path, queries: Sequence[Query]) -> Found:
    """What another tool said, kept in the form that `tacit advise --batch` prints."""
    forms = {form["id"]: form for form in map(json.loads, file.read_text().splitlines())}
    return Found([_said(forms[query.id]) for query in queries], 0.0)


def fts5(folder: Path, queries: Sequence[Query]) -> Found:
    """SQLite FTS5 as it comes: name, description and body, all words of the query joined by OR."""
    with tempfile.TemporaryDirectory(prefix="tacit-bench-") as top:
        begun = time.perf_counter()
        db = sqlite3.connect(Path(top, "text.db"))
        db.execute("CREATE VIRTUAL TABLE text USING fts5(path UNINDEXED, name, description, body)")
        db.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", map(_row, skills(folder)))
        db.commit()
        built = time.perf_counter() - begun
        answers = timed(partial(_ranked, db), queries)
        db.close()
    return Found(answers, built)


def _ranked(db: sqlite3.Connection, text: str) -> list[tuple[str, float]]:
    words = " OR ".join(f'"{word}"' for word in dict.fromkeys(WORD.findall(text.lower())))
    sql = "SELECT path, -rank FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
    return db.execute(sql, (words, FIRST)).fetchall() if words else []


def _row(skill: Skill) -> tuple[str, str, str, str]:
    return skill.path, skill.name, skill.description, skill.body


def bm25s(folder: Path, queries: Sequence[Query]) -> Found:
    """bm25s with its own tokenizer and defaults. Raises ImportError where it is not installed."""
    engine: Any = importlib.import_module("bm25s")
    begun = time.perf_counter()
    known = [_row(skill) for skill in skills(folder)]
    index = engine.BM25()
    texts = ["\n".join(row[1:]) for row in known]
    index.index(engine.tokenize(texts, show_progress=False), show_progress=False)
    built = time.perf_counter() - begun

    def ask(text: str) -> list[tuple[str, float]]:
        tokens = engine.tokenize(text, show_progress=False)
        first = min(FIRST, len(known))
        numbers, scores = index.retrieve(tokens, k=first, show_progress=False)
        ranked = zip(numbers[0], scores[0], strict=True)
        return [(known[number][0], float(score)) for number, score in ranked if score > 0]

    return Found(timed(ask, queries), built)


def timed(
    ask: Callable[[str], Iterable[tuple[str, float]]], queries: Sequence[Query]
) -> list[Answer]:
    """Ask each; an engine always speaks, and its best score is all the confidence that it has."""
    answers = []
    for query in queries:
        begun = time.perf_counter()
        ranked = list(ask(query.text))
        took = (time.perf_counter() - begun) * 1000
        best = max((score for _, score in ranked), default=0.0)
        answers.append(Answer(not ranked, best, tuple(path for path, _ in ranked), took))
    return answers
