"""The transcripts that lie on this machine, oldest first: the client deletes them after 30 days."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tacit.errors import TranscriptError
from tacit.transcript.clip import path as told_path
from tacit.transcript.lines import lines, opened
from tacit.transcript.records import decode
from tacit.transcript.subagents import PREFIX

_LINES = 200  # of a file, until one names its folder; real ones do within the first ten


@dataclass(frozen=True, slots=True)
class Past:
    """A main transcript as it lies there. `written`: nanoseconds since 1970."""

    path: str
    size: int
    written: int

    @property
    def session(self) -> str:
        """The session's id, by the file's name."""
        return Path(self.path).stem


def past(config_dir: Path, since: float, until: float) -> list[Past]:
    """The transcripts of all projects last written in that time (Unix seconds), oldest first.

    Links are not followed, subagents' files belong to their session. Raises TranscriptError where
    there is no folder of projects.
    """
    projects = config_dir / "projects"
    if not projects.is_dir():
        raise TranscriptError(
            f"no transcript under {projects} yet; set CLAUDE_CONFIG_DIR if it lies elsewhere"
        )
    found = (one for one in _files(projects) if since <= one.written / 1e9 <= until)
    return sorted(found, key=lambda one: (one.written, one.path))


def _files(projects: Path) -> Iterator[Past]:
    for folder in projects.iterdir():
        if folder.is_symlink() or not folder.is_dir():
            continue
        for file in folder.glob("*.jsonl"):
            try:
                status = file.lstat()
                str(file).encode()
            except (OSError, UnicodeEncodeError):  # gone meanwhile, or of a name no text can hold
                continue
            if stat.S_ISREG(status.st_mode) and not file.name.startswith(PREFIX):
                yield Past(str(file), status.st_size, status.st_mtime_ns)


def project(path: Path) -> str:
    """The folder that the session began in, "" where its first records name none.

    Raises TranscriptError.
    """
    try:
        with opened(path) as file:
            for _, line in zip(range(_LINES), lines(file), strict=False):
                record = decode(line) if line else None
                if record and (folder := told_path(record.get("cwd"))):
                    return folder
    except OSError as error:
        raise TranscriptError(f"cannot read the transcript {path}: {error}") from None
    return ""
