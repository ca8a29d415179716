"""Folders and files of a plugin: names, what must be there, and what must not."""

from collections.abc import Iterable, Iterator, Mapping

from tacit.registry.finding import Finding, finding
from tacit.registry.form import BUNDLE, slug
from tacit.registry.places import plugin_of
from tacit.slug import reserved

_BESIDE = ("references/experiment-log.md", "references/troubleshooting.md")
_NOT_OURS = frozenset({".gitkeep", ".gitignore", "README.md"})
# What the client runs or starts by itself once a plugin is installed.
_RUN = ("hooks/", ".mcp.json", ".lsp.json", "monitors/")


def structure(top: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with the folders of one plugin. `top`: `plugins/CATEGORY/NAME`."""
    _, category, name = top.split("/")
    for part in (category, name):
        if not slug(part):
            message = f"{part!r} is no name; use lower-case letters, digits and single dashes"
            yield finding(top, 0, "name", message)
    if name == BUNDLE:
        yield finding(top, 0, "name", f"{BUNDLE} is the bundle's own name; choose another")
    if reserved(name):
        message = "the client takes a plugin of this name for Anthropic's own; name what it does"
        yield finding(top, 0, "name", message)
    main = f"{top}/skills/{name}/SKILL.md"
    if main not in files:
        yield finding(main, 0, "skill-missing", "the plugin has no such file; add it")
    for beside in _BESIDE:
        if not any(f"{place}/{beside}" in files for place in (top, f"{top}/skills/{name}")):
            message = f"the plugin has no {beside}; take it from the template"
            yield finding(top, 0, "reference-missing", message)
    for path in files:
        yield from _misplaced(path, path[len(top) + 1 :])


def _misplaced(path: str, inside: str) -> Iterator[Finding]:
    parts = inside.split("/")
    if parts[-1] == "SKILL.md" and (len(parts) != 3 or parts[0] != "skills"):
        message = "the client finds no skill here; move it to skills/NAME/SKILL.md"
        yield finding(path, 0, "skill-elsewhere", message)
    if inside.startswith(_RUN):
        message = "would run by itself on every machine that installs the plugin; take it out"
        yield finding(path, 0, "runs-on-install", message)


def strays(paths: Iterable[str]) -> Iterator[Finding]:
    """Files below `plugins/` that lie in no plugin."""
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        if path.startswith("plugins/") and not plugin_of(path) and name not in _NOT_OURS:
            message = "lies in no plugin; move it to plugins/CATEGORY/NAME"
            yield finding(path, 0, "misplaced", message)


def twice(tops: Iterable[str]) -> Iterator[Finding]:
    """Plugins of one name in two categories."""
    seen: dict[str, str] = {}
    for top in tops:
        name = top.rsplit("/", 1)[1]
        if name in seen:
            message = f"{seen[name]} has the same name; a marketplace lists a name once, rename it"
            yield finding(top, 0, "name-twice", message)
        else:
            seen[name] = top
