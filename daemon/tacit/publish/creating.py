"""Make a new registry, whole or not at all: the embedded one, or one for a team."""

import shutil
import tempfile
from pathlib import Path

from tacit.errors import RegistryError
from tacit.publish import drafting, exchange
from tacit.publish.address import checked, shown
from tacit.publish.forge import GitHub
from tacit.publish.git import Git
from tacit.publish.lock import locked
from tacit.registry.seed import Title, seed
from tacit.registry.tree import files, read


def create_local(bare: Path, *, lessons: bool = False) -> None:
    """Make the bare repository of a seeded registry at `bare`, whole or not at all.

    One that is there already is left alone. Raises RegistryError where it cannot be made.
    """
    with locked(bare) as keep:
        if (bare / "HEAD").exists():
            return
        made = bare.with_name(f".{bare.name}.new")
        shutil.rmtree(made, ignore_errors=True)
        git = Git(str(bare), made, made, keep)
        with tempfile.TemporaryDirectory() as folder:
            seed(Path(folder, "seed"), Title("team-skills"), lessons=lessons)
            _first_commit(git, Path(folder, "seed"), "--bare")
        made.rename(bare)


def create_here(
    folder: Path, called: Title, *, lessons: bool = True, forge: GitHub | None = None
) -> None:
    """Make a seeded registry in `folder`, a repository with a work tree.

    Where the title has a URL, that becomes `origin`, and the registry is pushed there. Raises
    RegistryError where the folder has content or cannot be written, or where the URL cannot be
    read or holds anything; nothing was made then.
    """
    url = checked(called.url) if called.url else ""
    if url:
        _check_empty(url, forge)
    seed(folder, called, lessons=lessons)
    git = Git(url or str(folder), folder, folder / ".git", None, forge)
    _first_commit(git, folder)
    git("read-tree", "HEAD")
    if url:
        git("config", "remote.origin.url", url)
        git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        exchange.push(git, "refs/heads/main", "main", "")
        git("update-ref", "refs/remotes/origin/main", "refs/heads/main")
        git("config", "branch.main.remote", "origin")
        git("config", "branch.main.merge", "refs/heads/main")


def _check_empty(url: str, forge: GitHub | None) -> None:
    """Raise RegistryError unless the repository at the address is there and without a commit."""
    with tempfile.TemporaryDirectory() as scratch:
        git = Git(url, Path(scratch), Path(scratch), None, forge)
        git.init("--bare")
        try:
            listed = git("ls-remote", "--", url, network=True)
        except RegistryError as error:
            raise RegistryError(f"{error}; make an empty repository there first") from None
    if listed.out.strip():
        raise RegistryError(
            f"{shown(url)} is not empty; `tacit registry use` joins a registry, "
            "and a new one needs an empty repository"
        )


def _first_commit(git: Git, seeded: Path, *options: str) -> None:
    put = {path: (read(seeded / path) or "").encode() for path in files(seeded)}
    git.init(*options)
    git("symbolic-ref", "HEAD", "refs/heads/main")
    git("config", "gc.autoDetach", "false")
    drafting.commit(git, "refs/heads/main", "A new registry", parents=[], put=put)
