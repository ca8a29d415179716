"""Which forge an address names, and whether its API may be told a token."""

from urllib.parse import urlsplit

from tacit.options import Forge
from tacit.publish.forge import GitHub
from tacit.publish.remote import parse

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def github(url: str, settings: Forge) -> GitHub | None:
    """The registry's repository, where it is at GitHub, or at the server of `base_url`.

    A token is sent nowhere else: to the API of the registry's own host, over https or on this
    machine.
    """
    place = parse(url)
    if place is None or not place.owner or "/" in place.owner or settings.kind != "auto":
        return None
    if place.host == "github.com":
        return GitHub("https://api.github.com", place, settings)
    try:
        base = urlsplit(settings.base_url)
    except ValueError:
        return None
    safe = base.scheme == "https" or base.hostname in _LOOPBACK
    over_ssh = not url.startswith(("http://", "https://"))
    there = (base.hostname or "") if over_ssh else base.netloc.lower()
    if safe and place.host in (there, there.removeprefix("api.")) and place.host:
        return GitHub(settings.base_url.rstrip("/"), place, settings)
    return None


def merge_request(url: str, settings: Forge) -> tuple[str, ...]:
    """The push options by which GitLab makes a draft merge request of a new branch.

    None for another forge. GitLab's documentation: "Push options for merge requests".
    """
    place = parse(url)
    named = place is not None and place.host.split(".")[0] == "gitlab"
    if settings.kind == "gitlab" or (named and settings.kind == "auto"):
        labels = (f"merge_request.label={label}" for label in settings.labels)
        return ("merge_request.create", "merge_request.draft", *labels)
    return ()
