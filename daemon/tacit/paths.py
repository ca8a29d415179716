"""Where things lie. Nothing here creates a folder; `ensure_private` does, when asked."""

import binascii
import os
import re
import socket
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import orjson
import platformdirs

from tacit.errors import TacitError

# Written by `tacit install` into a virtual environment of tacit's own, so that a shell with other
# XDG_… variables than the installing one still finds the same folders.
RECORD = "tacit-paths.json"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user on one host."""

    config: Path
    data: Path
    state: Path
    host: str

    @property
    def config_file(self) -> Path:
        """The user's configuration."""
        return self.config / "config.toml"

    @property
    def local_registry(self) -> Path:
        """The embedded default registry, a bare git repository."""
        return self.data / "registry.git"

    @property
    def checkouts(self) -> Path:
        """Checkouts of all registries, of all hosts: what Claude may read unasked."""
        return self.state / "checkouts"

    @property
    def host_checkouts(self) -> Path:
        """This host's checkouts; home folders are often shared between hosts."""
        return self.checkouts / self.host

    @property
    def host_state(self) -> Path:
        """What this host alone writes: queue, spool, index, drafts, log."""
        return self.state / "hosts" / self.host

    @property
    def database(self) -> Path:
        """Queue, drafts and what was advised."""
        return self.host_state / "tacit.db"

    @property
    def answers(self) -> Path:
        """What a model answered before, redacted."""
        return self.host_state / "answers"

    @property
    def spool(self) -> Path:
        """What the hooks leave behind: events without any text."""
        return self.host_state / "spool"

    @property
    def index(self) -> Path:
        """The full-text index over all registries: a folder of its generations."""
        return self.host_state / "index"

    @property
    def drafts(self) -> Path:
        """One folder a draft: its files and its evidence."""
        return self.host_state / "drafts"

    @property
    def log(self) -> Path:
        """What the daemon and its workers say."""
        return self.host_state / "tacit.log"

    @property
    def runtime(self) -> Path:
        """The folder of the socket and its locks: see `runtime_folder`."""
        return runtime_folder(self.state, self.host)

    @property
    def socket(self) -> Path:
        """The daemon's socket."""
        return self.runtime / "s"


def runtime_folder(state: Path, host: str) -> Path:
    """`/tmp/tacit-<uid>/<hash of host and state folder>`, whatever the environment says.

    TMPDIR and XDG_RUNTIME_DIR differ between a desktop, ssh and cron; two daemons would answer.
    `hooks/client.py` computes the same; a test holds the two together.
    """
    digest = binascii.crc32(os.fsencode(host) + b"\0" + os.fsencode(state))
    return Path("/tmp") / f"tacit-{os.getuid()}" / f"{digest:08x}"  # noqa: S108 - checked before use


def host_name() -> str:
    """This host's name, fit to be a folder."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", os.uname().nodename or socket.gethostname())[:100] or "_"


def paths() -> Paths:
    """The folders in force: the installation's record, else the platform's (XDG)."""
    try:
        record = orjson.loads(Path(sys.prefix, RECORD).read_bytes())
        config, data, state = (Path(record[key]) for key in ("config", "data", "state"))
    except (OSError, ValueError, KeyError, TypeError):
        dirs = platformdirs.PlatformDirs("tacit", appauthor=False)
        config, data, state = (
            Path(p) for p in (dirs.user_config_dir, dirs.user_data_dir, dirs.user_state_dir)
        )
    return Paths(config, data, state, host_name())


def ensure_private(folder: Path) -> Path:
    """Create the folder for this user alone (0700) and return it.

    Raises TacitError where it is a link, somebody else's, or open to others and not to be closed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise TacitError(f"{folder} is not a folder of yours; move it away and try again")
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
    return folder


def client_config() -> Path:
    """The Claude Code configuration folder in force: CLAUDE_CONFIG_DIR, else `~/.claude`."""
    return Path(os.environ.get("CLAUDE_CONFIG_DIR") or Path.home() / ".claude")
