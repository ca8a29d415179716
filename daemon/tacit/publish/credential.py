"""How git gets the token: through a helper of its own that reads a file which has no name.

A token in a URL would be written to `.git/config`, one in an argument or in `http.extraHeader`
shows in the process list. The helper is bound to one origin, so that a redirection gets nothing,
and it replaces the user's own helpers, to which git would hand the token to be kept.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

from tacit.publish.token import Token

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Credential(NamedTuple):
    """What a git command is given: settings for its `-c`, and descriptors that it inherits."""

    settings: tuple[str, ...] = ()
    descriptors: tuple[int, ...] = ()


@contextmanager
def credential(url: str, token: Token | None) -> Iterator[Credential]:
    """The token for git, for the time of a `with`; nothing where it may not go to that address."""
    parts = urlsplit(url)
    if token is None or not (parts.scheme == "https" or _here(parts.scheme, parts.hostname)):
        yield Credential()
        return
    with tempfile.TemporaryFile() as file:  # 0600, and gone with its last descriptor
        file.write(f"username=x-access-token\npassword={token.secret}\n".encode())
        file.flush()
        key = f"credential.{parts.scheme}://{parts.netloc}.helper"
        # Opened anew by each reader, so that each reads it from its beginning.
        helper = f'!f() {{ test "$1" != get || cat /dev/fd/{file.fileno()}; }}; f'
        yield Credential(("credential.helper=", f"{key}=", f"{key}={helper}"), (file.fileno(),))


def _here(scheme: str, host: str | None) -> bool:
    return scheme == "http" and host in _LOOPBACK
