"""The names of what a project depends on, from its dependency files; never versions or hosts."""

import configparser
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

DEPENDENCY_FILES = re.compile(
    r"requirements[\w.-]{0,40}\.(txt|in)|pyproject\.toml|setup\.cfg|environment\.ya?ml|pipfile"
    r"|pixi\.toml|package\.json|cargo\.toml|go\.mod|gemfile"
)
# A name, not the beginning of an address.
_NAME = re.compile(r"\s*@?([A-Za-z0-9][\w./-]{0,79}+)(?![+:])")
_CONDA = re.compile(r"\s*-\s+(?:[\w-]+::)?([A-Za-z][\w.-]{0,79}+)(?!:)")
_GO = re.compile(r"^\s*(?:require\s+)?((?:[\w-]+\.)+[\w-]+/[\w./-]{1,200})\s+v\d", re.M)
_GO_VERSION = re.compile(r"/v\d+$")
_GEM = re.compile(r"^\s*gem\s+['\"]([\w.-]{1,80})['\"]", re.M)
_LINES = 2000


def dependencies(name: str, text: str) -> tuple[str, ...]:
    """The names in a dependency file called `name` (lower case), in its order, without repeats.

    A file that cannot be parsed names none.
    """
    try:
        found = _names(name, text)
        return tuple(dict.fromkeys(one.lower().strip("./-") for one in found))
    except (ValueError, configparser.Error, RecursionError):
        return ()


def _names(name: str, text: str) -> Iterable[str]:
    for pattern, parse in _PARSERS:
        if re.fullmatch(pattern, name):
            return parse(text)
    return ()


def _each(pattern: re.Pattern[str], lines: Iterable[object]) -> list[str]:
    """The name that each requirement line begins with."""
    found = []
    for _, line in zip(range(_LINES), lines, strict=False):
        match = pattern.match(line) if isinstance(line, str) else None
        if match:
            found.append(match[1])
    return found


def _table(value: Any, *keys: str) -> dict[str, Any]:
    """The table at the path of keys, an empty one where something else or nothing is there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _lists(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _from_toml(values: dict[str, Any]) -> Iterator[str]:
    """pyproject.toml (PEP 621 and 735, poetry, pixi), Pipfile, pixi.toml, Cargo.toml."""
    project = _table(values, "project")
    yield from _each(_NAME, _lists(project.get("dependencies")))
    for group in (project.get("optional-dependencies"), values.get("dependency-groups")):
        for listed in _table({"group": group}, "group").values():
            yield from _each(_NAME, _lists(listed))
    for path in (
        ("dependencies",),
        ("dev-dependencies",),
        ("workspace", "dependencies"),
        ("pypi-dependencies",),
        ("packages",),
        ("dev-packages",),
        ("tool", "poetry", "dependencies"),
        ("tool", "pixi", "dependencies"),
        ("tool", "pixi", "pypi-dependencies"),
    ):
        yield from _each(_NAME, _table(values, *path))
    for group in _table(values, "tool", "poetry", "group").values():
        yield from _each(_NAME, _table(group, "dependencies"))


def _from_package(values: object) -> Iterator[str]:
    for key in ("dependencies", "devDependencies", "peerDependencies"):
        yield from _each(_NAME, _table(values, key))


def _from_setup(text: str) -> list[str]:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    listed = parser.get("options", "install_requires", fallback="").splitlines()
    if parser.has_section("options.extras_require"):
        listed += [
            line for _, text in parser.items("options.extras_require") for line in text.splitlines()
        ]
    return _each(_NAME, listed)


_PARSERS: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
    (r".*\.toml|pipfile", lambda text: list(_from_toml(tomllib.loads(text)))),
    (r"package\.json", lambda text: list(_from_package(orjson.loads(text)))),
    (r"setup\.cfg", _from_setup),
    (
        r"go\.mod",
        lambda text: [_GO_VERSION.sub("", p).rpartition("/")[2] for p in _GO.findall(text)],
    ),
    (r"gemfile", _GEM.findall),
    (r"environment.*", lambda text: _each(_CONDA, text.splitlines())),
    (r"requirements.*", lambda text: _each(_NAME, text.splitlines())),
)
