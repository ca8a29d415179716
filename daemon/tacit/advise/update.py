"""Bring an index up to date with what changed in the registries, and read nothing else."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tacit.advise import facts
from tacit.advise.document import Document
from tacit.advise.entry import Source
from tacit.advise.gather import gathered
from tacit.advise.generation import current, following
from tacit.advise.holdings import Held, Holdings
from tacit.advise.writing import Writing
from tacit.errors import RegistryError
from tacit.registry.places import plugin_of

# The paths that differ between two commits of the checkout, None where nobody can tell.
Changed = Callable[[Path, str, str], Collection[str] | None]

# Of all skills: what was removed counts in the engine's statistics until all is built anew.
_GONE = 0.02
_MOST = 500  # folders; reading more one by one takes as long as reading all


@dataclass(frozen=True, slots=True)
class _Difference:
    """By number of the registry: the skills that were there, and the documents that are now."""

    was: Sequence[Held]
    now: Mapping[tuple[int, str], Document]

    @property
    def alike(self) -> set[bytes]:
        """Of all that came and went, what is equal where skills are alike."""
        return {one.same for one in self.was} | {one.same for one in self.now.values()}


@dataclass(frozen=True, slots=True)
class _Plan:
    """What leaves the index, and what comes with the number of its registry."""

    leave: Sequence[Held]
    come: Sequence[tuple[int, Document]]


def update(sources: Sequence[Source], folder: Path, changed: Changed, gone: float = _GONE) -> bool:
    """Write what changed since the index in `folder` was; False where all is to be built anew.

    That is: another set of registries, a change that nobody can tell or that is large, an index
    that is broken, more than `gone` of the skills removed since all was built.
    """
    last = current(folder)
    known = facts.told(last) if last else None
    if last is None or known is None or not facts.whole(last, known):
        return False
    scopes = _scopes(known.sources, sources, changed)
    if scopes is None:
        return False
    try:
        with following(folder, last) as new:
            with Holdings.open(new) as holdings:
                difference = _difference(sources, scopes, holdings)
                plan = _plan(sources, difference, holdings)
            if known.gone + len(plan.leave) > gone * max(1, known.skills):
                raise _TooMuch
            _write(plan, Writing(new, sources, known))
    except (_TooMuch, RegistryError):
        return False
    return True


class _TooMuch(Exception):
    """What is to be removed is more than is good for the statistics."""


def _scopes(
    old: Sequence[Source], new: Sequence[Source], changed: Changed
) -> list[tuple[int, str]] | None:
    """Number of the registry and folder or file, of all in which a skill may have changed."""
    if [(one.url, one.root) for one in old] != [(one.url, one.root) for one in new]:
        return None
    found: set[tuple[int, str]] = set()
    for number, (was, now) in enumerate(zip(old, new, strict=True)):
        if was.head == now.head:
            continue
        paths = changed(now.root, was.head, now.head) if was.head and now.head else None
        if paths is None or len(paths) > 20 * _MOST:
            return None
        found.update((number, scope(now.root, path)) for path in paths)
    return sorted(found) if len(found) <= _MOST and all(part for _, part in found) else None


def scope(root: Path, path: str) -> str:
    """The folder, or the file, whose skills the file at `path` belongs to; "" is the whole root.

    It is the plugin, else the outermost folder that has a SKILL.md, or had this one.
    """
    if top := plugin_of(path):
        return top
    parts = path.split("/")
    for depth in range(len(parts)):
        folder = "/".join(parts[:depth])
        if (root / folder / "SKILL.md").is_file():
            return folder
    return path.rpartition("/")[0] if parts[-1] == "SKILL.md" else path


def _difference(
    sources: Sequence[Source], scopes: Sequence[tuple[int, str]], holdings: Holdings
) -> _Difference:
    was = {one[:2]: one for number, part in scopes for one in holdings.below(number, part)}
    now = {
        (number, document.path): document
        for number, part in scopes
        for document in gathered(sources[number].root, [part])
    }
    return _Difference(tuple(was.values()), now)


def _plan(sources: Sequence[Source], difference: _Difference, holdings: Holdings) -> _Plan:
    """What leaves the index and what comes, by the book before and after."""
    alike = difference.alike
    before = [holdings.first(same) for same in alike]
    holdings.remove(difference.was)
    holdings.add(Held(n, d.path, d.same, d.length) for (n, _), d in difference.now.items())
    come = tuple(_first(sources, alike, holdings, difference.now))
    return _Plan(tuple(filter(None, before)), come)


def _write(plan: _Plan, writing: Writing) -> None:
    for held in plan.leave:
        writing.remove(held)
    for number, document in plan.come:
        writing.add(number, document)
    writing.commit()


def _first(
    sources: Sequence[Source],
    alike: Collection[bytes],
    holdings: Holdings,
    now: Mapping[tuple[int, str], Document],
) -> Iterator[tuple[int, Document]]:
    """Of the skills alike the one that is in the index now; read anew where it did not change."""
    for same in sorted(alike):
        held = holdings.first(same)
        if held is None:
            continue
        place = (held.source, held.path)
        if place in now:
            yield held.source, now[place]
            continue
        root = sources[held.source].root
        found = gathered(root, [scope(root, held.path)])
        document = next((one for one in found if one.path == held.path), None)
        if document is None or document.same != same:
            raise RegistryError(f"{root / held.path} changed without being told")
        yield held.source, document
