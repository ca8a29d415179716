"""Mend what is mechanical: nothing that takes a guess, and nothing dangerous.

A danger, a secret or a hidden text is for a person to look at; its file is left as it is.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tacit import atomic
from tacit.errors import RegistryError
from tacit.registry.danger import dangerous
from tacit.registry.marketplace import listings
from tacit.registry.mendmanifest import mended_manifest
from tacit.registry.mendpage import mended_page
from tacit.registry.places import plugin_of
from tacit.registry.tree import files, read

Mend = tuple[str, str]


def mend(root: Path) -> Iterator[Mend]:
    """Mend the registry in folder `root`; path and what was done, each after it was written.

    A second run does nothing. Raises RegistryError where a file cannot be written, or the list
    of plugins is broken.
    """
    plugins: dict[str, dict[str, str]] = {}
    for path in files(root):
        text = read(root / path) if plugin_of(path) else None
        if text is not None and "\ufffd" not in text:  # no UTF-8: it would be lost
            plugins.setdefault(plugin_of(path), {})[path] = text
    for top, texts in plugins.items():
        for path, (text, done) in mended(top, texts).items():
            _write(root / path, text.encode())
            yield from ((path, one) for one in done)
    for path, made in listings(root).items() if plugins else ():
        # A danger in a manifest is not spread; lint says where it is.
        if atomic.read(root / path) != made and not dangerous(made.decode()):
            _write(root / path, made)
            yield path, "made anew from the plugins that are here"


def mended(top: str, texts: Mapping[str, str]) -> dict[str, tuple[str, list[str]]]:
    """Path → new text and what was done, of those files of a plugin that can be mended."""
    now = dict(texts)
    done: dict[str, list[str]] = {}
    name = top.rsplit("/", 1)[1]
    for path, text in texts.items():
        if path.endswith(".md"):
            called = path.split("/")[-2] if path.endswith("/SKILL.md") else ""
            now[path], did = mended_page(text, called)
            done[path] = did
    main = now.get(f"{top}/skills/{name}/SKILL.md", "")
    manifest = f"{top}/.claude-plugin/plugin.json"
    if main and not dangerous(main):
        now[manifest], done[manifest] = mended_manifest(now.get(manifest), name, main)
    return {path: (now[path], did) for path, did in done.items() if did}


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, data)
    except OSError as error:
        raise RegistryError(f"{file} cannot be written: {error.strerror}") from None
