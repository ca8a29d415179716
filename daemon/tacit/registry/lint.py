"""Check a registry, or a draft before it leaves. The rules lie in `form` and `danger`."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath

from tacit.errors import RegistryError
from tacit.redact import residual
from tacit.registry import form
from tacit.registry.danger import DANGEROUS, Finding, dangerous, dangers
from tacit.registry.front import front
from tacit.registry.layouts import is_skill
from tacit.registry.marketplace import FILE, marketplace
from tacit.registry.tree import files, links, read

__all__ = ["DANGEROUS", "Finding", "dangerous", "lint", "lint_files"]

# Kinds of `redact` that name a person or a machine without opening anything.
_PERSONAL = frozenset({"email", "home-path", "host", "ip", "person", "ssh-target"})


def lint(root: Path) -> Iterator[Finding]:
    """All findings on the registry in folder `root`, plugin by plugin.

    Raises RegistryError where `root` is no folder.
    """
    if not root.is_dir():
        raise RegistryError(f"{root} is no folder; name a checkout of a registry")
    for path in links(root):
        yield Finding(path, 0, "link", "error", "a link; put the file itself there")
    seen: dict[str, str] = {}
    for top, paths in groupby(files(root), key=_top):
        texts: dict[str, str] = {}
        for path in paths:
            text = read(root / path)
            if text is None or "\0" in text:
                message = "larger than 1 MB, or no text; nobody reviews it, keep it elsewhere"
                yield Finding(path, 0, "not-text", "warning", message)
            else:
                texts[path] = text
        if top:
            yield from _twice(top, seen)
        yield from lint_files(texts)
    if seen:
        yield from _marketplace(root)


def lint_files(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Findings on some files of a registry: path inside it → text."""
    plugins: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if top := _top(path):
            plugins.setdefault(top, {})[path] = text
        elif is_skill(path):
            where = PurePosixPath(path)
            called = where.parent.name if where.name == "SKILL.md" else where.stem
            yield from form.skill(path, text, called)
    for top, inside in plugins.items():
        yield from form.plugin(top, inside)
    for path, text in texts.items():
        yield from dangers(path, text)
        yield from _secrets(path, text)


def _top(path: str) -> str:
    """The plugin's folder that a path lies in, "" where it lies in none."""
    parts = path.split("/", 3)
    return "/".join(parts[:3]) if parts[0] == "plugins" and len(parts) == 4 else ""


def _secrets(path: str, text: str) -> Iterator[Finding]:
    author = front(text).text("author") if path.endswith(".md") else ""
    for kind in residual(text, author=author):
        line = next((n for n, part in enumerate(text.split("\n"), 1) if kind in residual(part)), 0)
        if kind in _PERSONAL:
            message = f"names a person or a machine ({kind}); put a placeholder"
            yield Finding(path, line, "personal", "warning", message)
        else:
            message = f"looks like a secret ({kind}); revoke it, then put a placeholder"
            yield Finding(path, line, "secret", "error", message)


def _twice(top: str, seen: dict[str, str]) -> Iterator[Finding]:
    name = top.rsplit("/", 1)[1]
    if name in seen:
        message = f"{seen[name]} has the same name; a marketplace lists a name once"
        yield Finding(top, 0, "name-twice", "error", message)
    else:
        seen[name] = top


def _marketplace(root: Path) -> Iterator[Finding]:
    there = read(root / FILE)
    if there is None:
        message = "missing, so Claude Code cannot install from here; `tacit registry marketplace`"
        yield Finding(FILE, 0, "marketplace-missing", "warning", message)
        return
    try:
        current = marketplace(root)
    except RegistryError as error:
        yield Finding(FILE, 0, "marketplace", "error", str(error))
        return
    if current != there.encode():
        message = "does not list what is here; the next merge mends it"
        yield Finding(FILE, 0, "marketplace-stale", "warning", message)
