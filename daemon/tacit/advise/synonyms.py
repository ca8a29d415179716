"""Everyday words that stand for each other: the pupil of one request is the child of another.

A book of how people say things has few of the words that people have. It need not repeat each
phrase for singers, patients and passengers if a request's word can stand for its like.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tacit.advise.inflection import stem
from tacit.advise.terms import analyse

_GROUPS = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """The stems that can stand for a stem, for each that has any."""
    alike: dict[str, dict[str, None]] = defaultdict(dict)
    for group in tomllib.loads(_GROUPS.read_text(encoding="utf-8"))["alike"]:
        stems = [stem(word) for word in analyse(group)]
        for one in stems:
            alike[one].update(dict.fromkeys(stems))
    return {one: tuple(other for other in all_ if other != one) for one, all_ in alike.items()}
