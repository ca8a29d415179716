"""What changed in a checkout since it stood at another commit."""

import os
from collections.abc import Collection
from pathlib import Path

from tacit.errors import RegistryError
from tacit.publish.plumbing import is_commit


def changed(folder: Path, before: str, after: str) -> Collection[str] | None:
    """The paths that differ between two commits of a checkout; None where git cannot tell.

    A file that got another name is there under both. A byte that is no UTF-8 is a lone surrogate,
    as in the names that the file system gives.
    """
    from tacit.publish.git import Git  # noqa: PLC0415 - heavy, and most often nothing moved

    if not (is_commit(before) and is_commit(after)):
        return None
    git = Git("", folder, folder / ".git", None)
    options = ("-r", "-z", "--no-renames", "--name-only")
    try:
        told = git("diff-tree", *options, before, after, "--").out
    except RegistryError:
        return None
    return frozenset(filter(None, os.fsdecode(told).split("\0")))
