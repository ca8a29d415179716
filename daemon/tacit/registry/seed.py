"""Make a new registry's files from the template."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tacit.errors import RegistryError
from tacit.registry.form import slug
from tacit.registry.marketplace import COPY, FILE, listings
from tacit.share import share

# The registry that every new one begins as.
TEMPLATE = share("templates/registry")
# What stands in the template for what a registry is called, file by file.
_NAME = "team-skills"
_PLACE = "ORG/REPO"
_FILLED = ("README.md", ".github/CODEOWNERS", FILE, COPY)
# What Claude Code takes from its maker alone: `plugin marketplace add` refuses it (2.1.329).
_KEPT = frozenset(
    re.findall(
        r"\S+",
        "agent-skills anthropic-agent-skills anthropic-marketplace anthropic-plugin-directory"
        " anthropic-plugins claude-code-marketplace claude-code-plugins claude-community"
        " claude-for-financial-services claude-for-legal claude-plugin-directory"
        " claude-plugins-community claude-plugins-official claude-tag-plugins"
        " financial-services-plugins first-party-plugins healthcare knowledge-work-plugins"
        " life-sciences",
    )
)
_PLACED = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})")


@dataclass(frozen=True, slots=True)
class Title:
    """What a registry is called: `name` in `/plugin install all-skills@NAME`.

    `place`: ORG/REPO at GitHub, `url`: its address; each "" where it is not known.
    """

    name: str
    place: str = ""
    url: str = ""


def title(said: str, url: str = "") -> Title:
    """The title that `NAME` or `ORG/REPO` stands for.

    Raises RegistryError where it is neither, or a name that the client keeps for its maker.
    """
    placed = _PLACED.fullmatch(said)
    if not placed and not slug(said):
        raise RegistryError(
            f"{said!r} is no name; use lower-case letters, digits, single dashes, or ORG/REPO"
        )
    if not placed and said in _KEPT:
        raise RegistryError(f"Claude Code refuses a marketplace called {said!r}; take another name")
    return Title(_named(placed[2], placed[1]) if placed else said, said if placed else "", url)


def _named(last: str, before: str) -> str:
    """A name for the client, with the one before it where the last alone is refused."""
    name = _slug(last)
    return _slug(f"{before}-{name}") if name in _KEPT else name


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or _NAME


def titled(folder: Path) -> Title:
    """A title after the folder's own name."""
    return Title(_named(folder.name, "our"))


def seed(folder: Path, called: Title, *, lessons: bool = True) -> None:
    """Write a registry of that title into `folder`, which must be missing or empty.

    `lessons`: with the template's own skills, as an empty registry teaches nobody.
    Raises RegistryError where the folder has content, or cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise RegistryError(f"{folder} is not empty; name a new folder")
        # An installer compiles what it installs, the template's scripts too.
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(TEMPLATE, folder, ignore=compiled, dirs_exist_ok=True)
        if not lessons:
            shutil.rmtree(folder / "plugins")
            (folder / "plugins").mkdir()
            (folder / "plugins" / ".gitkeep").touch()
        for path in _FILLED:
            text = (folder / path).read_text(encoding="utf-8")
            (folder / path).write_text(_filled(text, called), encoding="utf-8")
        for path, made in listings(folder).items():
            (folder / path).write_bytes(made)
    except OSError as error:
        raise RegistryError(f"{folder} cannot be written: {error.strerror}") from None


def _filled(text: str, called: Title) -> str:
    """A file of the template with the title in the place of what stands for it."""
    org = called.place.partition("/")[0]
    if org:
        text = re.sub(r"^# (?=[*/].* @ORG$)", "", text, flags=re.M).replace("@ORG", f"@{org}")
        text = text.replace("The team", org)
    if called.url:
        text = text.replace(f"git@github.com:{_PLACE}.git", called.url)
    # `/plugin marketplace add` takes ORG/REPO for GitHub alone, and a URL for any place.
    known = called.place if "github.com" in called.url or not called.url else called.url
    text = text.replace(_PLACE, known or _PLACE)
    return text.replace(_NAME, called.name)
