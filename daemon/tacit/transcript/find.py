"""Where transcripts lie: by session id in the client's folders, or all those of a folder."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tacit.errors import TranscriptError
from tacit.transcript.subagents import PREFIX

# The client's ids are UUIDs. No dot and no slash: an id becomes a file's name here.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}", re.ASCII)


def find(session_id: str, config_dirs: Iterable[Path]) -> Path | None:
    """The main transcript of a session in the client's configuration folders, None without one.

    Where several projects hold it (a session may move), the one written last. Nothing outside the
    folders is found: not by the id's text, nor through a link that leads out.
    """
    if not _ID.fullmatch(session_id) or session_id.startswith(PREFIX):
        return None
    found = []
    for config_dir in config_dirs:
        projects = config_dir / "projects"
        found += [
            path for path in projects.glob(f"*/{session_id}.jsonl") if _inside(path, projects)
        ]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def transcripts(path: Path) -> Iterator[Path]:
    """The file itself, or a folder's main transcripts by name, those of its folders included.

    Subagents' files belong to their session; links to folders are not followed. Raises
    TranscriptError where there is nothing at `path`.
    """
    if not path.is_dir():
        if not path.exists():
            raise TranscriptError(f"no transcript at {path}")
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "subagents")
        for name in sorted(names):
            if name.endswith(".jsonl") and not name.startswith(PREFIX):
                yield Path(folder, name)
