"""What a project is about, from bounded reads of a few of its files: no subprocess, no network.

A project's files are hostile until read: each is read to a limit, links are followed only inside
the project, pipes and devices are not opened, and what cannot be parsed says nothing.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from tacit.advise.dependencies import DEPENDENCY_FILES, dependencies
from tacit.advise.gitfolder import GitFolder, git_folder

_FILES = 2000  # names of a project folder that are looked at
_TEXT = 16_000
_DEPENDENCY_FILE = 200_000
_TITLE = re.compile(r"^\s*#*\s*(.*\w.*?)\s*#*\s*$")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the files of a project say it is about; each part empty where they say nothing."""

    folder: str = ""
    repository: str = ""
    branch: str = ""
    commits: tuple[str, ...] = ()  # subjects, the newest first
    dependencies: tuple[str, ...] = ()
    readme: str = ""  # the title alone
    claude_md: str = ""
    techspec: str = ""
    program: str = ""


def fingerprint(project: Path) -> Fingerprint:
    """The fingerprint of a project folder; an empty one where it cannot be read."""
    try:
        root = project.resolve()
        names = names_in(root)
    except (OSError, RuntimeError, ValueError):
        return Fingerprint()
    git = git_folder(root) or GitFolder()

    def text(*wanted: str) -> str:
        found = next((names[name] for name in wanted if name in names), "")
        return read(root, root / found, _TEXT) if found else ""

    return Fingerprint(
        folder=root.name,
        repository=git.repository,
        branch=git.branch,
        commits=git.commits,
        dependencies=_dependencies(root, names),
        readme=_title(text("readme.md", "readme.rst", "readme.txt", "readme")),
        claude_md=text("claude.md"),
        techspec=text("techspec.md"),
        program=text("program.md"),
    )


def names_in(root: Path) -> dict[str, str]:
    """The files of the folder by lower-case name, at most 2,000. Raises OSError."""
    found: dict[str, str] = {}
    with os.scandir(root) as entries:
        for _, entry in zip(range(_FILES), entries, strict=False):
            found.setdefault(entry.name.lower(), entry.name)
    return found


def _dependencies(root: Path, names: dict[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for lowered in sorted(names):
        if DEPENDENCY_FILES.fullmatch(lowered):
            text = read(root, root / names[lowered], _DEPENDENCY_FILE)
            found.update(dict.fromkeys(dependencies(lowered, text)))
    return tuple(found)[:200]


def _title(readme: str) -> str:
    for line in readme[:4000].splitlines():
        title = _TITLE.match(line[:300])
        if title and not line.lstrip().startswith(("<", "[!", "![")):
            return title[1]
    return ""


def read(root: Path, file: Path, limit: int) -> str:
    """The first `limit` bytes of a regular file that lies in `root`, else ""."""
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root):
            return ""
        # NONBLOCK: opening a pipe would wait for a writer.
        handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, RuntimeError, ValueError):
        return ""
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return ""
        return os.read(handle, limit).decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        os.close(handle)
