"""Run the daemon in this process: `python -I -m tacit.serve.run STATE`, or `tacit daemon run`.

Nothing here imports git, github or anthropic: that is the workers' part.
"""

import asyncio
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path

from tacit.errors import DaemonError
from tacit.paths import Paths, ensure_private, paths
from tacit.serve import lifetime
from tacit.serve.daemon import Daemon
from tacit.serve.fault import place

_PATIENCE = 3.0  # seconds for a daemon that is about to leave
_MAX_LOG = 1 << 20
_FORM = "%(asctime)s %(process)d %(message)s"

log = logging.getLogger(__name__)


def run(where: Paths) -> None:
    """Hold the lock, live, and leave. Raises DaemonError where another daemon is there."""
    os.umask(0o077)
    ensure_private(where.runtime.parent)
    ensure_private(where.runtime)
    if lifetime.hold(where.runtime / "daemon.lock", _PATIENCE) is None:
        raise DaemonError("a daemon is running already; `tacit daemon stop` ends it")
    log.info("up")
    asyncio.run(Daemon(where).run())


def located(state: str) -> Paths:
    """This installation's folders, with the state folder that the hook was told."""
    return replace(paths(), state=Path(state))


def log_to(file: Path) -> None:
    """Write the log there, the one of before beside it; without a place for it, nowhere."""
    logging.raiseExceptions = False
    try:
        ensure_private(file.parent)
        if file.exists() and file.stat().st_size > _MAX_LOG:
            file.replace(file.with_suffix(".log.1"))
        logging.basicConfig(filename=file, format=_FORM, level=logging.INFO)
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])


def main() -> None:
    """The daemon as a hook starts it: nothing of the session's process is kept."""
    os.closerange(3, 256)
    os.chdir("/")
    where = located(sys.argv[1])
    log_to(where.log)
    code = 0
    try:
        run(where)
    except DaemonError:
        pass  # the other one answers
    except Exception as fault:  # noqa: BLE001 - the boundary of this process
        log.error("the daemon failed: %s", place(fault))
        code = 1
    logging.shutdown()
    os._exit(code)  # a thread in a hung file system keeps nobody waiting


if __name__ == "__main__":
    main()
