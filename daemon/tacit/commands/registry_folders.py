"""Which registries a verb looks at: the one in a folder that was named, else all that are read."""

from pathlib import Path

from tacit.config import load
from tacit.errors import RegistryError
from tacit.paths import paths
from tacit.publish.address import shown
from tacit.publish.registries import registries


def known(folder: Path | None) -> list[tuple[str, Path]]:
    """Address and folder of each; as of the last sync.

    Raises RegistryError where the named folder is none, or nothing was ever synchronised.
    """
    if folder is not None:
        return [(str(folder), checkout(folder))]
    found = [
        (shown(one.url), one.folder) for one in registries(load(), paths()) if one.folder.is_dir()
    ]
    if not found:
        raise RegistryError("no registry is here yet; `tacit registry sync` fetches yours")
    return found


def checkout(folder: Path) -> Path:
    """The folder, where files of a registry can lie in it.

    Raises RegistryError for none, and for a repository without files of its own.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder} is no folder; name a checkout of a registry")
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        raise RegistryError(f"{folder} is a bare repository; clone it, and name the clone")
    return folder
