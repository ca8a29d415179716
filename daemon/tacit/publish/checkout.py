"""A registry's checkout that tacit owns: what is read of it, and what is pushed from it."""

import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tacit.errors import RegistryError
from tacit.publish import drafting, exchange, merging, rejections
from tacit.publish.address import checked, shown
from tacit.publish.forge import GitHub
from tacit.publish.git import Git
from tacit.publish.lock import locked
from tacit.publish.naming import Branch, checked_branch
from tacit.publish.plumbing import is_commit
from tacit.publish.remote import has_forge


@dataclass(frozen=True, slots=True)
class Checkout:
    """A registry and the folder that its default branch is checked out in.

    `forge`: where it lives, if that has pull requests; `asked`: push options for a new draft.
    """

    url: str
    folder: Path
    forge: GitHub | None = None
    asked: tuple[str, ...] = ()

    def sync(self) -> str:
        """Fetch, and stand at the remote's default branch; its commit comes back.

        A checkout that git finds broken is made anew. Raises RegistryError where the registry
        cannot be read; the checkout then stays as it was.
        """
        with self._open() as git:
            try:
                return _synced(git)
            except RegistryError:
                if (
                    git("fsck", "--connectivity-only", "--no-dangling", also=range(1, 256)).status
                    == 0
                ):
                    raise
            shutil.rmtree(self.folder, ignore_errors=True)
            _init(git)
            return _synced(git)

    def head(self) -> str:
        """The commit it stands at, "" if it was never synced; asks no git."""
        try:
            found = (self.folder / ".git" / "HEAD").read_text().strip()
        except (OSError, ValueError):
            return ""
        return found if is_commit(found) else ""

    def branches(self) -> tuple[Branch, ...]:
        """The draft branches as of the last sync, the oldest first."""
        with self._reading() as git:
            return exchange.branches(git)

    def tip(self, branch: str) -> str:
        """The draft branch's commit as of the last sync, "" where it is not there."""
        with self._reading() as git:
            return exchange.tip(git, checked_branch(branch))

    def push_branch(
        self, branch: str, texts: Mapping[str, str], message: str, onto: str = ""
    ) -> str:
        """Push the files as a commit on `onto`, the branch's tip, or as a new branch.

        See `drafting.push_branch`. Call `sync` before.
        """
        with self._open() as git:
            return drafting.push_branch(
                git, checked_branch(branch), texts, message, onto=onto, asked=self.asked
            )

    def edit_branch(self, branch: str, texts: Mapping[str, str], message: str) -> str:
        """Push a person's commit with these files changed; see `drafting.edit_branch`."""
        with self._open() as git:
            return drafting.edit_branch(git, checked_branch(branch), texts, message)

    def made_here(self, branch: str, commit: str) -> bool:
        """Was the commit made by this checkout for this branch?"""
        with self._reading() as git:
            return drafting.made_here(git, checked_branch(branch), commit)

    def files(self, branch: str) -> Mapping[str, str]:
        """Path → text of what the draft branch adds to the default branch or changes in it."""
        with self._reading() as git:
            commit = exchange.tip(git, checked_branch(branch))
            return drafting.contents(git, drafting.added(git, commit)) if commit else {}

    def drafted(self, branch: str) -> bool:
        """Was all that the branch adds made by tacit, on whatever machine?"""
        with self._reading() as git:
            return drafting.drafted(git, exchange.tip(git, checked_branch(branch)))

    def open_texts(self, name: str, besides: Set[str]) -> list[tuple[str, str, str]]:
        """Branch, path and text of the files `name` of skills in open drafts, the newest first.

        `besides`: ids of drafts to leave out.
        """
        with self._reading() as git:
            found = [b for b in exchange.branches(git)[::-1] if not b.merged]
            tips = {b.sha: b.name for b in found if b.id not in besides}
            told = drafting.differing(git, [*tips], f"plugins/*/*/skills/*/{name}")
            return [(tips[tip], path, text) for tip, path, text in told]

    def refuse(self, id: str, text: str) -> None:
        """Put a refusal into the registry; see `rejections.add`."""
        with self._open() as git:
            looked_at = self.forge or self.asked or has_forge(self.url)
            rejections.add(git, id, text, straight=not looked_at)

    def refusals(self) -> dict[str, str]:
        """Path → text of all refusals, as of the last sync."""
        with self._reading() as git:
            return rejections.texts(git)

    def arrived(self, commit: str) -> bool:
        """Does the default branch hold what the commit added?"""
        with self._reading() as git:
            return drafting.arrived(git, commit)

    def outstanding(self, commits: Sequence[str]) -> frozenset[str]:
        """Those that cannot have arrived, told at once; `arrived` tells of one what they are."""
        with self._reading() as git:
            return drafting.outstanding(git, commits)

    def merge(self, branch: str) -> str:
        """Merge the draft branch and push the default branch; see `merging.merge`."""
        with self._open() as git:
            return merging.merge(git, checked_branch(branch))

    def drop(self, branch: str) -> None:
        """Remove the draft branch from the registry, where it still stands as last synced."""
        with self._open() as git:
            commit = exchange.tip(git, checked_branch(branch))
            if commit:
                exchange.push(git, "", branch, commit)
                git("update-ref", "-d", f"{exchange.ORIGIN}{branch}")

    @contextmanager
    def _reading(self) -> Iterator[Git]:
        """Without the lock, which a fetch over a slow line may hold: git reads beside a writer."""
        git = Git(checked(self.url), self.folder, self.folder / ".git", None, self.forge)
        if not (git.dir / "HEAD").is_file():
            raise RegistryError(f"{shown(self.url)} was never read; `tacit registry sync`")
        yield git

    @contextmanager
    def _open(self) -> Iterator[Git]:
        url = checked(self.url)
        with locked(self.folder) as keep:
            git = Git(url, self.folder, self.folder / ".git", keep, self.forge)
            if not (git.dir / "HEAD").is_file():
                _init(git)
            yield git


def _synced(git: Git) -> str:
    commit = exchange.fetch(git)
    exchange.stand(git, commit)
    return commit


def _init(git: Git) -> None:
    git.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    git.init()
