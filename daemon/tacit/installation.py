"""What an installation writes down of itself: which interpreter runs it, where its folders are."""

import json
import shutil
import sys
from pathlib import Path

from tacit import atomic
from tacit.paths import RECORD, Paths, ensure_private
from tacit.wiring import client_file, interpreter

# In the state folder; read by the plugin's hooks and by `hooks/tacit`: interpreter, hook client.
INTERPRETER = "interpreter"
NAME = "tacit"  # what each of the folders is called, under whatever the environment names


def write_down(where: Paths) -> None:
    """Let the plugin find this installation, and this installation its folders from any shell.

    The folders are recorded only in an environment of tacit's own, below its data folder.
    """
    ensure_private(where.state)
    atomic.write(where.state / INTERPRETER, f"{interpreter()}\n{client_file()}\n".encode())
    if owns_environment(where):
        folders = {"config": where.config, "data": where.data, "state": where.state}
        text = json.dumps({key: str(folder) for key, folder in folders.items()}, indent=2)
        atomic.write(Path(sys.prefix, RECORD), f"{text}\n".encode())


def owns_environment(where: Paths) -> bool:
    """Does this program run in the environment that install.sh made?"""
    return Path(sys.prefix).resolve().is_relative_to(where.data.resolve())


def withdraw(where: Paths) -> None:
    """Let the plugin's hooks fall silent."""
    (where.state / INTERPRETER).unlink(missing_ok=True)


def purge(where: Paths) -> list[Path]:
    """Remove queue, drafts, checkouts, local registry and environment; what was removed.

    The configuration stays: it may hold projects that are never to take part.
    """
    link = Path.home() / ".local" / "bin" / "tacit"
    ours = where.data / "venv" / "bin" / "tacit"
    removed = []
    if link.is_symlink() and link.readlink() == ours:
        link.unlink()
        removed.append(link)
    for folder in (where.runtime, where.state, where.data):  # the environment is in the last
        if folder.is_dir() and (folder.name == NAME or folder == where.runtime):
            shutil.rmtree(folder.resolve())
            folder.unlink(missing_ok=True)  # where it was a link to elsewhere
            removed.append(folder)
    return removed
