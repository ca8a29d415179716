"""Who may talk to the local page: the browser that was given its address, and no page of others.

The address holds a token that is good once; it becomes a cookie that no script reads and no other
site's page can send. The Host header shuts out names that an attacker lets point to this machine
(DNS rebinding), Origin and the form's own key what another page posts.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

_SAFE = ("GET", "HEAD")


@dataclass(slots=True)
class Keys:
    """The secrets of one run. `token`: in the address, "" once it was used; `form`: in forms."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    form: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies are of a host, whatever the port."""
        return f"tacit-{self.port}"

    @property
    def address(self) -> str:
        """What the user opens, once."""
        return f"http://127.0.0.1:{self.port}/enter?token={self.token}"

    def entered(self, token: str) -> bool:
        """Is this the token? It is used up by that."""
        right = bool(self.token) and same(token, self.token)
        self.token = "" if right else self.token
        return right


def same(one: str, other: str) -> bool:
    """Are they equal? In a time that tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def refused(keys: Keys, method: str, path: str, headers: Mapping[str, str]) -> str:
    """Why a request is turned away, "" where it is not. `headers`: by names in lower case."""
    hosts = (f"127.0.0.1:{keys.port}", f"localhost:{keys.port}")
    host = headers.get("host", "")
    if host not in hosts:
        return "this page answers to 127.0.0.1 and localhost alone"
    origin = headers.get("origin")
    if origin != f"http://{host}" and (origin is not None or method not in _SAFE):
        return "the request comes from another page"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and path != "/enter":
        return "the request comes from another page"
    if path != "/enter" and not same(_cookie(headers.get("cookie", ""), keys.cookie), keys.session):
        return "open the address that `tacit review --web` printed; it is good once"
    return ""


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def policy(nonce: str) -> dict[str, str]:
    """The headers of each answer: nothing is loaded, framed, kept or run but what has the nonce."""
    rules = (
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "content-security-policy": "; ".join(rules),
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        # Not "no-referrer", under which browsers send `Origin: null` with our own forms.
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
