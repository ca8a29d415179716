"""What a program measured, read from its output: text, JSON, JSON lines and tables.

A row is what stands together: settings that the output names beside its metrics, and the metrics.
Values stay as they were printed.
"""

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_WORDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(words)
    for kind, words in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    ).items()
}
_NUMBER = r"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][-+]?\d{1,3})?%?|[-+]?(?i:nan|inf)"
_PAIR = re.compile(
    rf"(?<![\w.-])[\"']?([A-Za-z_][\w@/.-]{{0,40}})[\"']?"
    rf"(?:[ \t]{{0,4}}[:=][ \t]{{0,4}}|[ \t]{{1,4}}(?=[-+.\d]|nan|inf))"
    rf"[\"']?({_NUMBER})(?![\w.]*\w)"
)
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_VALUE = re.compile(_NUMBER)
_CELLS = re.compile(r"[|\u2502\u2503,]|\s{1,40}")
_RULE = re.compile(r"[\s|+:=\u2500-\u257f-]+")
_MOST_ROWS = 200
_TEXT = 20_000  # characters that are looked at, the last ones


class Row(NamedTuple):
    """Settings and metrics that stand together, as printed. progress: which point of a run."""

    settings: Mapping[str, str]
    metrics: Mapping[str, str]
    progress: str = ""


@lru_cache(maxsize=1024)  # outputs repeat their few names
def direction(name: str) -> int:
    """1 where more of the metric is better, -1 where less is, 0 where the name tells no metric."""
    words = [word.lower() for word in _SPLIT.split(name) if word]
    alone = len(words) < 2
    while len(words) > 1 and words[-1] in _WORDS["after"]:
        words.pop()
    last = words[-1] if words else ""
    if last == "error" and not alone:
        return -1
    return (last in _WORDS["up"]) - (last in _WORDS["down"])


def held_out(name: str) -> bool:
    """Was it measured on data that was not trained on?"""
    return any(word.lower() in _WORDS["held_out"] for word in _SPLIT.split(name))


def unsaid(name: str) -> bool:
    """Does a setting of that name say nothing of how a run goes?"""
    return any(word.lower() in _WORDS["unsaid"] for word in _SPLIT.split(name))


def number(value: str) -> float:
    """The value as a number; not finite where it is none."""
    try:
        return float(value.rstrip("%"))
    except ValueError:
        return math.nan


def rows(text: str) -> tuple[Row, ...]:
    """The rows of an output, in order; those without a metric are left out."""
    text = text[-_TEXT:]
    found = list(_json(text)) or [*_table(text), *_lines(text)]
    return tuple(row for row in found if row.metrics)[-_MOST_ROWS:]


def last(found: tuple[Row, ...]) -> dict[str, str]:
    """The last value of each metric."""
    return {name: value for row in found for name, value in row.metrics.items()}


def _row(pairs: Iterator[tuple[str, str]]) -> Row:
    settings: dict[str, str] = {}
    metrics: dict[str, str] = {}
    progress = ""
    for name, value in pairs:
        if name.lower() in _WORDS["progress"]:
            progress += f"{name} {value} "
        elif direction(name):
            if _VALUE.fullmatch(value):
                metrics[name] = value
        elif not unsaid(name):
            settings[name] = value
    return Row(settings, metrics, progress)


def _lines(text: str) -> Iterator[Row]:
    for line in text.splitlines():
        if len(line) < 2_000:
            yield _row((name, value) for name, value in _PAIR.findall(line))


def _json(text: str) -> Iterator[Row]:
    """Rows of a JSON document or of JSON lines; numbers keep the form that they were printed in."""
    stripped = text.strip()
    if not stripped.startswith(("{", "[")):
        return
    try:
        yield from _objects(_loads(stripped), 0)
    except ValueError:
        for line in stripped.splitlines()[:_MOST_ROWS]:
            try:
                yield from _objects(_loads(line), 0) if line.startswith("{") else ()
            except (ValueError, RecursionError):
                continue
    except RecursionError:
        return


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def _objects(value: Any, depth: int) -> Iterator[Row]:
    """Each object with metrics of its own, or in the objects right inside it, is a row."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:_MOST_ROWS]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        row = _row(_flat(value))
        if row.metrics:
            yield row
        else:
            for item in list(value.values())[:50]:
                yield from _objects(item, depth + 1)


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and plain values, also of the objects inside: `config`, `summary`, `{"value": …}`."""
    for name, item in list(value.items())[:100]:
        inside = item.items() if isinstance(item, dict) and "value" not in item else ()
        for key, held in [(name, item), *list(inside)[:100]]:
            plain = held.get("value") if isinstance(held, dict) else held
            if isinstance(plain, str | bool):
                yield key, str(plain)[:60]


def _table(text: str) -> Iterator[Row]:
    """Rows under a head that names a metric and holds no number."""
    head: list[str] = []
    for line in text.splitlines():
        cells = [cell for cell in _CELLS.split(line.strip()) if cell] if len(line) < 500 else []
        if _RULE.fullmatch(line) and line.strip():
            continue
        if len(cells) > 1 and any(map(direction, cells)) and not any(map(_VALUE.fullmatch, cells)):
            head = cells
        elif head and len(cells) == len(head) and any(map(_VALUE.fullmatch, cells)):
            yield _row(zip(head, cells, strict=True))
        else:
            head = []
