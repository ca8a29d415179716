"""Walk and read a registry's files, whatever somebody put there: links, pipes, huge files.

Nothing here raises on what it meets; what cannot be read safely is not there.
"""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

# A SKILL.md is a few kilobytes; what is larger is data that nobody reads as advice.
LARGEST = 1_000_000
# The largest known team registry has about 5,000 files.
MOST = 500_000

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_HIDDEN_BUT_OURS = frozenset({".claude", ".claude-plugin", ".github"})


def files(root: Path) -> Iterator[str]:
    """Paths of the regular files below `root`, relative and sorted folder by folder.

    Links are neither listed nor followed; hidden folders are left out but those that a registry
    needs; at most `MOST` come back.
    """
    return islice(_walk(root), MOST)


def links(root: Path) -> Iterator[str]:
    """Paths of the symbolic links below `root`, relative."""
    for folder, folders, names in _folders(root):
        for name in sorted((*folders, *names)):
            path = os.path.join(folder, name)  # noqa: PTH118 - a Path for each name costs seconds
            if os.path.islink(path):  # noqa: PTH114 - the same
                yield os.path.relpath(path, root)


def read(path: Path) -> str | None:
    """The text of a regular file of at most `LARGEST` bytes; None where it is anything else.

    Bytes that are no UTF-8 come back as U+FFFD.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    with open(descriptor, "rb") as opened:  # noqa: PTH123 - a descriptor, opened without following
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
                return None
            return opened.read(LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:
            return None


def plugins(root: Path) -> tuple[str, ...]:
    """The plugins of a registry in our own layout, `plugins/CATEGORY/NAME`, sorted."""
    tops = (path.split("/", 3) for path in files(root / "plugins"))
    return tuple(sorted({f"plugins/{top[0]}/{top[1]}" for top in tops if len(top) > 2}))


def has(other: Path, root: Path, top: str) -> bool:
    """Has the registry `other` all files of the folder `top` of the one at `root`, to the byte?"""
    return all(
        (text := read(root / top / path)) is not None and text == read(other / top / path)
        for path in files(root / top)
    )


def _walk(root: Path) -> Iterator[str]:
    for folder, _, names in _folders(root):
        inside = "" if folder == str(root) else os.path.relpath(folder, root) + "/"
        for name in sorted(names):
            try:
                mode = os.lstat(f"{folder}/{name}").st_mode
            except OSError:
                continue
            if stat.S_ISREG(mode):
                yield inside + name


def _folders(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if name not in _SKIPPED and (name[0] != "." or name in _HIDDEN_BUT_OURS)
        )
        yield folder, folders, names
