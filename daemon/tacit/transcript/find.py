"""Where transcripts lie: by session id in the client's folders, or all those of a folder."""

import os
import re
import stat
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
        for path in projects.glob(f"*/{session_id}.jsonl"):
            if (written := _written(path, projects)) is not None:
                found.append((written, path))
    return max(found)[1] if found else None


def named(session_id: str, config_dir: Path) -> Path:
    """The transcript that somebody asked for by its id; raises TranscriptError without one."""
    found = find(session_id, [config_dir])
    if found is None:
        raise TranscriptError(
            f"no transcript of session {session_id} under {config_dir}/projects;"
            " set CLAUDE_CONFIG_DIR if it lies elsewhere, or give its PATH"
        )
    return found


def last(config_dir: Path) -> Path:
    """The transcript that was written last; raises TranscriptError where there is none."""
    projects = config_dir / "projects"
    known = transcripts(projects) if projects.is_dir() else ()
    written = [(at, file) for file in known if (at := _written(file, projects)) is not None]
    if not written:
        raise TranscriptError(
            f"no transcript under {projects} yet; set CLAUDE_CONFIG_DIR if it lies elsewhere"
        )
    return max(written)[1]


def _written(path: Path, folder: Path) -> float | None:
    """When a regular file inside `folder` was written last; None where it is no such file."""
    try:
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.stat().st_mtime
    except (OSError, RuntimeError):  # closed to us, gone meanwhile, or a loop of links
        pass
    return None


def transcripts(path: Path) -> Iterator[Path]:
    """The file itself, or a folder's main transcripts by name, those of its folders included.

    Subagents' files belong to their session; links to folders are not followed. Raises
    TranscriptError where there is nothing at `path`.
    """
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise TranscriptError(f"no transcript at {path}: {error}") from None
    if not folder:
        yield path
        return
    for at, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "subagents")
        for name in sorted(names):
            if name.endswith(".jsonl") and not name.startswith(PREFIX):
                yield Path(at, name)
