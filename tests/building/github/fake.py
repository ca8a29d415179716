"""A small GitHub: repositories over git's own HTTP, and the API that pull requests need.

Its state follows the repositories as GitHub's does: a branch whose commit the default branch has
is merged, one that is gone closes its pull request. Every request and every response is held to
GitHub's description of its API (see `contract`).
"""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphql import GraphQLError

from building.git_http import serve
from building.github.api import Handler, Refusal
from building.gits import bare

TOKEN = "ghp_" + "5h0WnT0N0b0dy" * 2 + "0123456789"


@dataclass
class Fault:
    """What an API request meets instead of its answer. `after`: it took effect all the same;
    `answer`: all that is said.

    `status` 0: the connection is cut.
    """

    status: int
    message: str = "no"
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False
    answer: Any = None


@dataclass
class Pull:
    """A pull request as the fake keeps it."""

    number: int
    branch: str
    base: str
    title: str
    body: str
    draft: bool
    head: str
    state: str = "open"
    merged: bool = False
    labels: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class FakeGitHub:
    """One owner's repository. `fault`: asked for every request of the API, by method and path;
    `git_fault`: for every one of git's.

    `seen`: method and path of each request; `wrong`: what was not GitHub's.
    """

    bare: Path
    url: str = ""
    drafts: bool = True
    push: bool = True
    token: str = TOKEN
    fault: Callable[[str, str], Fault | None] = lambda method, path: None
    git_fault: Callable[[str], Fault | None] = lambda path: None
    pulls: dict[int, Pull] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def api(self) -> str:
        """The base URL of the API."""
        return f"{self.url}/api/v3"

    @property
    def registry(self) -> str:
        """The address that git reads and writes."""
        return f"{self.url}/{self.bare.parent.name}/{self.bare.name}"

    @property
    def name(self) -> str:
        """`owner/name`."""
        return f"{self.bare.parent.name}/{self.bare.stem}"

    def one(self) -> Pull:
        """The only pull request there is."""
        (pull,) = self.pulls.values()
        return pull

    def create(self, given: dict[str, Any]) -> Pull:
        """A new pull request. Raises Refusal with what GitHub says against it."""
        branch, heads = given["head"], self.heads()
        if branch not in heads:
            raise Refusal("Validation Failed", "head is invalid")
        if any(p.branch == branch and p.state == "open" for p in self.pulls.values()):
            name = f"{self.bare.parent.name}:{branch}"
            raise Refusal("Validation Failed", f"A pull request already exists for {name}.")
        if given.get("draft") and not self.drafts:
            raise Refusal("Draft pull requests are not supported in this repository.")
        number = len(self.pulls) + 1
        text = (given["title"], given.get("body", ""), given.get("draft", False))
        made = Pull(number, branch, given["base"], *text, heads[branch])
        self.pulls[number] = made
        return made

    def markPullRequestReadyForReview(self, info: object, input: dict[str, str]) -> dict[str, Any]:
        """A draft is one no more. Raises GraphQLError for what is none."""
        with self.lock:
            for pull in self.pulls.values():
                if f"PR_{pull.number}" == input["pullRequestId"] and pull.draft:
                    pull.draft = False
                    return {"pullRequest": {"isDraft": False}}
        told = f"Could not resolve to a node with the global id of '{input['pullRequestId']}'."
        raise GraphQLError(told, extensions={"type": "NOT_FOUND"})

    def follow(self) -> None:
        """Bring the open pull requests up to what the repository is now."""
        heads = self.heads()
        within = self._within(heads["main"])
        for pull in self.pulls.values():
            if pull.state == "open":
                pull.head = heads.get(pull.branch, pull.head)
                pull.merged = pull.head in within
                if pull.merged or pull.branch not in heads:
                    pull.state = "closed"

    def heads(self) -> dict[str, str]:
        """The commit of each branch, read as git keeps them: a process each time would be slow."""
        top, found = self.bare / "refs/heads", {}
        packed = self.bare / "packed-refs"
        for line in packed.read_text().splitlines() if packed.exists() else ():
            commit, _, ref = line.partition(" ")
            if ref.startswith("refs/heads/"):
                found[ref.removeprefix("refs/heads/")] = commit
        for file in top.rglob("*"):
            if file.is_file() and file.suffix != ".lock":
                found[str(file.relative_to(top))] = file.read_text().strip()
        return found

    def _within(self, main: str) -> frozenset[str]:
        """The commits of the default branch."""
        if main not in self.known:
            self.known[main] = frozenset(self._git("rev-list", main).split())
        return self.known[main]

    def close(self, number: int, said: str = "", user: str = "User") -> None:
        """A person closes it on its page."""
        self.pulls[number].state = "closed"
        if said:
            self.pulls[number].comments.append((user, said))

    def _git(self, *args: str) -> str:
        command = ["git", f"--git-dir={self.bare}", *args]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout


@contextmanager
def made(owner: Path, **given: Any) -> Iterator[FakeGitHub]:
    """A new registry in the folder `owner`, served for the time of a `with`.

    What went over the wire and was not GitHub's fails the test at its end.
    """
    owner.mkdir()
    fake = FakeGitHub(bare(owner), **given)
    with serve(owner.parent, Handler, fake=fake) as fake.url:
        yield fake
    assert fake.wrong == []
