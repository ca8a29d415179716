"""Which announced sessions' transcripts grow: hints from the file system, and nothing more.

One observer for all folders: each takes an inotify instance, of which a user has 128. Where the
kernel has none left, or the folder is on a network, it polls instead. A hint may be lost or come
twice; the clerk's slow sweep looks at the files themselves.
"""

import errno
import logging
from pathlib import Path, PurePath

import psutil
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

log = logging.getLogger(__name__)

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre"})
_NETWORK |= frozenset({"beegfs", "gpfs", "glusterfs", "fuse", "fuseblk", "orangefs", "pvfs2"})
_POLL_SECONDS = 10
_NO_MORE = (errno.EMFILE, errno.ENOSPC)  # no inotify instance, no inotify watch


class Watcher(FileSystemEventHandler):
    """Collects the ids of sessions whose files changed."""

    def __init__(self, *, polling: bool = False) -> None:
        self._polling = polling
        self._observer: BaseObserver | None = None
        self._folders: set[Path] = set()
        self._changed: set[str] = set()

    @property
    def polling(self) -> bool:
        """Does it look by itself instead of being told?"""
        return self._polling

    def follow(self, folder: Path) -> None:
        """Watch a client's projects folder; one that does not exist yet is left for later."""
        if folder in self._folders or not folder.is_dir():
            return
        if not self._polling and on_network(folder):
            self._poll()
        try:
            self._watch(folder)
        except OSError as error:
            if self._polling or error.errno not in _NO_MORE:
                log.warning("cannot watch a projects folder: %s", error.strerror)
                return
            self._poll()
            self._watch(folder)
        self._folders.add(folder)

    def changed(self) -> set[str]:
        """The sessions with news since the last call."""
        found, self._changed = self._changed, set()
        return found

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(5)
            self._observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called in the observer's thread."""
        if event.event_type in ("created", "modified", "moved") and not event.is_directory:
            session = session_of(PurePath(str(event.dest_path or event.src_path)))
            if session and len(self._changed) < 10_000:
                self._changed.add(session)

    def _watch(self, folder: Path) -> None:
        if self._observer is None:
            self._observer = PollingObserver(timeout=_POLL_SECONDS) if self._polling else Observer()
            self._observer.start()
        self._observer.schedule(self, str(folder), recursive=True)

    def _poll(self) -> None:
        self._polling = True
        self.stop()
        for folder in self._folders:
            self._watch(folder)


def session_of(file: PurePath) -> str:
    """The session that a file under a projects folder belongs to; "" when none."""
    if file.suffix != ".jsonl":
        return ""
    parents = file.parts
    return parents[parents.index("subagents") - 1] if "subagents" in parents else file.stem


def on_network(folder: Path) -> bool:
    """Does the folder lie on a file system that other hosts change too?"""
    best = max(
        (
            part
            for part in psutil.disk_partitions(all=True)
            if folder.is_relative_to(part.mountpoint)
        ),
        key=lambda part: len(part.mountpoint),
        default=None,
    )
    kind = best.fstype if best else ""
    return kind in _NETWORK or kind.startswith("fuse.")
