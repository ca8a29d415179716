"""Real git repositories: a registry, and people who work in it with git alone."""

import os
import subprocess
from pathlib import Path

from tacit.publish.checkout import Checkout
from tacit.publish.creating import create_local

ALICE = ("-c", "user.name=A. Researcher", "-c", "user.email=a.researcher@example.org")


def git(folder: Path, *args: str) -> str:
    """What git prints, run in the folder as a person; a failure fails the test."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *ALICE, "-C", str(folder), *args],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"git {' '.join(args)}: {done.stderr}"
    return done.stdout.strip()


def bare(tmp_path: Path) -> Path:
    """A new registry without any skill, bare."""
    create_local(tmp_path / "registry.git")
    return tmp_path / "registry.git"


def checkout(registry: Path | str, folder: Path) -> Checkout:
    """A synchronised checkout of the registry in `folder`."""
    made = Checkout(str(registry), folder)
    made.sync()
    return made


def commit(registry: Path, folder: Path, files: dict[str, str], branch: str = "main") -> str:
    """A person's commit on the registry's branch, made in a clone at `folder`; its name."""
    if not folder.exists():
        git(registry.parent, "clone", "--quiet", str(registry), str(folder))
    git(folder, "fetch", "--quiet", "origin")
    git(folder, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "by hand")
    git(folder, "push", "--quiet", "origin", branch)
    return git(folder, "rev-parse", "HEAD")


def branches(registry: Path) -> list[str]:
    """The names of the registry's draft branches."""
    return git(registry, "for-each-ref", "--format=%(refname:short)", "refs/heads/tacit").split()
