"""Edit JSON text in place: what is not edited keeps its bytes.

A settings file is its owner's: written by hand, kept in git, with an indentation and line breaks
of its own. So entries are put in and cut out of the text; nothing is parsed and dumped whole.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DECODER = json.JSONDecoder()
_MARK = "\ufeff"  # some editors begin a file with it, and the client does not mind
_SPACE = re.compile(r"[ \t\r\n]*")
_INDENT = re.compile(r"\{[ \t]*\r?\n([ \t]+)\"")

Key = str | int
Path = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A member of an object or an element of an array: where it lies in the text."""

    key: Key
    start: int  # of the member's key, or of the element
    value: int
    end: int


def value(text: str) -> Any:
    """What the text says. Raises ValueError where it is no JSON, or says a key twice."""
    try:
        return json.loads(
            text.removeprefix(_MARK), object_pairs_hook=_once, parse_constant=_not_json
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None


def added(text: str, path: Path, item: object) -> str:
    """The text with `item` appended to the array at `path`, which is made where it is missing."""
    start = _skip(text, text.startswith(_MARK))
    for depth, key in enumerate(path):
        found = next((i for i in _items(text, start) if i.key == key), None)
        if found is None:
            made: object = [item]
            for missing in reversed(path[depth + 1 :]):
                made = {missing: made}
            return _inserted(text, start, depth, made, key)
        start = found.value
    return _inserted(text, start, len(path), item)


def removed(text: str, path: Path) -> str:
    """The text without the member or element at `path`, and without the comma that held it."""
    start = _skip(text, text.startswith(_MARK))
    for key in path[:-1]:
        start = next(i.value for i in _items(text, start) if i.key == key)
    items = list(_items(text, start))
    at = next(n for n, i in enumerate(items) if i.key == path[-1])
    if len(items) == 1:
        return text[: start + 1] + text[_skip(text, items[0].end) :]
    if at:
        return text[: items[at - 1].end] + text[items[at].end :]
    return text[: items[0].start] + text[items[1].start :]


def _inserted(text: str, start: int, depth: int, item: object, key: Key | None = None) -> str:
    """Put an item at the end of the object or array that begins at `start`."""
    items = list(_items(text, start))
    end = items[-1].end if items else start + 1
    close = _skip(text, end)
    indent, newline = _style(text)
    wide = "\n" in text[start:close] or not items
    break_ = newline + indent * (depth + 1)
    body = json.dumps(item, indent=indent if wide else None, ensure_ascii=_ascii(text, item))
    body = body.replace("\n", break_)
    if key is not None:
        body = f"{json.dumps(key)}: {body}"
    if not items:
        return f"{text[: start + 1]}{break_}{body}{newline}{indent * depth}{text[close:]}"
    return f"{text[:end]},{break_ if wide else ' '}{body}{text[end:]}"


def _items(text: str, start: int) -> Iterator[_Item]:
    """The items of the object or array at `start`; the text is known to be JSON."""
    object_ = text[start] == "{"
    at, number = _skip(text, start + 1), 0
    while text[at] not in "]}":
        first, key = at, number
        if object_:
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # the colon
        _, end = _DECODER.raw_decode(text, at)
        yield _Item(key, first, at, end)
        at, number = _skip(text, end), number + 1
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _style(text: str) -> tuple[str, str]:
    found = _INDENT.search(text)
    return found.group(1) if found else "  ", "\r\n" if "\r\n" in text else "\n"


def _ascii(text: str, item: object) -> bool:
    """Write letters beyond ASCII escaped where the file does so, or where UTF-8 cannot say them."""
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return text.isascii() and "\\u" in text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'it has the key "{twice}" twice')
    return found


def _not_json(word: str) -> Any:
    raise ValueError(f"{word} is no JSON value")
