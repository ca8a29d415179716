"""The key of the provider, and where it may be sent."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tacit import secretfile
from tacit.errors import ModelError, TacitError
from tacit.options import Model

_PROVIDER = "https://api.anthropic.com"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the address that it is for. Neither `repr` nor a log shows it."""

    secret: str = field(repr=False)
    url: str


def key(model: Model, env: Mapping[str, str]) -> Key:
    """The key of `key_file`, else of ANTHROPIC_API_KEY. Raises ModelError where there is none.

    The daemon's workers get no ANTHROPIC_… of a shell. A key of the file never goes to an address
    of the environment: a project could set it there. One of the environment belongs with its own.
    """
    if model.key_file:
        file = Path(os.path.expanduser(model.key_file))  # noqa: PTH111 - ~nobody stays, unraised
        return Key(_read(file), _address(model.base_url or _PROVIDER))
    found = env.get("ANTHROPIC_API_KEY", "").strip()
    if not found:
        raise ModelError("there is no key; name a file with one as `key_file` under [model]")
    url = model.base_url or env.get("ANTHROPIC_BASE_URL", "") or _PROVIDER
    return Key(_checked(found), _address(url))


def _read(file: Path) -> str:
    try:
        return secretfile.read(file)
    except TacitError as error:
        raise ModelError(str(error)) from None


def _checked(found: str) -> str:
    try:
        return secretfile.checked(found, "ANTHROPIC_API_KEY")
    except TacitError as error:
        raise ModelError(str(error)) from None


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if host and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
        return url
    raise ModelError("the model's base_url is no https address")
