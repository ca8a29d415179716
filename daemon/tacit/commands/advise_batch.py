"""The questions of a measurement: JSON lines in, one answer for each out."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import orjson

from tacit.errors import TacitError
from tacit.options import Moment


class Question(NamedTuple):
    """A line of the file; `id` is whatever stands there."""

    id: object
    text: str
    moment: Moment


def questions(batch: Path) -> Iterator[Question]:
    """The questions of the file, in order. Raises TacitError, with the line, at one that is none.

    A line without a moment is asked at a prompt.
    """
    known: dict[str, Moment] = {name: name for name in get_args(Moment)}
    try:
        lines = batch.read_bytes().splitlines()
    except OSError as error:
        raise TacitError(f"{batch} cannot be read: {error.strerror}") from None
    for number, row in enumerate(lines, start=1):
        if not row.strip():
            continue
        try:
            asked = orjson.loads(row)
            text, moment = str(asked["query"]), str(asked.get("moment") or "prompt")
        except (ValueError, TypeError, KeyError, AttributeError):
            raise TacitError(f"{batch}, line {number}: no JSON object with a query") from None
        if moment not in known:
            raise TacitError(f"{batch}, line {number}: {moment!r} is no moment")
        yield Question(asked.get("id"), text, known[moment])
