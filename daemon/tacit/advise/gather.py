"""Read skills out of a checkout for the index, those that no lint finds dangerous."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain
from pathlib import Path

from tacit.advise.document import Document, document
from tacit.advise.trust import trusted
from tacit.errors import RegistryError
from tacit.registry.layouts import skill_in
from tacit.registry.places import is_skill
from tacit.registry.quarantine import condemned, homes, texts_of
from tacit.registry.tree import files

# Below, one process is done before others have started.
_MANY = 2_000  # groups of files
_AT_ONCE = 50
_PROCESSES = 8


def gathered(root: Path, below: Iterable[str] = ("",)) -> Iterator[Document]:
    """The skills of a checkout, or of these folders and files of it, in the order of the walk.

    A large registry is read by several processes. Raises RegistryError where one of them ends.
    """
    groups = homes(chain.from_iterable(files(root, part) for part in below))
    read = partial(_documents, root)
    if len(groups) < _MANY:
        yield from read(groups)
        return
    parts = [groups[at : at + _AT_ONCE] for at in range(0, len(groups), _AT_ONCE)]
    # spawn: a fork of a process with threads may hold locks that nobody gives back.
    fresh = multiprocessing.get_context("spawn")
    count = min(os.cpu_count() or 1, _PROCESSES)
    try:
        with ProcessPoolExecutor(count, mp_context=fresh) as pool:
            for found in pool.map(read, parts):
                yield from found
    except BrokenProcessPool as error:
        raise RegistryError(f"{root} cannot be read: {error}") from None


def _documents(root: Path, groups: Sequence[Sequence[str]]) -> list[Document]:
    return [found for group in groups for found in _of_group(root, group)]


def _of_group(root: Path, group: Sequence[str]) -> Iterator[Document]:
    texts = texts_of(root, group)
    held = condemned(texts)
    for path, text in texts.items():
        skill = skill_in(path, text, root) if is_skill(path) and path not in held else None
        if skill and trusted(skill):
            yield document(skill, text)
