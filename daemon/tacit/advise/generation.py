"""An index's folder: generations of it side by side, `current` names the one that counts.

A generation is never written to once it counts, so a reader needs no lock, and what a writer that
was killed left behind is never seen. The next one begins with hard links to this one's files.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from tacit.errors import RegistryError

# Two indexes, so that the lengths and rarities of the one do not count in the other.
SKILLS, TROUBLES = "skills", "troubles"

_CURRENT = "current"
_NEW = ".new-"
_ABANDONED = 3600.0  # seconds since a writer last made a file
_KEPT = 2  # the one that counts, and the one that a reader may be about to open
# What the engine replaces or locks; all its other files are written once.
_COPIED = (".json", ".db")
_LEFT = ".lock"
# An index was one SQLite file, beside where the folder is now; so may SQLite's own be.
_OLDER = (".db", ".db-wal", ".db-shm", ".db-journal")


def current(folder: Path) -> Path | None:
    """The generation that counts, None where there is none."""
    try:
        return folder / (folder / _CURRENT).readlink()
    except OSError:
        return None


@contextmanager
def following(folder: Path, last: Path | None = None) -> Iterator[Path]:
    """A folder for a new generation, which counts when the block ends well.

    It begins with what `last` holds, or empty. Raises RegistryError where it cannot be written.
    """
    new = folder / f"{_NEW}{uuid4().hex}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.mkdir(mode=0o700)
        if last:
            _linked(last, new)
        yield new
        _swap(folder, new)
    except OSError as error:
        raise RegistryError(f"the index {folder} cannot be written: {error}") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
        _sweep(folder)


def discard(folder: Path) -> None:
    """No generation counts any more."""
    with suppress(OSError):
        (folder / _CURRENT).unlink(missing_ok=True)


def _linked(last: Path, new: Path) -> None:
    for inside, _, names in os.walk(last):
        below = new / Path(inside).relative_to(last)
        below.mkdir(exist_ok=True)
        for name in names:
            here, there = Path(inside, name), below / name
            if name.endswith(_LEFT):
                continue
            try:
                if name.endswith(_COPIED):
                    shutil.copyfile(here, there)
                else:
                    there.hardlink_to(here)
            except PermissionError:  # a file system without hard links
                shutil.copyfile(here, there)


def _swap(folder: Path, new: Path) -> None:
    name = new.name.removeprefix(_NEW)
    new.rename(folder / name)
    link = folder / f"{_NEW}{name}"
    link.symlink_to(name)
    link.replace(folder / _CURRENT)


def _sweep(folder: Path) -> None:
    """Remove what nobody opens any more: older forms and generations, what killed writers left."""
    for ending in _OLDER:
        with suppress(OSError):
            folder.with_name(f"{folder.name}{ending}").unlink(missing_ok=True)
    with suppress(OSError):
        made = sorted(
            (path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()),
            key=lambda path: path.stat().st_mtime,
        )
        whole = [path for path in made if not path.name.startswith(_NEW)]
        counts = current(folder)
        for path in made:
            new = path.name.startswith(_NEW)
            old = time.time() - path.stat().st_mtime > _ABANDONED
            if path != counts and (old if new else path not in whole[-_KEPT:]):
                shutil.rmtree(path, ignore_errors=True)
