"""Run the daemon in this process: `python -I -m tacit.serve.run STATE`, or `tacit daemon run`.

Nothing here imports git, github or anthropic: that is the workers' part.
"""

import asyncio
import logging
import os
import sys

from tacit.errors import DaemonError
from tacit.paths import Paths, ensure_private
from tacit.serve import lifetime
from tacit.serve.daemon import Daemon
from tacit.serve.fault import place
from tacit.serve.setting import located, log_to

_PATIENCE = 3.0  # seconds for a daemon that is about to leave

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
