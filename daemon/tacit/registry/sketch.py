"""A skill written by hand begins as a copy of the template."""

from datetime import UTC, datetime
from pathlib import Path

from tacit import atomic
from tacit.errors import RegistryError
from tacit.registry.form import BUNDLE, slug
from tacit.registry.marketplace import FILE, listings
from tacit.registry.seed import TEMPLATE
from tacit.registry.tree import files, read
from tacit.slug import reserved

_MODEL = "templates/experiment-skill-template"
_NAME = "experiment-skill-template"
_TITLE = "Experiment skill template"
_DATE = "2026-01-31"
_AUTHOR = "A. Researcher"


def above(folder: Path) -> Path:
    """The registry that the folder is, or lies in. Raises RegistryError where there is none."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place
    raise RegistryError(
        f"{folder} is in no checkout of a registry; clone yours with git and name it with --in"
    )


def sketch(root: Path, name: str, category: str, author: str) -> Path:
    """Add a skill to fill to the registry at `root`; its SKILL.md comes back.

    The registry's own template is taken, else tacit's. Raises RegistryError where the name is
    none or taken, or where nothing can be written.
    """
    _check(root, name, category)
    model = root / _MODEL if (root / _MODEL).is_dir() else TEMPLATE / _MODEL
    top = root / "plugins" / category / name
    said = {_NAME: name, _TITLE: name.replace("-", " ").capitalize()}
    # The author stands in JSON, in YAML and in a table's cell.
    signed = "".join(c for c in author if c.isprintable() and c not in '"\\|')
    said |= {_AUTHOR: signed or _AUTHOR, _DATE: datetime.now(UTC).date().isoformat()}
    try:
        for path in files(model):
            text = read(model / path) or ""
            for old, new in said.items():
                path, text = path.replace(old, new), text.replace(old, new)  # noqa: PLW2901 - a copy's
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text, encoding="utf-8")
        for path, made in listings(root).items():
            atomic.write(root / path, made)
    except OSError as error:
        raise RegistryError(f"{top} cannot be written: {error.strerror}") from None
    return top / "skills" / name / "SKILL.md"


def _check(root: Path, name: str, category: str) -> None:
    for said in (name, category):
        if not slug(said):
            raise RegistryError(
                f"{said!r} is no name; use lower-case letters, digits and single dashes"
            )
    if name == BUNDLE or reserved(name):
        raise RegistryError(f"Claude Code refuses a plugin called {name!r}; name what it does")
    if taken := next(root.glob(f"plugins/*/{name}"), None):
        raise RegistryError(f"{taken} is there already; change that one, or take another name")
