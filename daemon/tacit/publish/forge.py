"""Pull requests at GitHub. All that it answers is text of others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from tacit.errors import ForgeError
from tacit.options import Forge
from tacit.publish.githubapi import ExistsError, repository
from tacit.publish.remote import Remote
from tacit.publish.token import Token, token
from tacit.terminal import safe_line

if TYPE_CHECKING:
    from github.PullRequest import PullRequest
    from github.Repository import Repository

# What a normal pull request says of itself where there are no drafts.
UNFINISHED = "tacit: draft"
_MOST = 300  # open pull requests that are looked at as one list


class Pull(NamedTuple):
    """A pull request. `branch` and `head`: what it would merge."""

    number: int
    state: Literal["open", "merged", "closed"]
    branch: str
    head: str
    title: str
    body: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository at GitHub or GitHub Enterprise. `api`: the base URL of its API.

    Every method raises ForgeError where GitHub is out of reach, refuses, or has no such thing.
    """

    api: str
    place: Remote
    settings: Forge

    @property
    def token(self) -> Token | None:
        """The token for it, looked for now."""
        return token(self.place.host, self.settings.token_file)

    def open_pulls(self) -> dict[int, Pull]:
        """The open pull requests, the newest, by number."""
        with self._repository() as there:
            found = islice(there.get_pulls("open"), _MOST)
            return {pull.number: _pull(pull) for pull in found}

    def pull(self, number: int) -> Pull:
        """The pull request of that number."""
        with self._repository() as there:
            return _pull(there.get_pull(number))

    def pull_of(self, branch: str) -> Pull | None:
        """The branch's pull request, an open one before the newest of the others; or None."""
        with self._repository() as there:
            found = there.get_pulls("all", head=f"{self.place.owner}:{branch}")
            # A head that GitHub cannot read filters nothing.
            own = [_pull(one) for one in islice(found, 30) if one.head.ref == branch]
        return next((one for one in own if one.state == "open"), own[0] if own else None)

    def propose(self, branch: str, title: str, body: str, *, draft: bool) -> Pull:
        """Open the branch's pull request onto the default branch; one that is open comes back.

        Raises NoDraftsError where it should be a draft and the repository has none.
        """
        try:
            with self._repository() as there:
                base = there.default_branch
                return _pull(there.create_pull(base, branch, title=title, body=body, draft=draft))
        except ExistsError:  # a try before this one arrived after all
            found = self.pull_of(branch)
        if found is None:
            raise ForgeError(f"{self.place.host} has a pull request and does not show it")
        return found

    def describe(self, number: int, title: str, body: str) -> None:
        """Give the pull request another title and body."""
        with self._repository() as there:
            there.get_pull(number).edit(title=title, body=body)

    def label(self, number: int, labels: Sequence[str]) -> None:
        """Add labels to the pull request."""
        with self._repository() as there:
            there.get_pull(number).add_to_labels(*labels)

    def ready(self, number: int) -> bool:
        """Mark the pull request ready for review; False for one that was so already."""
        with self._repository() as there:
            pull = there.get_pull(number)
            labelled = UNFINISHED in {label.name for label in pull.labels}
            if labelled:
                pull.remove_from_labels(UNFINISHED)
            if draft := pull.draft:
                _mark_ready(pull, self.place.host)
            return labelled or draft

    def close(self, number: int, why: str) -> None:
        """Close the pull request with a comment; one that is closed already stays as it is."""
        with self._repository() as there:
            pull = there.get_pull(number)
            if pull.state == "open":
                pull.create_issue_comment(why)
                pull.edit(state="closed")

    def last_comment(self, number: int) -> str:
        """The last that a person said of it, on one line; "" for nothing."""
        with self._repository() as there:
            comments = islice(there.get_pull(number).get_issue_comments(), 200)
            said = [one.body or "" for one in comments if one.user.type != "Bot"]
        return safe_line(said[-1], 300) if said else ""

    def may_push(self) -> bool:
        """Does the token give the right to push?"""
        with self._repository() as there:
            return bool(there.permissions and there.permissions.push)

    def number(self, branch: str) -> int:
        """The number of the branch's pull request, 0 where it has none."""
        found = self.pull_of(branch)
        return found.number if found else 0

    @contextmanager
    def _repository(self) -> Iterator["Repository"]:
        found = self.token
        if found is None:
            raise ForgeError(
                f"there is no token for {self.place.host}; run `gh auth login`, or name a file "
                "with one as token_file under [forge]"
            )
        with repository(self.api, self.place, found) as there:
            yield there


def _mark_ready(pull: "PullRequest", host: str) -> None:
    try:
        pull.mark_ready_for_review()
    except (AttributeError, LookupError, TypeError):  # PyGithub takes an answer's form for granted
        raise ForgeError(f"{host} answers what GitHub would not") from None


def _pull(found: "PullRequest") -> Pull:
    state: Literal["open", "merged", "closed"] = "open"
    if found.state != "open":
        state = "merged" if found.merged_at else "closed"
    labels = frozenset(label.name for label in found.labels)
    head, title, body = found.head, found.title or "", found.body or ""
    return Pull(found.number, state, head.ref, head.sha, title, body, labels)
