"""Keep the index in step with the registries' checkouts, without asking git anything."""

import os
import re
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from tacit.advise.build import build
from tacit.advise.entry import Source
from tacit.advise.index import fresh
from tacit.advise.update import Changed, update
from tacit.errors import RegistryError

_KEPT = 4  # indexes of folders
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_REF = re.compile(r"ref: (refs/[\w./-]{1,200})")


class Checked(Protocol):
    """A registry as far as reading it goes."""

    @property
    def url(self) -> str:
        """Where it comes from."""

    @property
    def folder(self) -> Path:
        """Its checkout."""


def refresh(registries: Iterable[Checked], index: Path, changed: Changed | None = None) -> bool:
    """Bring the index up to date when a head moved or a registry came or went; True if it did.

    `changed` tells which files differ between two commits; without it all is read again. Raises
    RegistryError where the index cannot be written.
    """
    sources = tuple(Source(one.url, one.folder, head(one.folder)) for one in registries)
    if fresh(sources, index):
        return False
    if changed is None or not update(sources, index, changed):
        build(sources, index)
    return True


def head(folder: Path) -> str:
    """The commit that a checkout stands at, "" where there is none (yet)."""
    git = folder / ".git"
    text = _text(git / "HEAD")
    ref = _REF.match(text)
    if ref is None or ".." in ref[1]:
        return text if _COMMIT.fullmatch(text) else ""
    loose = _text(git / ref[1])
    return loose if _COMMIT.fullmatch(loose) else _packed(git, ref[1])


def _packed(git: Path, ref: str) -> str:
    for line in _text(git / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == ref and _COMMIT.fullmatch(commit):
            return commit
    return ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def refresh_folder(root: Path, cache: Path) -> Path:
    """The index of a folder of skills that is nobody's checkout, made anew when a file changed.

    It lies in `cache`, which keeps the few that were used last. Raises RegistryError where `root`
    cannot be read or the index cannot be written.
    """
    if not root.is_dir():
        raise RegistryError(f"{root} is no folder of skills; name a folder or a repository's URL")
    root = root.resolve()
    source = Source(str(root), root, _stamp(root))
    index = cache / sha256(os.fsencode(root)).hexdigest()[:16]
    if fresh([source], index):
        os.utime(index)
    else:
        build([source], index)
        _prune(cache)
    return index


def _prune(cache: Path) -> None:
    """Leave the few indexes that were used last, and no file of earlier versions."""
    by_use = sorted(cache.iterdir(), key=lambda found: found.stat().st_mtime)
    for old in [found for found in by_use if found.is_dir()][:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    for older in cache.glob("*.db*"):
        older.unlink(missing_ok=True)


def _stamp(root: Path) -> str:
    """Changes when a file below the folder does: of all names, sizes and times."""
    digest = sha256()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            try:
                found = os.lstat(f"{folder}/{name}")
            except OSError:
                continue
            digest.update(
                f"{folder}/{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(
                    "utf-8", "replace"
                )
            )
    return digest.hexdigest()[:40]
