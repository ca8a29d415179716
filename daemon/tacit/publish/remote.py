"""What is known of the place that a repository lives at, from its address alone."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_SCP = re.compile(r"(?:[\w.-]+@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?!//)(.+)")
# The path of a branch's comparison with the default branch, by what the host's name begins with.
_COMPARE = {
    "github": "compare/{branch}?expand=1",
    "gitlab": "-/merge_requests/new?merge_request%5Bsource_branch%5D={branch}",
    "codeberg": "compare/{branch}",
    "gitea": "compare/{branch}",
    "forgejo": "compare/{branch}",
}


class Remote(NamedTuple):
    """A repository's place: `owner` is all of its path but the last part, "" where that is all."""

    host: str
    owner: str
    name: str

    def same_owner(self, other: "Remote") -> bool:
        """Do both belong to one owner at one host? Letter case is not told apart, as forges do."""
        return (self.host, self.owner.lower()) == (other.host, other.owner.lower())


def parse(url: str) -> Remote | None:
    """The place that an https, http, ssh or `host:path` address names; None for any other."""
    if "://" in url:
        try:
            parts = urlsplit(url)
            host, path, port = parts.hostname or "", parts.path, parts.port
        except ValueError:
            return None
        if parts.scheme not in ("https", "http", "ssh") or not host:
            return None
        # ssh and https to one forge use different ports; only a web port tells servers apart.
        if port and parts.scheme != "ssh" and port not in (80, 443):
            host = f"{host}:{port}"
    else:
        match = _SCP.fullmatch(url)
        if match is None:
            return None
        host, path = match[1], match[2]
    owner, _, name = path.strip("/").removesuffix(".git").rpartition("/")
    return Remote(host.lower(), owner.strip("/"), name) if name else None


def has_forge(url: str) -> bool:
    """Does the address look like a place where changes are looked at before they are merged?"""
    return bool(review_url(url, "any"))


def pull_url(url: str, number: int) -> str:
    """The page of a pull request at GitHub or its like; "" where the address names no place."""
    place = parse(url)
    if place is None:
        return ""
    scheme = "http" if url.startswith("http://") else "https"
    return f"{scheme}://{place.host}/{quote(place.owner)}/{quote(place.name)}/pull/{number}"


def review_url(url: str, branch: str) -> str:
    """The page that compares the branch with the default one; "" where the forge is not known."""
    remote = parse(url)
    if remote is None or not remote.owner:
        return ""
    for known, page in _COMPARE.items():
        if remote.host.split(".")[0] == known:
            place = f"https://{remote.host}/{quote(remote.owner)}/{quote(remote.name)}"
            return f"{place}/{page.format(branch=quote(branch, safe='/'))}"
    return ""
