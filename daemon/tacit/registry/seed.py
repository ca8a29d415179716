"""Make a new registry's files from the template."""

import shutil
from pathlib import Path

from tacit.errors import RegistryError
from tacit.registry.form import slug
from tacit.registry.marketplace import marketplace
from tacit.share import share

_NAME = "team-skills"


def seed(folder: Path, name: str) -> None:
    """Write a registry called `name` into `folder`, which must be missing or empty.

    Raises RegistryError where the name is none, the folder has content, or cannot be written.
    """
    if not slug(name):
        raise RegistryError(f"{name!r} is no name; use lower-case letters, digits, single dashes")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise RegistryError(f"{folder} is not empty; name a new folder")
        shutil.copytree(share("templates/registry"), folder, dirs_exist_ok=True)
        for path in (folder / "README.md", folder / ".claude-plugin" / "marketplace.json"):
            path.write_text(path.read_text(encoding="utf-8").replace(_NAME, name), encoding="utf-8")
        (folder / ".claude-plugin" / "marketplace.json").write_bytes(marketplace(folder))
    except OSError as error:
        raise RegistryError(f"{folder} cannot be written: {error.strerror}") from None
