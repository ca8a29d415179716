"""Where the token for a forge comes from. It is looked for when it is needed, and kept nowhere."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tacit import secretfile
from tacit.errors import ForgeError, TacitError

_OF_GITHUB = ("TACIT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN")
# As gh has it: a token for github.com is no server's of a company, and never goes there.
_OF_ENTERPRISE = ("TACIT_GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
_SECONDS = 10  # for gh, which may ask the desktop's keyring


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it was found. Neither `repr` nor a log shows it."""

    secret: str = field(repr=False)
    source: str


def token(host: str, file: str, env: Mapping[str, str] | None = None) -> Token | None:
    """The token for the forge at `host`: of the environment, of `file`, of gh, of the keyring.

    None where there is none. The daemon's workers get none of a shell's environment. Raises
    ForgeError for one that cannot be used.
    """
    found = _from_environment(host, os.environ if env is None else env)
    return found or _kept(host, file)


def _from_environment(host: str, env: Mapping[str, str]) -> Token | None:
    for name in _OF_GITHUB if host == "github.com" else _OF_ENTERPRISE:
        if value := env.get(name, "").strip():
            return Token(_checked(value, name), name)
    return None


@lru_cache(maxsize=8)
def _kept(host: str, file: str) -> Token | None:
    """Asked once a process: gh takes 50 ms."""
    if file:
        place = Path(os.path.expanduser(file))  # noqa: PTH111 - ~nobody stays, unraised
        try:
            return Token(secretfile.read(place), str(place))
        except TacitError as error:
            raise ForgeError(f"forge.token_file: {error}") from None
    for source, ask in (("gh auth token", _of_gh), ("the keyring", _of_keyring)):
        if value := ask(host).strip():
            return Token(_checked(value, source), source)
    return None


def _of_gh(host: str) -> str:
    gh = shutil.which("gh")
    if gh is None:
        return ""
    try:
        done = subprocess.run(
            [gh, "auth", "token", f"--hostname={host}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("ascii", "replace") if done.returncode == 0 else ""


def _of_keyring(host: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - optional, and slow to find its backend
    except ImportError:
        return ""
    try:
        return keyring.get_password("tacit", host) or ""
    except Exception:  # noqa: BLE001 - a backend of whatever kind: locked, absent, broken
        return ""


def _checked(value: str, where: str) -> str:
    try:
        return secretfile.checked(value, where)
    except TacitError as error:
        raise ForgeError(str(error)) from None
