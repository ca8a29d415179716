"""The versions that a project is held to, from its lock files; bounded reads, no subprocess.

A lock file is hostile until read: links are followed only inside the project, what is larger than
a lock file gets or cannot be parsed names nothing.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tacit.advise.fingerprint import names_in, read

_LARGEST = 16_000_000
_MOST = 50_000
_GO = re.compile(
    r"^\s*(?:require\s+)?((?:[\w-]+\.)+[\w-]+/[\w./~-]{1,200})\s+v([\w.+-]{1,60})", re.M
)
_GO_MAJOR = re.compile(r"/v\d{1,4}$")
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Locked:
    """A version that a project is held to, and the file that says so."""

    version: Version
    file: str


def locked(project: Path) -> Mapping[str, Locked]:
    """Name (as PyPI normalises it) → version, of every lock file in the project's folder.

    Where there are several versions of one name, the lowest. Empty where nothing can be read.
    """
    found: dict[str, Locked] = {}
    try:
        root = project.resolve()
        names = names_in(root)
    except (OSError, RuntimeError, ValueError):
        return found
    for lowered, name in sorted(names.items()):
        if _parser(lowered):
            for package, version in versions(lowered, read(root, root / name, _LARGEST)):
                _lower(found, package, version, name)
    return found


def parsed(text: str) -> Version | None:
    """The version, None where it is none (PEP 440, which holds most of semver's)."""
    try:
        return Version(text[:100])
    except InvalidVersion:
        return None


def _lower(found: dict[str, Locked], package: str, text: str, file: str) -> None:
    version, name = parsed(text), canonicalize_name(package)
    if version and (name not in found or version < found[name].version):
        found[name] = Locked(version, file)


def versions(name: str, text: str) -> list[_Pair]:
    """Names and versions as the lock file called `name` (lower case) has them.

    None where it is no lock file, or cannot be parsed.
    """
    parse = _parser(name)
    try:
        pairs = list(islice(parse(text), _MOST)) if parse else []
    except (ValueError, RecursionError):
        return []
    return [(n, v) for n, v in pairs if isinstance(n, str) and isinstance(v, str)]


def _tables(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _from_toml(text: str) -> Iterator[_Pair]:
    """uv.lock, poetry.lock, Cargo.lock: a `[[package]]` each. A project's own has no version."""
    for one in _tables(tomllib.loads(text).get("package")):
        yield one.get("name", ""), one.get("version", "")


def _from_pipfile(text: str) -> Iterator[_Pair]:
    whole = _table(orjson.loads(text))
    for group in ("default", "develop"):
        for name, one in _table(whole.get(group)).items():
            yield name, str(_table(one).get("version", "")).removeprefix("==")


def _from_npm(text: str) -> Iterator[_Pair]:
    """package-lock.json: what stands at its top, not what a dependency keeps for itself."""
    whole = _table(orjson.loads(text))
    top = "node_modules/"
    for path, one in _table(whole.get("packages")).items():
        name = path.removeprefix(top)
        if path.startswith(top) and top not in name:
            yield name, _table(one).get("version", "")
    for name, one in _table(whole.get("dependencies")).items():
        yield name, _table(one).get("version", "")


def _from_go(text: str) -> Iterator[_Pair]:
    for whole, version in _GO.findall(text):
        path = _GO_MAJOR.sub("", whole)
        yield path, version
        yield path.rpartition("/")[2], version


def _from_requirements(text: str) -> Iterator[_Pair]:
    for line in text.splitlines():
        stated = re.split(r"\s#|\s\\|\s--", line.strip(), maxsplit=1)[0]
        try:
            asked = Requirement(stated[:500])
        except InvalidRequirement:
            continue
        for one in asked.specifier:
            if one.operator in ("==", "==="):
                yield asked.name, one.version.removesuffix(".*")


def _parser(name: str) -> Callable[[str], Iterable[_Pair]] | None:
    """How the lock file of that name (lower case) is read; None for another file."""
    return next((parse for pattern, parse in _PARSERS if re.fullmatch(pattern, name)), None)


_PARSERS: tuple[tuple[str, Callable[[str], Iterable[_Pair]]], ...] = (
    (r"(uv|poetry|cargo)\.lock", _from_toml),
    (r"pipfile\.lock", _from_pipfile),
    (r"(package-lock|npm-shrinkwrap)\.json", _from_npm),
    (r"go\.mod", _from_go),
    (r"requirements[\w.-]{0,40}\.txt", _from_requirements),
)
