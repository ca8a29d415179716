"""Figures and versions that a tool's output shows: results and the environment they hold for."""

import re
from collections.abc import Iterable, Iterator

from tacit.draft.skill import Measure

MOST = 12
_METRIC = re.compile(
    r"(?i)\b((?:(?:val|valid|validation|test|train|eval|final|best)[ _]?|(?:[a-z0-9]{1,20}_){1,3})?"
    r"(?:loss|accuracy|acc|f1|auc|perplexity|ppl|bleu|rouge|rmse|mae|mse|iou|wer|reward))"
    r"\b[\"']?(?:[ \t]{0,4}[:=][ \t]{0,4}|[ \t]{1,4}(?=[-+]?\d{1,12}\.\d))"
    r"([-+]?\d{1,12}(?:\.\d{1,12})?(?:e[-+]?\d{1,3})?%?)(?![\w.])"
)
_TESTS = re.compile(r"\b(\d{1,6} passed)\b")
_VERSIONS = (
    ("Python", re.compile(r"\b[Pp]ython (\d\.\d{1,2}(?:\.\d{1,2})?)\b")),
    ("Node.js", re.compile(r"\bNode\.js v(\d{1,2}\.\d{1,3}\.\d{1,3})\b")),
    ("torch", re.compile(r"\b(?:py)?torch(?:==| (?:version )?)(\d\.\d{1,2}\.\d{1,2}[+\w.]{0,12})")),
    ("CUDA", re.compile(r"\bCUDA(?: Version)?: ?(\d{1,2}\.\d{1,2})\b")),
    ("GPU", re.compile(r"\b(NVIDIA [A-Z0-9][\w-]{1,20}(?: [A-Z0-9][\w-]{0,20}){0,4})")),
    ("Platform", re.compile(r"^platform (\w{3,12}) -- ", re.M)),
)
_INSTALLED = re.compile(r"^Successfully installed ([^\n]{1,2000})", re.M)
_PACKAGE = re.compile(r"([A-Za-z][\w.-]{0,60}?)-(\d[\w.+]{0,30})(?=\s|$)")


def results(outputs: Iterable[tuple[str, str]]) -> tuple[Measure, ...]:
    """The last value of each metric in (id, output) pairs, and how many tests passed."""
    found: dict[str, Measure] = {}
    for i, text in outputs:
        for match in _METRIC.finditer(text):
            metric = " ".join(match[1].split())
            found[metric.lower()] = Measure(name=metric, value=match[2], evidence=(i,))
        for match in _TESTS.finditer(text):
            found["tests"] = Measure(name="tests", value=match[1], evidence=(i,))
    return tuple(found.values())[:MOST]


def environment(outputs: Iterable[tuple[str, str]]) -> tuple[Measure, ...]:
    """The versions and the hardware that (id, output) pairs show; the last word counts."""
    found: dict[str, Measure] = {}
    for i, text in outputs:
        for name, value in _shown(text):
            found[name.lower()] = Measure(name=name, value=value, evidence=(i,))
    return tuple(found.values())[:MOST]


def _shown(text: str) -> Iterator[tuple[str, str]]:
    for name, pattern in _VERSIONS:
        if found := pattern.findall(text):
            yield name, found[-1]
    for line in _INSTALLED.findall(text):
        yield from _PACKAGE.findall(line)
