"""Names and paths that come from data, checked before git sees them."""

import re
from typing import NamedTuple

from tacit.errors import RegistryError
from tacit.registry.form import slug
from tacit.terminal import safe_line

_BRANCH = re.compile(r"tacit/([a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?)-([0-9a-f]{10})")
_ID = re.compile(r"[0-9a-f]{10}")
_PATH = re.compile(r"plugins(?:/[A-Za-z0-9_.][A-Za-z0-9_. -]{0,99}){2,10}")
_NO_PART = frozenset({".", "..", ".git", ".gitmodules", ".gitattributes", ".github", ".claude"})


class Branch(NamedTuple):
    """A draft branch of a registry. `at`: seconds since 1970; `author` is anybody's text."""

    name: str
    sha: str
    at: int
    author: str
    merged: bool

    @property
    def id(self) -> str:
        """The draft's id, from the branch's suffix."""
        return self.name[-10:]

    @property
    def skill(self) -> str:
        """The readable name in the branch."""
        return self.name.removeprefix("tacit/")[:-11]


def branch_name(name: str, id_: str) -> str:
    """`tacit/<name>-<id>`. Raises RegistryError where either is not what it must be."""
    if not slug(name) or not _ID.fullmatch(id_):
        raise RegistryError(f"no branch can be named after {safe_line(f'{name} {id_}', 80)!r}")
    return f"tacit/{name}-{id_}"


def is_branch(name: str) -> bool:
    """Is this a draft's branch?"""
    return _BRANCH.fullmatch(name) is not None


def checked_branch(name: str) -> str:
    """The name itself. Raises RegistryError where it is no draft's branch."""
    if not is_branch(name):
        raise RegistryError(f"{safe_line(name, 80)!r} is no draft's branch")
    return name


def checked_path(path: str) -> str:
    """The path itself: relative, below `plugins/`, nothing that git or a reader would obey.

    Raises RegistryError where it is not.
    """
    parts = path.split("/")
    if not _PATH.fullmatch(path) or any(part.lower() in _NO_PART for part in parts):
        raise RegistryError(f"{safe_line(path, 120)!r} is no path for a skill's file")
    if any(part.endswith((" ", ".")) or part.startswith(" ") for part in parts):
        raise RegistryError(f"{safe_line(path, 120)!r} is no path for a skill's file")
    return path
