"""The configuration in force and the policy of a session's folders, read anew when they change."""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from tacit.config import load
from tacit.options import Config
from tacit.policy import Policy, policy

_STRICTER = ("auto", "ask", "never")


def config(file: Path, env: Mapping[str, str]) -> Config:
    """The configuration with a session's own TACIT_… over it. Raises ConfigError."""
    try:
        found = file.stat()
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        stamp = (0, 0, 0)
    return _load(file, stamp, frozenset(env.items()))


def own() -> dict[str, str]:
    """This process's own TACIT_… variables; a daemon that a hook started has none."""
    return {name: value for name, value in os.environ.items() if name.startswith("TACIT_")}


@lru_cache(maxsize=16)
def _load(file: Path, stamp: tuple[int, ...], env: frozenset[tuple[str, str]]) -> Config:
    return load(file, dict(env))


def strictest(folders: Iterable[str], settings: Config, env: Mapping[str, str]) -> Policy:
    """The policy over all folders of a session; the most restrictive wins.

    Without a folder nothing is known against it. A name that is no absolute path is not a folder.
    """
    found = Policy("", True, True, "auto", "")
    known = [Path(f) for f in dict.fromkeys(folders) if f.startswith("/") and "\0" not in f]
    for one in (policy(folder, settings, env) for folder in known or [Path("/")]):
        publish = max(found.publish, one.publish, key=_STRICTER.index)
        found = Policy(
            found.path or one.path,
            found.advise and one.advise,
            found.retrospective and one.retrospective,
            publish,
            found.why or one.why,
        )
    return found
