"""Walk and read a registry's files, whatever somebody put there: links, pipes, huge files.

Nothing here raises on what it meets; what cannot be read safely is not there.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

# A SKILL.md is a few kilobytes; what is larger is data that nobody reads as advice.
LARGEST = 1_000_000
# The largest known team registry has about 5,000 files.
MOST = 500_000

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_HIDDEN_BUT_OURS = frozenset({".claude", ".claude-plugin", ".github"})


def files(root: Path, below: str = "") -> Iterator[str]:
    """Paths of the regular files below `root`, relative and sorted folder by folder.

    Links are neither listed nor followed; hidden folders are left out but those that a registry
    needs; at most `MOST` come back. `below`: of this folder only, or this file alone.
    """
    if not below:
        return islice(_walk(str(root), ""), MOST)
    kind = _kind_of(root, below.split("/"))
    if kind == stat.S_IFREG:
        return iter((below,))
    return islice(_walk(str(root), f"{below}/"), MOST) if kind == stat.S_IFDIR else iter(())


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


def _walk(root: str, inside: str) -> Iterator[str]:
    """Folder by folder: its files, then its folders. What a listing tells is not asked again."""
    todo = [inside]
    while todo:
        inside = todo.pop()
        folders, names = [], []
        with suppress(OSError), os.scandir(f"{root}/{inside}") as listed:
            for entry in listed:
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{inside}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        names.append(inside + entry.name)
        yield from sorted(names)
        todo += sorted((f for f in folders if _entered(f.split("/")[-2])), reverse=True)


def _kind_of(root: Path, parts: list[str]) -> int:
    """What the parts lead to without a link or a folder that is left out; 0 where to nothing."""
    kind = 0
    for place, part in enumerate(parts, start=1):
        try:
            kind = stat.S_IFMT(os.lstat(f"{root}/{'/'.join(parts[:place])}").st_mode)
        except (OSError, ValueError):
            return 0
        folder = kind == stat.S_IFDIR
        if part in {"", ".", ".."} or (folder and not _entered(part)):
            return 0
        if not folder and place < len(parts):
            return 0
    return kind


def _entered(folder: str) -> bool:
    return folder not in _SKIPPED and (folder[0] != "." or folder in _HIDDEN_BUT_OURS)


def _folders(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(filter(_entered, folders))
        yield folder, folders, names
