"""A connection to GitHub's API for the time of a `with`: the token, the patience, the failures.

Of what GitHub says of a failure only a bounded line is passed on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tacit.errors import ForgeError
from tacit.publish.remote import Remote
from tacit.publish.token import Token
from tacit.terminal import safe_line

if TYPE_CHECKING:
    from github.Repository import Repository

_SECONDS = 15  # for one answer
_TRIES = 3
# Seconds that a rate limit may ask for; what asks for more is tried again with the next round.
_WAIT = 20


class NoDraftsError(ForgeError):
    """The repository has no draft pull requests."""


class ExistsError(ForgeError):
    """The branch has an open pull request already."""


@contextmanager
def repository(api: str, place: Remote, token: Token) -> Iterator["Repository"]:
    """The repository, asked for. Raises ForgeError for whatever goes wrong in the `with`."""
    import github  # noqa: PLC0415 - 200 ms that only who publishes should pay
    import requests  # noqa: PLC0415 - what PyGithub passes through when a line is cut

    # No header of theirs says how long we sleep, and no pause is made between requests: a day has
    # a handful of drafts.
    retry = github.GithubRetry(
        total=_TRIES, backoff_factor=0.3, secondary_rate_wait=5, max_rate_limit_wait=_WAIT,
        respect_retry_after_header=False,
    )  # fmt: skip
    client = github.Github(
        base_url=api, auth=github.Auth.Token(token.secret), timeout=_SECONDS, retry=retry,
        per_page=100, seconds_between_requests=None, seconds_between_writes=None,
    )  # fmt: skip
    try:
        with client:
            yield client.get_repo(f"{place.owner}/{place.name}")
    except github.GithubException as error:
        raise _refused(error.status, _said(error.data), place, token) from None
    except github.BadAttributeException:
        raise ForgeError(f"{place.host} answers what GitHub would not") from None
    except (requests.RequestException, OSError):
        raise ForgeError(f"{place.host} cannot be reached") from None


def _said(data: object) -> str:
    """GitHub's message with those of its parts, on one line."""
    if not isinstance(data, dict):
        return ""
    errors = data.get("errors")
    parts = [data.get("message"), *(errors if isinstance(errors, list) else [])]
    texts = (part.get("message") if isinstance(part, dict) else part for part in parts)
    return safe_line("; ".join(text for text in texts if isinstance(text, str)), 200)


def _refused(status: int, said: str, place: Remote, token: Token) -> ForgeError:
    where = f"{place.owner}/{place.name} at {place.host}"
    low = said.lower()
    if status == 422 and "already exists" in low:
        return ExistsError(said)
    if status == 422 and "draft pull requests are not supported" in low:
        return NoDraftsError(
            f"{where} has no draft pull requests; `draft_only = false` under [forge] opens normal "
            "ones with a label"
        )
    if status == 401:
        return ForgeError(f"{place.host} does not accept the token of {token.source}")
    if status in (403, 429) and ("rate limit" in low or "abuse" in low):
        return ForgeError(f"{place.host} was asked too often")
    if status in (403, 404):
        known = "is not there" if status == 404 else "refuses"
        return ForgeError(
            f"{where} {known}, or the token of {token.source} may not see it{_(said)}"
        )
    return ForgeError(f"{place.host} answers {status}{_(said)}")


def _(said: str) -> str:
    return f": {said}" if said else ""
