"""A line's bytes ─► the records on it, intact ones saved out of whatever surrounds them.

Real files hold two records on one line, records cut short by the next one, runs of NUL, lone
surrogates and NaN. orjson reads what is well formed; the rest is decoded piece by piece.
"""

import json
import re
from typing import Any

import orjson

Record = dict[str, Any]

_WITHOUT_ID = ("summary", "file-history-snapshot")
_BLANK = " \t\r\n\0"
_START = re.compile(r'\{\s*"')
_CLEAN_END = re.compile(r"[ \t\r\n\0]*(?:\{|\Z)")
# Decoding starts anew at each `{"` of a broken line. This many times the line's length is scanned
# before the rest is given up: real records nest five deep, a hostile line as deep as it likes.
_SCANS = 8
_DEEP = 10_000  # what a piece nested too deep for the decoder costs


def decode(line: bytes) -> Record | None:
    """The one record that a well-formed line holds; None where `salvage` must look."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def salvage(line: bytes) -> tuple[list[Record], int]:
    """The records on a line, and how many malformed pieces lie beside them. Never raises."""
    text = line.decode("utf-8", "replace").strip(_BLANK)
    found: list[Record] = []
    at, malformed, broken = 0, 0, False
    left = _SCANS * len(text) + _DEEP
    while left > 0 and (start := _START.search(text, at)):
        broken = broken or bool(text[at : start.start()].strip(_BLANK))
        record, end, cost = _piece(text, start.start())
        left -= cost
        clean = _CLEAN_END.match(text, end) is not None
        if record is not None and (_is_record(record) or (clean and not broken)):
            malformed += broken
            found.append(record)
            # `{"a": "` cut short by `{"}": …` is an object too; the next record begins inside it.
            at, broken = (end, False) if clean else (start.end() - 1, True)
        else:
            at, broken = start.end() - 1, True
    broken = broken or bool(text[at:].strip(_BLANK))
    return found, malformed + broken


def _piece(text: str, start: int) -> tuple[Record | None, int, int]:
    """What decodes at `start` (None: nothing), where it ends, and what the attempt cost."""
    try:
        record, end = _DECODER.raw_decode(text, start)
        if "\\ud" in text[start:end].lower():
            whole = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
            record = _DECODER.decode(whole.decode())
    except json.JSONDecodeError as error:  # it counts the newlines before `pos`: not for nothing
        return None, start, error.pos - start + error.pos // 16 + 100
    except RecursionError:
        return None, start, _DEEP
    return record, end, 100


def _is_record(found: Record) -> bool:
    """Is it a record of its own, or a part of the broken one that it was found in?"""
    # These two of the older clients bear no id; a content block bears a type as well.
    return "uuid" in found or "sessionId" in found or found.get("type") in _WITHOUT_ID


def _number(digits: str) -> float:
    """An int, or for one too long for the machine a float, maybe infinite."""
    return int(digits) if len(digits) < 19 else float(digits)


_DECODER = json.JSONDecoder(
    parse_int=_number, parse_constant=lambda _: None, strict=False
)  # strict=False: raw control characters inside a string are no reason to lose a record
