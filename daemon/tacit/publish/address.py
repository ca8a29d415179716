"""Addresses of registries: which are taken, how they are shown, what folder they get.

An address comes from a person or from a file, and git understands far more than addresses:
`ext::` runs a program, a leading dash is an option, and userinfo ends up in `.git/config`.
"""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from tacit.errors import RegistryError
from tacit.terminal import safe_line

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCP = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?!:)(?!//).+")
_USERINFO = re.compile(r"(?<=://)[^/@\s]*@")
_TAKEN = ("https", "http", "ssh", "file")


def checked(url: str) -> str:
    """The address as git gets it: a URL, `host:path`, or an absolute path.

    Raises RegistryError for anything else, and for credentials inside the address.
    """
    if not url or url.startswith("-") or any(ord(c) < 32 or ord(c) == 127 for c in url):
        raise RegistryError(f"{shown(url) or 'an empty text'} is no address of a registry")
    scheme = _SCHEME.match(url)
    if scheme:
        return _checked_url(url, scheme[1].lower())
    if url.startswith(("/", "~")):
        return str(_path(url))
    if _SCP.fullmatch(url):
        return url
    raise RegistryError(
        f"{shown(url)} is no address of a registry; give https://…, ssh://…, host:path "
        "or an absolute path"
    )


def _checked_url(url: str, scheme: str) -> str:
    if scheme not in _TAKEN:
        raise RegistryError(f"{shown(url)}: {scheme}:// is not used; give https://… or ssh://…")
    try:
        parts = urlsplit(url)
        host, secret = parts.hostname or "", parts.password
        user = parts.username
    except ValueError:
        raise RegistryError(f"{shown(url)} is no address of a registry") from None
    if secret or (user and scheme != "ssh"):
        raise RegistryError(
            f"{shown(url)} holds credentials, which would be written to disk; take them out and "
            "let git's credential helper keep them"
        )
    if scheme == "file":
        if host or not parts.path.startswith("/"):
            raise RegistryError(f"{shown(url)} is no file on this machine; give file:///path")
    elif not host or host.startswith("-") or (user or "").startswith("-"):
        raise RegistryError(f"{shown(url)} names no host")
    return url


def absolute(url: str) -> str:
    """The address as the configuration keeps it; a relative folder becomes absolute.

    Raises RegistryError as `checked` does.
    """
    if "://" not in url and (url.startswith(".") or Path(url).is_dir()):
        url = str(Path(url).resolve())
    return checked(url)


def local(url: str) -> bool:
    """Does the address name a folder of this machine?"""
    return url.startswith(("/", "~", "file://"))


def shown(url: str) -> str:
    """The address fit for a message: without userinfo, on one line."""
    return safe_line(_USERINFO.sub("", url), 200)


def folder_name(url: str) -> str:
    """A readable folder name for the registry's checkout, ending in 8 hex digits of its hash."""
    last = re.split(r"[/:]", url.rstrip("/"))[-1].removesuffix(".git")
    readable = re.sub(r"[^A-Za-z0-9-]+", "-", last).strip("-").lower()[:40] or "registry"
    return f"{readable}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _path(url: str) -> Path:
    try:
        return Path(url).expanduser()
    except RuntimeError:
        raise RegistryError(f"{shown(url)}: there is no such home folder") from None
