"""A plugin's manifest, as Claude Code wants it: `.claude-plugin/plugin.json`."""

import re
from collections.abc import Iterator, Mapping

from tacit.registry.finding import Finding, finding
from tacit.registry.form import manifest_of

# What `claude plugin validate --strict` knows in a manifest; it warns of anything else.
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        "name version description author homepage repository license keywords skills commands"
        " agents hooks mcpServers lspServers outputStyles userConfig dependencies monitors"
        " channels $schema displayName icon settings experimental defaultEnabled",
    )
)
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_RUN = ("hooks", "mcpServers", "lspServers", "monitors", "channels", "settings")
_PATHS = ("skills", "commands", "agents", "outputStyles")


def manifest(top: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the manifest of the plugin in folder `top`."""
    path = f"{top}/.claude-plugin/plugin.json"
    if path not in files:
        yield finding(path, 0, "manifest-missing", "the plugin has no manifest; add it")
        return
    text = files[path]
    found = manifest_of(text)
    if found is None:
        yield finding(path, 1, "manifest", "not a JSON object; mend it")
        return
    name = top.rsplit("/", 1)[1]
    if found.get("name") != name:
        message = f"name is not the folder's, {name!r}; make them equal"
        yield finding(path, _line(text, "name"), "manifest-name", message)
    yield from _fields(path, text, found)
    yield from _keys(path, text, found)


def _fields(path: str, text: str, found: Mapping[str, object]) -> Iterator[Finding]:
    for key in ("description", "version"):
        value = found.get(key)
        if not isinstance(value, str) or not value.strip():
            yield finding(path, _line(text, key), "manifest-field", f"no text as {key}; add it")
        elif key == "version" and not _VERSION.fullmatch(value):
            message = f"version {value[:40]!r} has not three numbers; write one such as 1.0.0"
            yield finding(path, _line(text, key), "manifest-version", message)
    author = found.get("author")
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        message = 'author is no object with a name; write {"name": "…"}'
        yield finding(path, _line(text, "author"), "manifest-field", message)
    for key in ("homepage", "repository", "license"):
        if key in found and not isinstance(found[key], str):
            message = f"{key} is no text; the client refuses the plugin, write a text"
            yield finding(path, _line(text, key), "manifest-field", message)


def _keys(path: str, text: str, found: Mapping[str, object]) -> Iterator[Finding]:
    experimental = found.get("experimental")
    inner = list(experimental) if isinstance(experimental, dict) else []
    for key in (*found, *(key for key in inner if key in _RUN)):
        if key in _RUN:
            message = f"{key} would run by itself wherever the plugin is installed; take it out"
            yield finding(path, _line(text, key), "runs-on-install", message)
        elif key not in _KNOWN:
            message = f"{key[:60]!r} is no field of a manifest, the client warns; take it out"
            yield finding(path, _line(text, key), "manifest-key", message)
    for key in _PATHS:
        value = found.get(key, [])
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str) or not one.startswith("./") or ".." in one.split("/"):
                message = f"{key} must be paths that begin with ./ and stay inside; mend it"
                yield finding(path, _line(text, key), "manifest-path", message)
                break


def _line(text: str, key: str) -> int:
    """The line of a top key, 1 where it is not there."""
    for at in re.finditer(rf'"{re.escape(key)}"\s*:', text):
        before = _STRING.sub("", text[: at.start()])
        if before.count("{") + before.count("[") - before.count("}") - before.count("]") == 1:
            return text.count("\n", 0, at.start()) + 1
    return 1
