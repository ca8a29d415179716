"""Where a process of the daemon's stands: its folders and its log."""

import logging
from dataclasses import replace
from pathlib import Path

from tacit.paths import Paths, ensure_private, paths

_MAX_LOG = 1 << 20
_FORM = "%(asctime)s %(process)d %(message)s"


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
