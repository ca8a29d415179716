"""Check a registry, or a draft before it leaves. The rules lie in `rules` and `danger`."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from tacit.errors import RegistryError
from tacit.registry.danger import DANGEROUS, QUARANTINED, dangerous, dangers
from tacit.registry.finding import Finding, finding
from tacit.registry.marketplace import COPY, FILE, marketplace
from tacit.registry.page import Page, page
from tacit.registry.places import called, is_skill, plugin_of
from tacit.registry.rules.description import description
from tacit.registry.rules.duplicates import alike, same_errors
from tacit.registry.rules.frontmatter import frontmatter
from tacit.registry.rules.links import page_links
from tacit.registry.rules.manifest import manifest
from tacit.registry.rules.mends import mends
from tacit.registry.rules.numbers import numbers
from tacit.registry.rules.parts import parts, placeholders, template_lines, unfinished
from tacit.registry.rules.secrets import secrets
from tacit.registry.rules.spelt import spelt, spelt_manifest
from tacit.registry.rules.structure import strays, structure, twice
from tacit.registry.rules.tables import failed_attempts, table_form
from tacit.registry.rules.unseen import comments
from tacit.registry.skill import TroubleEntry
from tacit.registry.tree import files, links, read
from tacit.registry.troubles import troubles

__all__ = ["DANGEROUS", "QUARANTINED", "Finding", "dangerous", "lint", "lint_files"]

_TEMPLATES = "templates/"
_TROUBLES = "references/troubleshooting.md"
# These rules as a script: it holds the signs of all that they look for.
_ITSELF = "scripts/validate_plugins.py"


def lint(root: Path) -> Iterator[Finding]:
    """All findings on the registry in folder `root`, plugin by plugin.

    Raises RegistryError where `root` is no folder.
    """
    if not root.is_dir():
        raise RegistryError(f"{root} is no folder; name a checkout of a registry")
    for path in links(root):
        yield finding(path, 0, "link", "a link; put the file itself there")
    paths = list(files(root))
    yield from strays(paths)
    yield from twice(sorted({top for top in map(plugin_of, paths) if top}))
    known, template = _with_folders(paths), _template(root, paths)
    bodies: dict[str, str] = {}
    entries: dict[str, tuple[TroubleEntry, ...]] = {}
    for _, group in groupby(paths, key=plugin_of):
        texts: dict[str, str] = {}
        for path in group:
            text = read(root / path)
            if text is None or "\0" in text:
                message = "larger than 1 MB, or no text; nobody reviews it, keep it elsewhere"
                yield finding(path, 0, "not-text", message)
            else:
                texts[path] = text
        bodies.update((path, text) for path, text in texts.items() if is_skill(path))
        entries.update((p, troubles(t)) for p, t in texts.items() if _is_troubles(p))
        yield from _checked(texts, known, template)
    yield from alike(bodies)
    yield from same_errors(entries)
    yield from _marketplace(root, paths)


def lint_files(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Findings on some files of a registry: path inside it → text."""
    return _checked(texts, _with_folders(texts), frozenset())


def _checked(
    texts: Mapping[str, str], known: Collection[str], template: frozenset[str]
) -> Iterator[Finding]:
    plugins: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if top := plugin_of(path):
            plugins.setdefault(top, {})[path] = text
    for top, inside in plugins.items():
        yield from structure(top, inside)
        yield from manifest(top, inside)
        described = f"{top}/.claude-plugin/plugin.json"
        yield from spelt_manifest(described, inside.get(described, ""))
    for path, text in texts.items():
        author = ""
        if path.endswith(".md"):
            found = page(path, text)
            author = found.header.text("author") if found.header else ""
            yield from _page(found, texts, known, template)
            yield from spelt(path, text)
        if path != _ITSELF:
            yield from dangers(path, text)
            yield from secrets(path, text, author)


def _page(
    found: Page, texts: Mapping[str, str], known: Collection[str], template: frozenset[str]
) -> Iterator[Finding]:
    path, top = found.path, plugin_of(found.path)
    if path.startswith(_TEMPLATES):
        return
    if is_skill(path):
        beside = f"{path.rpartition('/')[0]}/{_TROUBLES}"
        yield from frontmatter(found, called(path))
        yield from description(found, troubles(texts.get(beside, "")))
        yield from numbers(found)
    if top and is_skill(path):
        yield from parts(found)
        yield from failed_attempts(found)
    if top and _is_troubles(path):
        yield from mends(found, troubles(found.text))
    if top or is_skill(path):
        yield from table_form(found)
        yield from unfinished(found)
        yield from comments(found)
        yield from placeholders(found, template)
    yield from page_links(found, known, top)


def _is_troubles(path: str) -> bool:
    return path.endswith(f"/{_TROUBLES}") and not path.startswith(_TEMPLATES)


def _template(root: Path, paths: list[str]) -> frozenset[str]:
    """What the pages of the registry's own templates say."""
    inside = (p for p in paths if p.startswith(_TEMPLATES) and p.endswith(".md"))
    return frozenset().union(*(template_lines(read(root / path) or "") for path in inside))


def _with_folders(paths: Collection[str]) -> frozenset[str]:
    folders = {path[:at] for path in paths for at, c in enumerate(path) if c == "/"}
    return frozenset(folders | set(paths))


def _marketplace(root: Path, paths: list[str]) -> Iterator[Finding]:
    if not any(map(plugin_of, paths)):
        return
    there = read(root / FILE)
    if there is None:
        message = "missing, so Claude Code cannot install from here; `tacit registry marketplace`"
        yield finding(FILE, 0, "marketplace-missing", message)
        return
    try:
        current = marketplace(root)
    except RegistryError as error:
        yield finding(FILE, 1, "marketplace", str(error))
        return
    if current != there.encode():
        message = "does not list what is here; the next merge mends it"
        yield finding(FILE, 0, "marketplace-stale", message)
    copy = read(root / COPY)
    if copy is not None and copy != there:
        message = f"is not the same as {FILE}; the next merge mends it"
        yield finding(COPY, 0, "marketplace-copy", message)
