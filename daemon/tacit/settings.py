"""Our entries in the text of a client's `settings.json`; everything else keeps its bytes."""

import re
from collections.abc import Iterator
from typing import Any

from tacit import jsontext
from tacit.errors import SettingsError
from tacit.wiring import Wiring

# Of any version: an older one's entries are replaced, whatever its interpreter was.
_CLIENT = re.compile(r"hooks/client\.py['\"]? [A-Z][A-Za-z]+\b")
_RULE = re.compile(r"Read\(.*/tacit/checkouts/\*\*\)")
EMPTY = "{}\n"


def parsed(data: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """Text and value of a settings file; an empty file is an empty object, as for the client.

    Raises SettingsError, with `name` in it, where it is no JSON object, or where what tacit has
    to add to is of another shape than the client's.
    """
    try:
        text = data.decode()
        text = text if text.strip() else EMPTY
        value = jsontext.value(text)
    except ValueError as error:
        raise SettingsError(
            f"{name} is no valid JSON ({error}); mend it and try again. It was left as it is"
        ) from None
    wrong = _wrong(value)
    if wrong:
        raise SettingsError(
            f"{name}: {wrong}, which is not Claude Code's form; mend it and try again. "
            "It was left as it is"
        )
    return text, value


def _wrong(value: Any) -> str:
    if not isinstance(value, dict):
        return "it holds no JSON object"
    hooks, allowed = value.get("hooks", {}), value.get("permissions", {})
    if not isinstance(hooks, dict):
        return '"hooks" is no object'
    for event, entries in hooks.items():
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            return f'"hooks.{event}" is no list of objects'
        if not all(isinstance(entry.get("hooks", []), list) for entry in entries):
            return f'"hooks" in an entry of "hooks.{event}" is no list'
    if not isinstance(allowed, dict):
        return '"permissions" is no object'
    return "" if isinstance(allowed.get("allow", []), list) else '"permissions.allow" is no list'


def wired(text: str, wanted: Wiring) -> str:
    """The text with our entries as wanted, older ones replaced; unchanged if they are there."""
    if carries(jsontext.value(text), wanted):
        return text
    text = unwired(text)
    for event, entry in wanted.hooks.items():
        text = jsontext.added(text, ("hooks", event), entry)
    for rule in wanted.permissions:
        text = jsontext.added(text, ("permissions", "allow"), rule)
    return text


def carries(value: dict[str, Any], wanted: Wiring) -> bool:
    """Are exactly the wanted entries of ours there?"""
    found = [(path[:2], _at(value, path)) for path in _ours(value)]
    needed: list[tuple[jsontext.Path, object]] = [
        *((("hooks", event), entry) for event, entry in wanted.hooks.items()),
        *((("permissions", "allow"), rule) for rule in wanted.permissions),
    ]
    return len(found) == len(needed) and all(entry in found for entry in needed)


def commands(value: dict[str, Any]) -> dict[str, str]:
    """Event → the shell line of our hook, for each of ours in the settings."""
    lines = {}
    for path in _ours(value):
        if path[0] == "hooks":
            found = _at(value, path)
            hooks = found.get("hooks", [found])
            lines[str(path[1])] = next(str(h["command"]) for h in hooks if _is_ours(h))
    return lines


def unwired(text: str, before: dict[str, Any] | None = None) -> str:
    """The text without our entries; what they leave empty goes too, unless `before` had it."""
    while path := next(_ours(jsontext.value(text)), None):
        text = jsontext.removed(text, path)
        for depth in (2, 1):
            emptied = path[:depth]
            if _at(jsontext.value(text), emptied) or _at(before or {}, emptied) is not None:
                break
            text = jsontext.removed(text, emptied)
    return text


def _ours(value: dict[str, Any]) -> Iterator[jsontext.Path]:
    """Where our entries lie: a whole entry, or one hook in an entry that holds others too."""
    for event, entries in value.get("hooks", {}).items():
        for number, entry in enumerate(entries):
            hooks = entry.get("hooks", [])
            ours = [n for n, hook in enumerate(hooks) if _is_ours(hook)]
            if ours and len(ours) == len(hooks):
                yield "hooks", event, number
            else:
                yield from (("hooks", event, number, "hooks", n) for n in ours)
    for number, rule in enumerate(value.get("permissions", {}).get("allow", [])):
        if isinstance(rule, str) and _RULE.fullmatch(rule):
            yield "permissions", "allow", number


def _is_ours(hook: Any) -> bool:
    command = hook.get("command") if isinstance(hook, dict) else None
    return isinstance(command, str) and "tacit" in command and bool(_CLIENT.search(command))


def _at(value: Any, path: jsontext.Path) -> Any:
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
