"""Long texts, cut in the middle: a command's head says what ran, its tail says what went wrong."""

from collections.abc import Mapping
from sys import getsizeof
from typing import Any

import orjson

# Characters that a text keeps. The client itself cuts a failing output to about 10,000; 99 of 100
# results are below 31,000.
CLIP = 20_000
MARK = "\n[… left out here …]\n"

_MAX_KEYS = 64
_MAX_NAME = 200
_MAX_PATH = 1000


def clip(text: str, limit: int = CLIP) -> str:
    """The text, or its head and tail around MARK, in at most `limit` characters."""
    if len(text) <= limit:
        return text
    half = max(0, limit - len(MARK)) // 2
    return text[:half] + MARK + text[len(text) - half :]


def name(value: object) -> str:
    """An id, a time or a tool's name, all of them ASCII and short; "" for anything else."""
    return value[:_MAX_NAME] if isinstance(value, str) and value.isascii() else ""


def path(value: object) -> str:
    """A path, a branch or a version as str; "" for anything else."""
    return value[:_MAX_PATH] if isinstance(value, str) else ""


def clip_input(given: Mapping[str, Any], limit: int = CLIP) -> tuple[dict[str, Any], int]:
    """A tool's input with each long text clipped, and about how many bytes of memory it takes.

    A list or object whose JSON is longer than `limit` becomes its JSON, clipped.
    """
    kept, size = {}, 0
    for key, value in given.items() if len(given) <= _MAX_KEYS else list(given.items())[:_MAX_KEYS]:
        if not isinstance(value, str):
            value, taken = _clip_value(value, limit)  # noqa: PLW2901 - the clipped for the whole
            size += taken
        else:
            if len(value) > limit:
                value = clip(value, limit)  # noqa: PLW2901 - the same
            size += getsizeof(value)
        kept[key[:_MAX_NAME]] = value
    return kept, size


def _clip_value(value: Any, limit: int) -> tuple[Any, int]:
    if not isinstance(value, list | dict):
        return value, 32
    try:
        form = orjson.dumps(value)
    except TypeError:  # nested deeper than JSON is written
        return MARK, 0
    if len(form) > limit:
        return clip(form.decode(), limit), limit
    return value, 30 * len(form)  # up to 90 bytes for the three characters of `[],`
